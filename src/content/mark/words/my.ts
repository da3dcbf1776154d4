/** What marks and covers say, in Burmese. */
import type { MarkWords } from '../words';

export const marksMy: MarkWords = {
  flagged: (kind, sure, isPractice) => {
    const guard = isPractice ? 'အကာအကွယ် မပေးတဲ့ အစမ်းသုံး စစ်ဆေးစနစ်' : 'စစ်ဆေးစနစ်';
    const what = kind === 'image' ? 'ပုံ' : 'စာ';
    return `Seawall: ${guard}က ဒီ${what}ကို ဘေးမကင်းဘူးလို့ သတ်မှတ်ထားပါတယ်${sure}။ Seawall မှားနိုင်ပါတယ်။ မဆုံးဖြတ်ခင် ကြည့်ပါ။`;
  },
  sure: (percent) => ` (${percent})`,
};

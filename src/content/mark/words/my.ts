/** What marks and covers say, in Burmese. */
import type { MarkWords } from '../words';

export const marksMy: MarkWords = {
  flagged: (kind, sure, isPractice) => {
    const guard = isPractice ? 'အကာအကွယ် မပေးတဲ့ အစမ်းသုံး စစ်ဆေးစနစ်' : 'စစ်ဆေးစနစ်';
    const what = kind === 'image' ? 'ပုံ' : 'စာ';
    return `Seawall: ${guard}က ဒီ${what}ကို ဘေးမကင်းဘူးလို့ သတ်မှတ်ထားပါတယ်${sure}။ Seawall မှားနိုင်ပါတယ်။ မဆုံးဖြတ်ခင် ကြည့်ပါ။`;
  },
  byPerson: (kind) =>
    kind === 'image'
      ? 'Seawall: ဒီမှာ သုံးသပ်တဲ့သူက ဒီပုံကို ဘေးမကင်းဘူးလို့ ဆုံးဖြတ်ထားပါတယ်။'
      : 'Seawall: ဒီမှာ သုံးသပ်တဲ့သူက ဒီစာကို ဘေးမကင်းဘူးလို့ ဆုံးဖြတ်ထားပါတယ်။',
  sure: (percent) => ` (${percent})`,
  cover: {
    textUnsafe: 'စစ်ဆေးစနစ်က ဘေးမကင်းဘူးလို့ သတ်မှတ်တဲ့ စာကို Seawall က ဖုံးထားပါတယ်။',
    imageUnsafe: 'စစ်ဆေးစနစ်က ဘေးမကင်းဘူးလို့ သတ်မှတ်တဲ့ ပုံကို Seawall က ဖုံးထားပါတယ်။',
    textUnjudged: 'ဒီစာကို Seawall က ဖုံးထားပါတယ်။ ဘေးကင်း မကင်း စစ်ဆေးစနစ်က မသတ်မှတ်ထားပါဘူး။',
    imageUnjudged: 'ဒီပုံကို Seawall က ဖုံးထားပါတယ်။ ဘေးကင်း မကင်း စစ်ဆေးစနစ်က မသတ်မှတ်ထားပါဘူး။',
    show: 'ပြရန်',
    hide: 'ပြန်ဖျောက်ရန်',
    asksForPin: 'ပွင့်လာတဲ့ ဝင်းဒိုးမှာ PIN ကို ရိုက်ထည့်ပါ။',
    noAnswer: 'Seawall က ပြန်မဖြေပါဘူး။ စာမျက်နှာကို ပြန်ဖွင့်ပါ။',
  },
};

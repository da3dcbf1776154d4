/** What the diagnostics page says around its report, in Burmese. */
import type { DiagnosticsWords } from '../strings';

export const diagnosticsMy: DiagnosticsWords = {
  title: 'Seawall ချို့ယွင်းချက်စစ်ခြင်း',
  explain:
    'အစီရင်ခံစာမှာ ပါတာ ဒါအကုန်ပါပဲ။ ဒီစက်ပေါ်မှာ Seawall နဲ့ သူ့စစ်ဆေးစနစ် ဘယ်လို အလုပ်လုပ်နေလဲ ပြပါတယ်။ စာမျက်နှာတွေက စာနဲ့ ပုံ၊ ဆိုက်အမည်၊ ကီးနဲ့ PIN လုံးဝ မပါပါဘူး။ သူများကို မပေးခင် ဖတ်ကြည့်ပါ။',
  english: 'ကူညီမယ့်သူ ဖတ်လို့ရအောင် အစီရင်ခံစာကို အင်္ဂလိပ်လို ရေးထားပါတယ်။',
  report: 'အစီရင်ခံစာ',
  copy: 'ကူးရန်',
  copied: 'ကူးပြီးပါပြီ။',
  notCopied: 'ဘရောက်ဆာက Seawall ကို ကူးခွင့် မပေးပါဘူး။ စာကို ရွေးပြီး ကိုယ်တိုင် ကူးပါ။',
  save: 'ဖိုင်အဖြစ် သိမ်းရန်',
  again: 'ထပ်ကြည့်ရန်',
  options: 'ဆက်တင်',
  starting: 'Seawall ရဲ့ အခြေအနေကို မေးနေပါတယ်',
  silent: 'Seawall က ပြန်မဖြေတဲ့အတွက် အစီရင်ခံစာမှာ သူ့အပိုင်း မပါပါဘူး။',
};

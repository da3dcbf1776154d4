/** What the page says that asks for the PIN before something is shown, in Burmese. */
import { number } from '../../../core/i18n';
import type { UnlockText } from '../strings';

export const unlockMy: UnlockText = {
  title: 'ဖုံးထားတာကို ပြမလား။',
  explain: 'စစ်ဆေးစနစ်က ဘေးမကင်းဘူးလို့ သတ်မှတ်ထားတာ ဒါမှမဟုတ် ဘေးကင်း မကင်း မသတ်မှတ်ထားတာပါ။ ပြဖို့ PIN လိုပါတယ်။',
  pin: 'PIN နံပါတ်',
  show: 'ပြရန်',
  cancel: 'ဆက်ဖုံးထားရန်',
  wrong: 'PIN မမှန်ပါဘူး။',
  wait: (count) => `အကြိမ်ကြိမ် မှားသွားပါတယ်။ နောက်တစ်ကြိမ် မစမ်းခင် ${number(count)} မိနစ် စောင့်ပါ။`,
  unreadable: 'Seawall က သူ့သော့ကို ဖတ်လို့ မရတဲ့အတွက် ဒါကို ဆက်ဖုံးထားပါတယ်။ ဘရောက်ဆာကို ပြန်စပြီး ထပ်စမ်းကြည့်ပါ။',
  gone: 'အဲဒီစာမျက်နှာ မရှိတော့ပါဘူး။ ပြန်ဖွင့်ပြီး အဲဒီမှာ “ပြရန်” ကို နှိပ်ပါ။',
  noAnswer: 'Seawall က ပြန်မဖြေပါဘူး။ ဒီဝင်းဒိုးကို ပိတ်ပြီး “ပြရန်” ကို ထပ်နှိပ်ပါ။',
  nothing: 'ဒီမှာ ပြစရာ မရှိပါဘူး။ စာမျက်နှာပေါ်က အဖုံးတစ်ခုမှာ “ပြရန်” ကို နှိပ်ပါ။',
};

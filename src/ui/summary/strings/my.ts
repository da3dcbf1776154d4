/** What the week's summary says, in Burmese. */
import { number } from '../../../core/i18n';
import type { SummaryWords } from '../strings';

export const summaryMy: SummaryWords = {
  title: 'ဒီတစ်ပတ်',
  tab: 'Seawall: ဒီတစ်ပတ်',
  explain:
    'ပြီးခဲ့တဲ့ ခုနစ်ရက်အတွင်း ဒီစက်ပေါ်မှာ Seawall က ဘေးမကင်းဘူးလို့ သတ်မှတ်ထားတာတွေပါ။ ကိန်းဂဏန်းတွေပဲ ပါပြီး ဘယ်စာမျက်နှာက စာနဲ့ ပုံမှ မပါပါဘူး။',
  counting: 'ရေတွက်နေပါတယ်…',
  show: 'ပြရန်',
  notKept: 'Seawall က သတ်မှတ်ထားတာတွေကို မသိမ်းအောင် လုပ်ထားလို့ အခုကစပြီး ရေတွက်စရာ မရှိပါဘူး။',
  nothing: 'ပြီးခဲ့တဲ့ ခုနစ်ရက်အတွင်း ဘေးမကင်းဘူးလို့ သတ်မှတ်ထားတာ မရှိပါဘူး။',
  total: (count) => `ခုနစ်ရက်အတွင်း သတ်မှတ်ချက် ${number(count)} ခု`,
  decided: (decided, overturned) =>
    `အဲဒီထဲက ${number(decided)} ခုကို လူက ကြည့်ပြီး ${number(overturned)} ခုကို ဘေးကင်းတယ်လို့ ဆုံးဖြတ်ထားပါတယ်။`,
  cut: 'ဒီမှာ ရေတွက်နိုင်တာထက် ပိုများပါတယ်။ အဟောင်းဆုံးတွေကို ချန်ထားပါတယ်။',
  canBeWrong: 'Seawall မှားနိုင်ပါတယ်။ ပိတ်ထားတဲ့ ဆိုက်တွေအကြောင်းလည်း ဘာမှ မပြောပါဘူး။ မဆုံးဖြတ်ခင် စကားပြောကြည့်ပါ။',
  days: 'နေ့အလိုက်',
  day: 'နေ့',
  texts: 'စာ',
  images: 'ပုံ',
  flags: 'သတ်မှတ်ချက်',
  sites: 'ဆိုက်အလိုက်',
  site: 'ဆိုက်',
  otherSites: 'တခြားဆိုက်များ',
  languages: 'ဘာသာစကားအလိုက်',
  language: 'ဘာသာစကား',
  notKnown: 'မသိရ',
  otherLanguages: 'တခြားဘာသာစကားများ',
};

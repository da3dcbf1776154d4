/** What the popup says of engines that a page is sent to, in Burmese. */

import type { Remote } from '../../core/engines';
import { number } from '../../core/i18n';
import type { Engine } from '../../core/verdict';
import type { RemoteTrouble } from '../../platform/engines-protocol';
import type { SendingStrings } from '../strings-sending';

const names: Record<Remote, string> = { server: 'သင့်ကိုယ်ပိုင်ဆာဗာ', hosted: 'SEA-LION' };

const engines: Record<Engine, string> = {
  local: 'ဒီစက်',
  server: 'သင့်ကိုယ်ပိုင်ဆာဗာ',
  hosted: 'SEA-LION',
};

const count = (elements: number): string => `အကြောင်းအရာ ${number(elements)} ခု`;

const whys: Record<keyof SendingStrings['whys'], string> = {
  'no-guard': 'ဒီစက်ပေါ်မှာ စစ်ဆေးစနစ် မရွေးထားပါဘူး။',
  failed: 'ဒီစက်ပေါ်က စစ်ဆေးစနစ် အလုပ်မလုပ်ပါဘူး။',
  order: 'ဒီစက်ပေါ်က စစ်ဆေးစနစ်ထက် အရင်မေးဖို့ သင် ရွေးထားပါတယ်။',
};

/** What follows the name of an engine, with the particle that the name takes. */
const troubles: Record<RemoteTrouble, string> = {
  unreachable: 'ကို ဆက်သွယ်လို့ မရပါဘူး',
  slow: 'က အချိန်မီ မဖြေပါဘူး',
  'not-an-api': 'က ဖြေပေမယ့် စစ်ဆေးစနစ်ရဲ့ ဆာဗာတစ်ခုလို မဖြေပါဘူး',
  'origin-refused': 'က ဘရောက်ဆာ တိုးချဲ့ဆော့ဖ်ဝဲတွေကို မေးခွင့် မပေးပါဘူး',
  'key-refused': 'က သင့်ကီးကို လက်မခံပါဘူး',
  'model-missing': 'မှာ တောင်းထားတဲ့ မော်ဒယ် မရှိပါဘူး',
  'too-many': 'ကို မေးထားတာ များလွန်းပါတယ်',
  'server-error': 'က သူ့ဘက်မှာ အမှားဖြစ်တယ်လို့ ပြောပါတယ်',
  'no-guard-answer': 'က အဓိပ္ပာယ်မရှိတဲ့ အဖြေတွေ ပေးပါတယ်',
};

export const sendingMy: SendingStrings = {
  whys,
  engines,
  orderLabel: 'ဒီဆိုက်အတွက် အရင်မေးရန်',
  asEverywhere: 'ဆိုက်အားလုံးမှာလို',
  sent: (elements, engine, host) =>
    `ဒီစာမျက်နှာက ${count(elements)}ကို ${names[engine]} (${host}) ဆီ ပို့ထားပါတယ်။`,
  asked: (engine, host) => `ဒီစာမျက်နှာကို ${names[engine]} (${host}) ဆီ ပို့ပါတယ်။`,
  turns: (elements, at) =>
    `${count(elements)} အလှည့်စောင့်နေပါတယ်။ တစ်မိနစ်မှာ မေးလို့ရတဲ့အကြိမ် နည်းလို့ပါ။ နောက်တစ်ခုကို ${at} မှာ ပို့ပါမယ်။`,
  stop: 'ဒီဆိုက်ကို မပို့ရန်',
  offer: (engine, host, site) =>
    `ဒီစက်ပေါ်မှာ ဒီစာမျက်နှာကို စစ်နိုင်တာ မရှိပါဘူး။ ${engines[engine]} ကတော့ စစ်နိုင်ပါတယ်။ ဒါဆိုရင် ${site} က စာနဲ့ ပုံတွေကို ${host} ဆီ ပို့ပါမယ်။`,
  allow: 'ဒီဆိုက်ကို ပို့ရန်',
  never: (entry) => `ဒီစာမျက်နှာက ဘာကိုမှ ဘယ်သူ့ဆီမှ မပို့ပါဘူး။ ${entry} က ဒီစက်ကနေ ဘယ်တော့မှ မထွက်ရတဲ့ ဆိုက်စာရင်းမှာ ပါလို့ပါ။`,
  kept: (elements) =>
    `${count(elements)}ကို မပို့ပါဘူး။ စာမျက်နှာက စကားဝှက် ဒါမှမဟုတ် အဲဒီလိုအရာမျိုး တောင်းနေလို့၊ ဒါမှမဟုတ် အဲဒီမှာ သင် စာရေးလို့ရလို့ပါ။`,
  unready: (engine) => `${engines[engine]} ကို ဖွင့်ထားပေမယ့် မေးလို့ မရသေးပါဘူး။ ဆက်တင်မှာ တစ်ခုခု လိုနေပါတယ်။`,
  private: 'သီးသန့်ဝင်းဒိုးက ဘာကိုမှ ဘယ်သူ့ဆီမှ မပို့ပါဘူး။',
  resting: (engine, host, trouble, at) =>
    `${engines[engine]} (${host}) ${troubles[trouble]}။ ${at} မှာ ထပ်မေးပါမယ်။`,
  byGroup: 'ဘေးကအရာတွေနဲ့ တွဲစစ်',
  byGroupLong: 'ဘေးကအရာတွေနဲ့ တွဲစစ်ပြီး အားလုံးကို ဘေးကင်းတယ်လို့ ပြောပါတယ်။',
  byWord: 'သူ့စကားအရ',
  turnAt: (at) => `${at} လောက်မှာ အလှည့်ကျပါမယ်`,
};

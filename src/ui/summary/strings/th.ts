/** Every word of the week's summary, in Thai. */
import { number } from '../../../core/i18n';
import type { SummaryWords } from '../strings';

export const summaryTh: SummaryWords = {
  title: 'สัปดาห์นี้',
  tab: 'Seawall: สัปดาห์นี้',
  explain: 'สิ่งที่ Seawall ระบุว่าไม่ปลอดภัยบนอุปกรณ์นี้ในเจ็ดวันที่ผ่านมา มีแต่ตัวเลข ไม่มีข้อความหรือรูปภาพของหน้าเว็บใด',
  counting: 'กำลังนับ…',
  show: 'แสดง',
  notKept: 'Seawall ตั้งไว้ว่าไม่เก็บสิ่งที่ระบุว่าไม่ปลอดภัย ตั้งแต่นี้ไปจึงไม่มีอะไรให้นับ',
  nothing: 'ไม่มีสิ่งใดได้ผลว่าไม่ปลอดภัยในเจ็ดวันที่ผ่านมา',
  total: (count) => `ไม่ปลอดภัย ${number(count)} รายการในเจ็ดวัน`,
  decided: (decided, overturned) =>
    `ในจำนวนนี้มีคนดูแล้ว ${number(decided)} รายการ และบอกว่าปลอดภัย ${number(overturned)} รายการ`,
  cut: 'มีมากกว่าที่นับที่นี่ได้ จึงไม่ได้นับรายการที่เก่าที่สุด',
  canBeWrong: 'Seawall อาจผิดพลาดได้ และไม่บอกอะไรเกี่ยวกับเว็บไซต์ที่ปิดไว้ โปรดพูดคุยกันก่อนตัดสิน',
  days: 'แยกตามวัน',
  day: 'วัน',
  texts: 'ข้อความ',
  images: 'รูปภาพ',
  flags: 'ไม่ปลอดภัย',
  sites: 'แยกตามเว็บไซต์',
  site: 'เว็บไซต์',
  otherSites: 'เว็บไซต์อื่น',
  languages: 'แยกตามภาษา',
  language: 'ภาษา',
  notKnown: 'ไม่ทราบ',
  otherLanguages: 'ภาษาอื่น',
};

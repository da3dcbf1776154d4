/** What the popup says of engines that a page is sent to, in Thai. */

import type { Remote } from '../../core/engines';
import { number } from '../../core/i18n';
import type { Engine } from '../../core/verdict';
import type { RemoteTrouble } from '../../platform/engines-protocol';
import type { SendingStrings } from '../strings-sending';

/** After a Thai word: only Latin letters are set off by a space. */
const names: Record<Remote, string> = { server: 'เซิร์ฟเวอร์ของคุณเอง', hosted: ' SEA-LION' };

const engines: Record<Engine, string> = {
  local: 'อุปกรณ์นี้',
  server: 'เซิร์ฟเวอร์ของคุณเอง',
  hosted: 'SEA-LION',
};

const count = (elements: number): string => `${number(elements)} รายการ`;

const whys = {
  'no-guard': 'ยังไม่ได้เลือกตัวตรวจบนอุปกรณ์นี้',
  failed: 'ตัวตรวจบนอุปกรณ์นี้ไม่ทำงาน',
  order: 'คุณจัดให้อยู่ก่อนตัวตรวจบนอุปกรณ์นี้',
};

const troubles: Record<RemoteTrouble, string> = {
  unreachable: 'ติดต่อไม่ได้',
  slow: 'ไม่ตอบทันเวลา',
  'not-an-api': 'ตอบกลับมา แต่ไม่ใช่แบบที่เซิร์ฟเวอร์ของตัวตรวจตอบ',
  'origin-refused': 'ไม่ยอมให้ส่วนขยายของเบราว์เซอร์ถาม',
  'key-refused': 'ไม่รับคีย์ของคุณ',
  'model-missing': 'ไม่มีโมเดลที่ขอ',
  'too-many': 'ถูกถามมากเกินไป',
  'server-error': 'แจ้งว่าเกิดข้อผิดพลาดขึ้นเอง',
  'no-guard-answer': 'ให้คำตอบที่ไม่มีความหมาย',
};

export const sendingTh: SendingStrings = {
  whys,
  engines,
  orderLabel: 'ถามที่ไหนก่อนสำหรับเว็บไซต์นี้',
  asEverywhere: 'เหมือนเว็บไซต์อื่นทั้งหมด',
  sent: (elements, engine, host) =>
    `ส่ง ${count(elements)}ของหน้านี้ไปยัง${names[engine]} (${host}) แล้ว`,
  asked: (engine, host) => `เนื้อหาของหน้านี้ถูกส่งไปยัง${names[engine]} (${host})`,
  turns: (elements, at) =>
    `${count(elements)}กำลังรอคิว เพราะที่นั่นรับได้ไม่กี่คำขอต่อนาที คำขอถัดไปจะส่งเวลา ${at} น.`,
  stop: 'ไม่ส่งเนื้อหาของเว็บไซต์นี้',
  offer: (engine, host, site) =>
    `บนอุปกรณ์นี้ไม่มีอะไรที่ตรวจหน้านี้ได้ แต่ตรวจได้โดยใช้${names[engine]} ถ้าใช้ ข้อความและรูปภาพของ ${site} จะถูกส่งไปยัง ${host}`,
  allow: 'ส่งเนื้อหาของเว็บไซต์นี้',
  never: (entry) =>
    `ไม่มีเนื้อหาใดของหน้านี้ถูกส่งให้ใคร เพราะ ${entry} อยู่ในรายชื่อเว็บไซต์ที่ไม่ให้ข้อมูลออกจากอุปกรณ์นี้`,
  kept: (elements) => `${count(elements)}ไม่ถูกส่ง เพราะหน้านี้ขอรหัสผ่านหรือข้อมูลทำนองนั้น หรือเป็นที่ที่คุณพิมพ์ได้`,
  unready: (engine) => `${engines[engine]} เปิดใช้อยู่ แต่ยังถามไม่ได้ เพราะยังขาดบางอย่างในตัวเลือก`,
  private: 'ไม่มีเนื้อหาใดในหน้าต่างส่วนตัวถูกส่งให้ใคร',
  resting: (engine, host, trouble, at) =>
    `${engines[engine]} (${host}) ${troubles[trouble]} จะถามอีกครั้งเวลา ${at} น.`,
  byGroup: 'รวมกับรายการข้างเคียง',
  byGroupLong: 'ตรวจรวมกับรายการข้างเคียง และได้ผลว่าปลอดภัยทั้งหมด',
  byWord: 'ตามที่ตัวตรวจบอก',
  turnAt: (at) => `จะถึงคิวประมาณ ${at} น.`,
};

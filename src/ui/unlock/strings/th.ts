/** What the page says that asks for the PIN before something is shown, in Thai. */
import { number } from '../../../core/i18n';
import type { UnlockText } from '../strings';

export const unlockTh: UnlockText = {
  title: 'แสดงสิ่งที่ถูกบังหรือไม่',
  explain: 'ตัวตรวจระบุว่าไม่ปลอดภัย หรือยังไม่ได้ตรวจ ต้องใช้รหัส PIN จึงจะแสดงได้',
  pin: 'รหัส PIN',
  show: 'แสดง',
  cancel: 'บังไว้ตามเดิม',
  wrong: 'รหัส PIN ไม่ถูกต้อง',
  wait: (count) => `ใส่ผิดหลายครั้งเกินไป รออีก ${number(count)} นาทีก่อนลองครั้งถัดไป`,
  unreadable: 'Seawall อ่านการล็อกไม่ได้ สิ่งนี้จึงถูกบังไว้ตามเดิม ให้ปิดแล้วเปิดเบราว์เซอร์ใหม่ แล้วลองอีกครั้ง',
  gone: 'หน้านั้นไม่อยู่แล้ว โหลดหน้าใหม่แล้วกด “แสดง” ที่นั่น',
  noAnswer: 'Seawall ไม่ตอบ ปิดหน้าต่างนี้แล้วกด “แสดง” อีกครั้ง',
  nothing: 'ที่นี่ไม่มีอะไรให้แสดง กด “แสดง” ตรงที่ถูกบังในหน้าเว็บ',
};

/** What all pages of ours say of the lock, in Thai. */
import type { LockTrouble } from '../line/lock-line';
import type { LockWords } from '../strings-lock';

const refusals: Record<LockTrouble, string> = {
  locked: 'ล็อกอยู่ จึงไม่มีอะไรเปลี่ยนแปลง ต้องใช้รหัส PIN',
  wrong: 'ไม่ถูกต้อง',
  wait: 'ใส่ผิดหลายครั้งเกินไป โปรดรอก่อนลองครั้งถัดไป',
  'not-a-pin': 'รหัส PIN เป็นตัวเลข 4 ถึง 12 หลัก',
  'too-easy': 'รหัส PIN นี้เดาง่าย โปรดใช้รหัสอื่น',
  off: 'ยังไม่ได้ตั้งการล็อก',
  on: 'ตั้งการล็อกไว้แล้ว',
  unreadable: 'Seawall อ่านการล็อกไม่ได้ ทุกอย่างที่อาจล็อกไว้จึงยังคงเดิม ให้ปิดแล้วเปิดเบราว์เซอร์ใหม่',
  'no-answer': 'Seawall ไม่ตอบ ลองอีกครั้ง',
};

export const lockTh: LockWords = {
  refusals,
  state: {
    label: 'การล็อกโดยผู้ปกครอง',
    locked: 'ล็อกอยู่',
    unlocked: (time) => `ปลดล็อกถึง ${time} น.`,
    unlock: 'ปลดล็อก',
    lockNow: 'ล็อกเลย',
  },
  ask: {
    title: 'ล็อกอยู่',
    body: 'ใส่รหัส PIN เพื่อทำต่อ แล้วทุกอย่างจะปลดล็อกอยู่สิบนาที',
    pin: 'รหัส PIN',
    submit: 'ปลดล็อก',
    cancel: 'ยกเลิก',
    forgot: 'ลืมรหัส PIN ใช่ไหม ใช้รหัสกู้คืน',
    backToPin: 'ใช้รหัส PIN',
  },
  recover: {
    title: 'ใช้รหัสกู้คืน',
    body: 'รหัสนี้แสดงให้เห็นตอนตั้งการล็อก คุณจะได้เลือกรหัส PIN ใหม่ และได้รหัสกู้คืนใหม่',
    code: 'รหัสกู้คืน',
    notACode: 'รหัสกู้คืนเป็นตัวอักษรอังกฤษและตัวเลข 20 ตัว เช่น 7K3QM-01ABC-DEFGH-JKMNP',
    submit: 'ตั้งรหัส PIN ใหม่',
  },
  fields: {
    newPin: 'รหัส PIN ใหม่ ตัวเลข 4 ถึง 12 หลัก',
    repeat: 'ใส่รหัส PIN เดียวกันอีกครั้ง',
    differ: 'รหัส PIN ทั้งสองช่องไม่ตรงกัน',
    currentPin: 'รหัส PIN',
  },
  wait: {
    said: 'ใส่ผิดหลายครั้งเกินไป',
    left: (time) => `ลองได้อีกครั้งในอีก ${time}`,
  },
  code: {
    title: 'รหัสกู้คืนของคุณ',
    body: 'ใช้เปิดล็อกเมื่อลืมรหัส PIN แสดงให้เห็นแค่ครั้งนี้ โปรดจดไว้ และเก็บในที่ที่เด็กหาไม่เจอ',
    copy: 'คัดลอก',
    copied: 'คัดลอกแล้ว',
    notCopied: 'เบราว์เซอร์ไม่ได้คัดลอกให้ โปรดจดไว้',
    written: 'ฉันจดไว้แล้ว',
    done: 'เสร็จสิ้น',
    first: 'ติ๊กช่องนี้ก่อน หากไม่มีรหัสกู้คืน เมื่อลืมรหัส PIN แล้วจะตั้งใหม่ไม่ได้',
  },
};

/** What marks and covers say, in Thai. */
import type { MarkWords } from '../words';

export const marksTh: MarkWords = {
  flagged: (kind, sure, isPractice) => {
    const guard = isPractice ? 'ตัวตรวจทดลองใช้ซึ่งไม่ช่วยป้องกัน ' : 'ตัวตรวจ';
    const what = kind === 'image' ? 'รูปภาพ' : 'ข้อความ';
    return `Seawall: ${guard}ระบุว่า${what}นี้ไม่ปลอดภัย${sure} Seawall อาจผิดพลาดได้ โปรดดูด้วยตัวเองก่อนตัดสินใจ`;
  },
  byPerson: (kind) => `Seawall: ผู้ที่ตรวจทาน${kind === 'image' ? 'รูปภาพ' : 'ข้อความ'}นี้ที่นี่บอกว่าไม่ปลอดภัย`,
  sure: (percent) => ` (${percent})`,
  cover: {
    textUnsafe: 'Seawall บังข้อความที่ตัวตรวจระบุว่าไม่ปลอดภัย',
    imageUnsafe: 'Seawall บังรูปภาพที่ตัวตรวจระบุว่าไม่ปลอดภัย',
    textUnjudged: 'Seawall บังข้อความนี้ เพราะตัวตรวจยังไม่ได้ตรวจ',
    imageUnjudged: 'Seawall บังรูปภาพนี้ เพราะตัวตรวจยังไม่ได้ตรวจ',
    show: 'แสดง',
    hide: 'ซ่อนอีกครั้ง',
    asksForPin: 'ใส่รหัส PIN ในหน้าต่างที่เปิดขึ้นมา',
    noAnswer: 'Seawall ไม่ตอบ โหลดหน้าใหม่อีกครั้ง',
  },
};

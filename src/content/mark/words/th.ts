/** What marks and covers say, in Thai. */
import type { MarkWords } from '../words';

export const marksTh: MarkWords = {
  flagged: (kind, sure, isPractice) => {
    const guard = isPractice ? 'ตัวตรวจทดลองใช้ซึ่งไม่ช่วยป้องกัน ' : 'ตัวตรวจ';
    const what = kind === 'image' ? 'รูปภาพ' : 'ข้อความ';
    return `Seawall: ${guard}ระบุว่า${what}นี้ไม่ปลอดภัย${sure} Seawall อาจผิดพลาดได้ โปรดดูด้วยตัวเองก่อนตัดสินใจ`;
  },
  sure: (percent) => ` (${percent})`,
};

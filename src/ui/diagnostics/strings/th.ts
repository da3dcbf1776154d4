/** What the diagnostics page says around its report, in Thai. */
import type { DiagnosticsWords } from '../strings';

export const diagnosticsTh: DiagnosticsWords = {
  title: 'ข้อมูลวินิจฉัยของ Seawall',
  explain:
    'รายงานบอกเพียงเท่านี้: Seawall และตัวตรวจทำงานบนอุปกรณ์นี้เป็นอย่างไร ไม่มีข้อความหรือรูปภาพของหน้าเว็บ ไม่มีชื่อเว็บไซต์ ไม่มีคีย์ และไม่มีรหัส PIN โปรดอ่านก่อนส่งต่อ',
  english: 'รายงานเป็นภาษาอังกฤษ เพื่อให้คนที่ช่วยคุณอ่านได้',
  report: 'รายงาน',
  copy: 'คัดลอก',
  copied: 'คัดลอกแล้ว',
  notCopied: 'เบราว์เซอร์ไม่ให้ Seawall คัดลอก ให้เลือกข้อความแล้วคัดลอกเอง',
  save: 'บันทึกเป็นไฟล์',
  again: 'ดูอีกครั้ง',
  options: 'ตัวเลือก',
  starting: 'กำลังถาม Seawall ว่าทำงานเป็นอย่างไร',
  silent: 'Seawall ไม่ตอบ รายงานจึงขาดส่วนของ Seawall',
};

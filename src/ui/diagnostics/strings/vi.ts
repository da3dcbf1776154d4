/** What the diagnostics page says around its report, in Vietnamese. */
import type { DiagnosticsWords } from '../strings';

export const diagnosticsVi: DiagnosticsWords = {
  title: 'Chẩn đoán Seawall',
  explain:
    'Đây là tất cả những gì có trong báo cáo: Seawall và bộ kiểm tra của nó đang hoạt động ra sao trên thiết bị này. Trong đó không có chữ hay ảnh của trang nào, không có tên website, không có khóa truy cập và không có mã PIN. Hãy đọc trước khi bạn đưa cho người khác.',
  english: 'Báo cáo viết bằng tiếng Anh, để người giúp bạn đọc được.',
  report: 'Báo cáo',
  copy: 'Sao chép',
  copied: 'Đã sao chép.',
  notCopied: 'Trình duyệt không để Seawall sao chép. Hãy chọn đoạn chữ và tự sao chép.',
  save: 'Lưu vào tệp',
  again: 'Xem lại',
  options: 'Tùy chọn',
  starting: 'Đang hỏi Seawall hoạt động ra sao',
  silent: 'Seawall không trả lời, nên báo cáo thiếu phần của nó.',
};

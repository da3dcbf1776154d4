/** What the page says that asks for the PIN before something is shown, in Vietnamese. */
import { number } from '../../../core/i18n';
import type { UnlockText } from '../strings';

export const unlockVi: UnlockText = {
  title: 'Hiện nội dung bị che?',
  explain:
    'Bộ kiểm tra coi nội dung này là không an toàn, hoặc chưa có kết luận về nó. Cần mã PIN để hiện.',
  pin: 'Mã PIN',
  show: 'Hiện',
  cancel: 'Vẫn để che',
  wrong: 'Mã PIN này không đúng.',
  wait: (count) => `Nhập sai quá nhiều lần. Hãy chờ ${number(count)} phút rồi thử lại.`,
  unreadable:
    'Seawall không đọc được khóa của mình, nên nội dung này vẫn bị che. Hãy khởi động lại trình duyệt rồi thử lại.',
  gone: 'Trang đó không còn mở nữa. Hãy tải lại trang và nhấn “Hiện” ở đó.',
  noAnswer: 'Seawall không trả lời. Hãy đóng cửa sổ này rồi nhấn “Hiện” lần nữa.',
  nothing: 'Ở đây không có gì để hiện. Hãy nhấn “Hiện” trên lớp che trong một trang.',
};

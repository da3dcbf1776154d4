/** What all pages of ours say of the lock, in Vietnamese. */
import type { LockTrouble } from '../line/lock-line';
import type { LockWords } from '../strings-lock';

const refusals: Record<LockTrouble, string> = {
  locked: 'Phần này đang khóa nên không có gì được thay đổi. Cần có mã PIN.',
  wrong: 'Mã này không đúng.',
  wait: 'Nhập sai quá nhiều lần. Hãy chờ rồi thử lại.',
  'not-a-pin': 'Mã PIN gồm 4 đến 12 chữ số.',
  'too-easy': 'Mã PIN này dễ đoán. Hãy chọn mã khác.',
  off: 'Chưa đặt khóa nào.',
  on: 'Đã đặt khóa rồi.',
  unreadable:
    'Seawall không đọc được khóa của mình, nên mọi thứ mà khóa có thể bảo vệ được giữ nguyên. Hãy khởi động lại trình duyệt.',
  'no-answer': 'Seawall không trả lời. Hãy thử lại.',
};

export const lockVi: LockWords = {
  refusals,
  state: {
    label: 'Khóa phụ huynh',
    locked: 'Đang khóa',
    unlocked: (time) => `Mở khóa đến ${time}`,
    unlock: 'Mở khóa',
    lockNow: 'Khóa ngay',
  },
  ask: {
    title: 'Phần này đang khóa',
    body: 'Hãy nhập mã PIN để tiếp tục. Sau đó mọi thứ được mở khóa trong mười phút.',
    pin: 'Mã PIN',
    submit: 'Mở khóa',
    cancel: 'Hủy',
    forgot: 'Quên mã PIN? Dùng mã khôi phục',
    backToPin: 'Dùng mã PIN',
  },
  recover: {
    title: 'Dùng mã khôi phục',
    body: 'Mã này đã hiện ra khi đặt khóa. Bạn chọn mã PIN mới và nhận mã khôi phục mới.',
    code: 'Mã khôi phục',
    notACode: 'Mã khôi phục gồm 20 chữ cái và chữ số, ví dụ 7K3QM-01ABC-DEFGH-JKMNP.',
    submit: 'Đặt mã PIN mới',
  },
  fields: {
    newPin: 'Mã PIN mới, 4 đến 12 chữ số',
    repeat: 'Nhập lại mã PIN đó',
    differ: 'Hai mã PIN không giống nhau.',
    currentPin: 'Mã PIN',
  },
  wait: {
    said: 'Nhập sai quá nhiều lần.',
    left: (time) => `Thử lại được sau ${time}`,
  },
  code: {
    title: 'Mã khôi phục của bạn',
    body: 'Mã này mở khóa khi bạn quên mã PIN. Mã chỉ hiện lúc này: hãy chép lại và cất ở nơi trẻ không tìm thấy.',
    copy: 'Sao chép',
    copied: 'Đã sao chép.',
    notCopied: 'Trình duyệt không sao chép được. Hãy tự chép lại.',
    written: 'Tôi đã chép lại mã',
    done: 'Xong',
    first: 'Hãy đánh dấu vào ô trước: không có mã này thì không thể thay mã PIN đã quên.',
  },
};

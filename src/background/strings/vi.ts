/** What the background says to people, in Vietnamese. */
import { number } from '../../core/i18n';
import type { Lockable } from '../../core/lockable';
import type { LockRefusalReason } from '../../platform/lock-protocol';
import type { BackgroundWords } from '../strings';

const refusals: Record<LockRefusalReason, string> = {
  locked: 'Phần này đang khóa. Hãy nhập mã PIN để tiếp tục.',
  wrong: 'Mã này không đúng.',
  wait: 'Nhập sai quá nhiều lần. Hãy chờ một lúc rồi thử lại.',
  'not-a-pin': 'Mã PIN gồm 4 đến 12 chữ số.',
  'too-easy': 'Mã PIN này dễ đoán. Hãy chọn mã khác.',
  off: 'Chưa đặt khóa nào.',
  on: 'Đã đặt khóa rồi.',
  unreadable:
    'Seawall không đọc được khóa của mình, nên mọi thứ mà khóa có thể bảo vệ được giữ nguyên. Hãy khởi động lại trình duyệt.',
};

const locked: Record<Lockable, string> = {
  engine: 'Tổ chức của bạn đã đặt nơi nào được hỏi, và không thể thay đổi điều này ở đây.',
  guard: 'Tổ chức của bạn đã đặt bộ kiểm tra được dùng, và không thể thay đổi điều này ở đây.',
  sites:
    'Tổ chức của bạn đã đặt Seawall hoạt động trên website nào, và không thể thay đổi điều này ở đây.',
  neverSend:
    'Tổ chức của bạn đã đặt website nào không bao giờ được gửi, và không thể thay đổi điều này ở đây.',
  idleMinutes:
    'Tổ chức của bạn đã đặt khi nào gỡ bộ kiểm tra khỏi bộ nhớ, và không thể thay đổi điều này ở đây.',
  imageDetail: 'Tổ chức của bạn đã đặt mức xem kỹ của ảnh, và không thể thay đổi điều này ở đây.',
  pace: 'Tổ chức của bạn đã đặt khi nào các trang phải chờ, và không thể thay đổi điều này ở đây.',
  language: 'Tổ chức của bạn đã đặt ngôn ngữ, và không thể thay đổi điều này ở đây.',
  protection:
    'Tổ chức của bạn đã đặt các trang hiện nội dung không an toàn ra sao, và không thể thay đổi điều này ở đây.',
  threshold:
    'Tổ chức của bạn đã đặt từ mức nào thì nội dung bị cảnh báo, và không thể thay đổi điều này ở đây.',
  review:
    'Tổ chức của bạn đã đặt những gì của các kết luận được giữ lại, và không thể thay đổi điều này ở đây.',
  parental: 'Tổ chức của bạn đã đặt chế độ phụ huynh, và không thể thay đổi điều này ở đây.',
};

export const backgroundVi: BackgroundWords = {
  refusals,
  locked,

  noSite: (name) => `“${name}” không phải là tên website, nên không thể kiểm tra.`,
  notAllowed: (site) =>
    `Seawall chưa được phép đọc ${site}. Hãy bật lại và cho phép khi trình duyệt hỏi.`,
  turnOnFirst: (site) => `Hãy bật Seawall cho ${site} trước.`,
  browserRefused: (error) => `Trình duyệt từ chối: ${error}. Hãy đóng cửa sổ này rồi thử lại.`,

  engines: {
    noKey: 'Khóa là một từ gồm chữ cái không dấu, chữ số và ký hiệu.',
    noSite: (name) => `“${name}” không phải là tên website.`,
    noAddress: 'Đó không phải là địa chỉ của máy chủ. Địa chỉ có dạng http://127.0.0.1:8000/v1.',
    addressFirst: 'Hãy nhập địa chỉ của máy chủ trước.',
    notReachable: (host) =>
      `Trình duyệt không cho Seawall kết nối đến ${host}. Hãy cho phép khi trình duyệt hỏi.`,
    notTold:
      'Trình duyệt chưa được cho biết là nội dung trang có thể được gửi. Hãy cho phép khi trình duyệt hỏi.',
    off: (site) => `Seawall đang tắt trên ${site}. Hãy bật ở đó trước.`,
    notWritten: 'Chưa nhập địa chỉ nào.',
    noAnswer: 'Không có câu trả lời trong vòng một phút.',
    testedSafe: (question) => `Đã hỏi về “${question}”: an toàn.`,
    testedUnsafe: (question) => `Đã hỏi về “${question}”: không an toàn.`,
  },

  backup: {
    nothingToUndo: 'Không có gì để hoàn tác: chưa có thiết lập nào được khôi phục.',
    problems: {
      'too-large': 'Tệp này quá lớn, không thể là thiết lập của Seawall. Không có gì thay đổi.',
      'not-json':
        'Không đọc được tệp này: tệp bị hỏng, hoặc không phải bản sao lưu. Không có gì thay đổi.',
      'not-a-backup': 'Tệp này không phải bản sao lưu thiết lập của Seawall. Không có gì thay đổi.',
      newer:
        'Bản sao lưu này do một bản Seawall mới hơn tạo ra. Hãy cập nhật Seawall rồi thử lại. Không có gì thay đổi.',
      damaged: 'Có chỗ trong bản sao lưu này không hợp lệ, nên không có gì trong đó được dùng.',
    },
  },

  badge: {
    name: 'Seawall',
    done: (unsafe, all) => `Seawall: ${number(unsafe)} trong ${number(all)} mục không an toàn`,
    checking: (unsafe, all) =>
      `Seawall: ${number(unsafe)} trong ${number(all)} mục không an toàn, vẫn đang kiểm tra`,
    notKnown: (unsafe, all, unknown) =>
      `Seawall: ${number(unsafe)} trong ${number(all)} mục không an toàn, ${number(unknown)} chưa rõ`,
  },

  menu: {
    screen: 'Kiểm tra nội dung này bằng Seawall',
    wrong: 'Seawall sai về nội dung này',
    hide: 'Ẩn nội dung này',
    unhide: 'Hiện những gì tôi đã ẩn ở đây',
  },

  notices: {
    guardFailed:
      'Bộ kiểm tra đã ngừng hoạt động. Không có gì mới được kiểm tra cho đến khi nó hoạt động lại.',
    installed: (name) => `Đã cài xong ${name}.`,
    installFailed: (name) => `Không cài được ${name}.`,
    guard: 'Bộ kiểm tra',
    keyRefused: 'SEA-LION không chấp nhận khóa của bạn, nên không có gì được kiểm tra ở đó.',
    look: 'Hãy mở tùy chọn của Seawall để xem có thể làm gì.',
  },
};

/** What options and welcome page say of the parental lock and mode, in Vietnamese. */
import type { ParentsWords } from '../strings-parents';

/** What it cannot keep anybody from, and what does. */
const limits: ParentsWords['limits']['items'] = [
  {
    what: 'Seawall có thể bị gỡ hoặc tắt trong danh sách tiện ích của trình duyệt.',
    close: 'Chính sách của trình duyệt có thể cài Seawall sao cho không gỡ được.',
  },
  {
    what: 'Các trình duyệt khác, hồ sơ khác và thiết bị khác không biết gì về Seawall.',
    close: 'Hãy để tài khoản của trẻ trên hệ thống chỉ mở được trình duyệt này.',
  },
  {
    what: 'Trong cửa sổ riêng tư, Seawall chỉ hoạt động nếu đã được cho phép ở đó.',
    close:
      'Hãy cho phép Seawall ở đó trong danh sách tiện ích, hoặc dùng chính sách để tắt cửa sổ riêng tư.',
  },
  {
    what: 'Công cụ dành cho nhà phát triển, khi mở trên các trang của chính Seawall, có thể thay đổi những gì Seawall đã lưu.',
    close: 'Chính sách có thể tắt công cụ dành cho nhà phát triển.',
  },
  {
    what: 'Ai mở được các tệp của trình duyệt trên thiết bị này đều có thể sửa hoặc xóa khóa.',
    close:
      'Không có gì ngăn trẻ mở các tệp của chính mình: thỉnh thoảng hãy xem khóa có còn ở đó không.',
  },
  {
    what: 'Các quyền với website mà Seawall cần có thể bị thu hồi trong trình duyệt.',
    close: 'Cũng các chính sách đó có thể giữ những quyền này.',
  },
  {
    what: 'Bộ kiểm tra có lúc sai: có nội dung không an toàn bị bỏ sót, và có nội dung an toàn bị che.',
    close: 'Hãy trò chuyện về những gì trẻ gặp. Không chương trình nào làm thay được việc đó.',
  },
];

export const parentsVi: ParentsWords = {
  title: 'Khóa phụ huynh',
  explain:
    'Có mã PIN, các thiết lập giữ nguyên như bạn đã đặt. Không có mã PIN, bất kỳ ai dùng trình duyệt này đều có thể thay đổi chúng.',
  starting: 'Đang hỏi trạng thái của khóa…',
  guards: {
    title: 'Những việc cần mã PIN',
    items: {
      settings: 'thay đổi bất kỳ thiết lập nào, kể cả khóa này',
      sites: 'bật hoặc tắt Seawall cho một website',
      reveal: 'hiện những gì đang bị che',
      history: 'xóa những gì đã ghi lại',
    },
  },

  setUp: {
    title: 'Đặt mã PIN',
    body: 'Bạn cũng nhận được mã khôi phục, phòng khi quên mã PIN.',
    submit: 'Đặt mã PIN',
  },
  pin: 'Mã PIN và mã khôi phục',
  done: {
    change: 'Đã đổi mã PIN.',
    remove: 'Đã gỡ khóa.',
  },
  change: {
    button: 'Đổi mã PIN',
    current: 'Mã PIN hiện tại',
    submit: 'Đổi mã PIN',
  },
  newCode: {
    button: 'Tạo mã khôi phục mới',
    body: 'Khi đó mã cũ không còn dùng được nữa.',
    submit: 'Tạo mã mới',
  },
  remove: {
    button: 'Gỡ khóa',
    body: 'Khi đó bất kỳ ai dùng trình duyệt này đều có thể thay đổi mọi thứ. Chế độ phụ huynh vẫn giữ nguyên.',
    submit: 'Gỡ khóa',
  },

  mode: {
    title: 'Chế độ phụ huynh',
    name: 'Có trẻ em đọc ở đây',
    line: 'Chữ và ảnh không an toàn bị che, và không có gì hiện ra trước khi được kiểm tra. Nội dung không kiểm tra được thì vẫn bị che.',
    off: 'Khi bạn tắt chế độ này, những gì bạn đã chọn trước đó lại có hiệu lực.',
    noLock: 'Không có mã PIN thì trẻ có thể tắt chế độ này. Hãy đặt mã PIN trước.',
    saved: 'Đã lưu.',
  },

  schedule: {
    title: 'Khi nào cần mã PIN để hiện nội dung',
    explain:
      'Vào lúc khác, nội dung bị che có thể được hiện mà không cần mã PIN. Thiết lập và website thì luôn cần.',
    always: { name: 'Luôn luôn', line: 'Cả ngày lẫn đêm.' },
    some: { name: 'Vào các khung giờ này', line: 'Ngày và giờ do bạn chọn.' },
    question: 'Khi nào cần mã PIN?',
    row: (n) => `Khung giờ ${n}`,
    days: 'Các ngày',
    from: 'Từ',
    to: 'Đến',
    nextDay: 'đến hôm sau',
    add: 'Thêm khung giờ',
    remove: 'Bỏ',
    removeRow: (n) => `Bỏ khung giờ ${n}`,
    save: 'Lưu các khung giờ',
    saved: 'Đã lưu.',
    problems: {
      days: 'Hãy chọn ít nhất một ngày.',
      same: 'Giờ bắt đầu và giờ kết thúc trùng nhau.',
      time: 'Hãy nhập cả hai giờ.',
    },
  },

  limits: {
    title: 'Những gì Seawall không ngăn được',
    explain: 'Tiện ích không có quyền gì đối với trình duyệt chứa nó. Bạn nên biết các kẽ hở sau:',
    items: limits,
    more: 'Cách khắc phục từng kẽ hở có trong tài liệu của Seawall: parents.md, và managed.md cho trường học và công ty.',
  },

  summary: {
    title: 'Tuần này',
    line: 'Những gì bị cảnh báo trong bảy ngày qua, bằng con số.',
    open: 'Mở bản tóm tắt',
  },
  welcome: {
    line: 'Xem lại các lựa chọn ban đầu.',
    open: 'Mở trang chào mừng',
  },
};

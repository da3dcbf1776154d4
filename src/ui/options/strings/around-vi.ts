/**
 * What the options page says of search, language, notifications, backups and shortcuts, in
 * Vietnamese.
 */
import type { ChangedPart } from '../../../core/backup';
import { listed, number } from '../../../core/i18n';
import type { CommandName } from '../../../platform/options-link';
import type { AroundText } from '../strings-around';

const parts: Record<ChangedPart, string> = {
  sites: 'Website',
  guard: 'Bộ kiểm tra đang dùng',
  idleMinutes: 'Khi nào gỡ bộ kiểm tra khỏi bộ nhớ',
  imageDetail: 'Xem ảnh kỹ đến mức nào',
  order: 'Hỏi nơi nào trước',
  server: 'Máy chủ của bạn',
  hosted: 'SEA-LION',
  neverSend: 'Website không bao giờ được gửi',
  pace: 'Khi nào các trang phải chờ',
  language: 'Ngôn ngữ của Seawall',
  protection: 'Cách xử lý nội dung không an toàn',
  review: 'Những gì được giữ lại để rà soát',
  thresholds: 'Từ mức nào nội dung bị coi là không an toàn',
  notify: 'Thông báo',
};

const actions: Record<CommandName, string> = {
  popup: 'Mở Seawall',
  'next-unsafe': 'Đến mục không an toàn tiếp theo trên trang',
  'previous-unsafe': 'Đến mục không an toàn trước đó trên trang',
  'toggle-marks': 'Ẩn hoặc hiện các dấu trên trang',
  'toggle-site': 'Bật hoặc tắt Seawall cho website',
  'open-panel': 'Mở bảng bên',
};

export const aroundVi: AroundText = {
  search: {
    label: 'Tìm trong tùy chọn',
    hint: 'Nhấn / để tìm, Esc để hiện tất cả.',
    found: (count) => `Tìm thấy ${number(count)} thiết lập`,
    none: 'Không tìm thấy thiết lập nào. Hãy thử từ khác.',
    all: 'Hiện tất cả',
    sections: 'Các phần',
  },

  language: {
    title: 'Ngôn ngữ',
    question: 'Ngôn ngữ mà Seawall hiển thị',
    auto: (name) => `Theo trình duyệt (${name})`,
    cost: 'Các trang và kết luận về chúng không thay đổi: Seawall kiểm tra mọi ngôn ngữ, dù hiển thị bằng ngôn ngữ nào.',
    words: 'bản dịch, ngôn ngữ giao diện, tiếng Việt',
  },

  notifications: {
    title: 'Thông báo',
    name: 'Báo cho tôi khi có việc cần đến tôi',
    line: 'Khi bộ kiểm tra ngừng hoạt động, khi cài xong, khi khóa truy cập của bạn bị từ chối. Mỗi việc chỉ báo một lần, và không bao giờ kèm chữ nào của trang.',
    declined: 'Trình duyệt không được phép hiện thông báo, nên sẽ không có thông báo.',
    saved: 'Đã lưu.',
    words: 'báo, nhắc, tin nhắn, cảnh báo',
  },

  backup: {
    title: 'Sao lưu',
    settings: 'Thiết lập của bạn dưới dạng tệp',
    explain:
      'Tệp chứa các thiết lập của bạn và tên các website đang bật. Tệp không chứa khóa truy cập, mã PIN hay bất cứ gì từng có trên trang.',
    save: 'Lưu vào tệp',
    pick: 'Khôi phục từ tệp',
    file: (name) => `Đây là những gì ${name} sẽ thay đổi:`,
    nothing: 'Tệp này chứa đúng các thiết lập bạn đang có. Sẽ không có gì thay đổi.',
    on: (sites) => `Được bật: ${listed(sites)}`,
    off: (sites) => `Bị tắt: ${listed(sites)}`,
    otherwise: (sites) => `Được đặt khác: ${listed(sites)}`,
    parts,
    sending:
      'Bản sao lưu không bật nơi mà nội dung trang được gửi đến: hãy tự bật trong phần nói về nơi đó.',
    asks: 'Trình duyệt có thể hỏi bạn có cho phép các website được bật không.',
    restore: 'Khôi phục',
    leave: 'Giữ nguyên tất cả',
    done: 'Đã khôi phục các thiết lập.',
    undone: 'Các thiết lập đã trở lại như trước.',
    unreadable: (sites) =>
      `Chưa bật, vì trình duyệt không để Seawall đọc các website này: ${listed(sites)}`,
    undo: 'Hoàn tác lần khôi phục gần nhất',
    tooLarge: 'Tệp này quá lớn, không thể là thiết lập của Seawall. Không có gì thay đổi.',
    unread: 'Không đọc được tệp này. Không có gì thay đổi.',
    words: 'xuất, nhập, khôi phục, chuyển, chuyển sang máy khác',
  },

  shortcuts: {
    title: 'Phím tắt',
    explain: 'Phím cho những việc bạn hay làm. Chúng dùng được trên mọi trang.',
    action: 'Việc',
    keys: 'Phím',
    actions,
    none: 'Chưa có phím',
    change: 'Thay đổi phím tắt',
    manual:
      'Không mở được trang để thay đổi. Hãy tìm “phím tắt” trong danh sách tiện ích của trình duyệt.',
    words: 'bàn phím, tổ hợp phím',
  },

  diagnostics: {
    title: 'Chẩn đoán',
    explain: 'Những gì Seawall biết về chính nó, để xem hoặc gửi kèm khi báo lỗi.',
    open: 'Mở trang chẩn đoán',
    words: 'báo lỗi, sự cố, phiên bản, đồ họa',
  },
};

/** What the popup says, and what other pages say alike, in Vietnamese. */
import { number } from '../../core/i18n';
import type { UnknownReason } from '../../core/verdict';
import type { GuardFailure } from '../../platform/guard-protocol';
import type { OutOfReach } from '../popup/site';
import type { Strings } from '../strings';
import type { Failure } from './en';

const failures: Record<GuardFailure, Failure> = {
  unreadable: {
    what: 'Không đọc được một tệp của bộ kiểm tra.',
    means: 'Chừng nào chưa đọc được, không có gì mới được kiểm tra.',
    todo: 'Hãy thử lại. Nếu vẫn bị, hãy cài lại bộ kiểm tra.',
  },
  damaged: {
    what: 'Một tệp của bộ kiểm tra bị hỏng.',
    means:
      'Bộ kiểm tra bị hỏng có thể coi nội dung không an toàn là an toàn, nên Seawall không dùng nó.',
    todo: 'Hãy thử lại. Nếu vẫn bị, hãy cài lại bộ kiểm tra.',
  },
  unsupported: {
    what: 'Bộ kiểm tra này dành cho một phiên bản Seawall khác.',
    means: 'Phiên bản này không chạy được nó, nên không có gì mới được kiểm tra.',
    todo: 'Hãy cập nhật Seawall rồi thử lại.',
  },
  'self-test': {
    what: 'Bộ kiểm tra trả lời sai khi được chạy thử trên thiết bị này.',
    means: 'Kết luận của nó không đáng tin, nên Seawall không dùng nó ở đây.',
    todo: 'Hãy cập nhật trình duyệt và trình điều khiển đồ họa rồi thử lại.',
  },
  'no-device': {
    what: 'Trình duyệt này không cho dùng bộ xử lý đồ họa, mà bộ kiểm tra quá lớn để chạy khi thiếu nó.',
    means: 'Không có gì mới được kiểm tra.',
    todo: 'Hãy bật tăng tốc đồ họa trong cài đặt của trình duyệt, khởi động lại trình duyệt rồi thử lại.',
  },
  missing: {
    what: 'Bộ kiểm tra không còn trên thiết bị này.',
    means: 'Trình duyệt đã xóa nó, hoặc ai đó đã gỡ nó. Không có gì mới được kiểm tra.',
    todo: 'Hãy cài lại, hoặc dùng bộ kiểm tra khác.',
  },
  'no-memory': {
    what: 'Thiết bị này còn quá ít bộ nhớ trống cho bộ kiểm tra.',
    means: 'Không có gì mới được kiểm tra.',
    todo: 'Hãy đóng các thẻ và chương trình khác rồi thử lại, hoặc dùng bộ kiểm tra nhỏ hơn.',
  },
  crashed: {
    what: 'Bộ kiểm tra bất ngờ dừng lại.',
    means: 'Những gì đã kiểm tra vẫn giữ kết luận. Không có gì mới được kiểm tra.',
    todo: 'Hãy thử lại. Nếu thiếu bộ nhớ, đóng bớt các thẻ khác có thể giúp ích.',
  },
};

const reasons: Record<UnknownReason, string> = {
  'no-guard': 'Không có bộ kiểm tra nào để hỏi',
  'guard-failed': 'Bộ kiểm tra không hoạt động',
  'too-long': 'Quá dài, chỉ kiểm tra được một phần',
  timeout: 'Không có câu trả lời kịp lúc',
  interrupted: 'Bộ kiểm tra dừng giữa chừng',
  'bad-answer': 'Câu trả lời không có nghĩa',
  unreachable: 'Không kết nối được với bộ kiểm tra',
  refused: 'Máy chủ của bộ kiểm tra từ chối trả lời',
  turn: 'Lát nữa mới đến lượt',
  waiting: 'Vẫn đang chờ',
  'no-sight': 'Ở đây bộ kiểm tra này không xem được ảnh',
  'image-missing': 'Máy chủ chứa ảnh không cung cấp ảnh',
  'image-locked': 'Từ website mà Seawall không được phép đọc',
  'image-too-large': 'Quá lớn để xem',
  'image-broken': 'Ảnh không đọc được',
};

const outOfReach: Record<OutOfReach, { title: string; body: string }> = {
  'no-tab': {
    title: 'Ở đây không có trang nào.',
    body: 'Có thể thẻ đã bị đóng. Hãy mở một trang web để kiểm tra.',
  },
  unseen: {
    title: 'Seawall không thấy đây là trang nào.',
    body: 'Trình duyệt sẽ cho biết khi bạn nhấp vào nút Seawall trên thanh công cụ.',
  },
  'browser-page': {
    title: 'Đây là trang của trình duyệt.',
    body: 'Tiện ích không đọc được trang này nên trang không được kiểm tra. Hãy mở một trang web để kiểm tra.',
  },
  store: {
    title: 'Đây là cửa hàng tiện ích của trình duyệt.',
    body: 'Tiện ích không đọc được trang này nên trang không được kiểm tra. Các website khác thì được.',
  },
  file: {
    title: 'Đây là một tệp trên thiết bị này.',
    body: 'Seawall chỉ kiểm tra website, nên tệp này không được kiểm tra.',
  },
  'no-site': {
    title: 'Trang này không thuộc website nào.',
    body: 'Seawall được bật riêng cho từng website, nên không thể kiểm tra trang này.',
  },
};

const notKnown = (count: number): string => (count === 0 ? '' : `, ${number(count)} chưa rõ`);

/** Where something went elsewhere a note says so. */
const here = (isSent: boolean): string => (isSent ? '' : ' trên thiết bị này');

export const vi: Strings = {
  name: 'Seawall',
  canBeWrong: 'Seawall có thể sai. Hãy xem trước khi quyết định.',
  dismiss: 'Bỏ qua',
  details: 'Chi tiết',

  site: {
    switch: (site) => `Kiểm tra ${site}`,
    on: 'Bật',
    off: 'Tắt',
  },

  status: {
    screening: (checked, all, unknown, isSent = false) =>
      `Đang kiểm tra${here(isSent)} · xong ${number(checked)}/${number(all)}${notKnown(unknown)}`,
    done: (checked, unknown, isSent = false) => {
      const all = unknown === 0 && checked > 1 ? 'tất cả ' : '';
      return `Đã kiểm tra${here(isSent)} · xong ${all}${number(checked)}${notKnown(unknown)}`;
    },
    progress: 'Đã kiểm tra đến lúc này',
  },

  announce: {
    screening: 'Đang kiểm tra trang này.',
    done: ({ unsafe, unknown, safe }) =>
      `Đã kiểm tra trang: ${number(unsafe)} không an toàn, ${number(unknown)} chưa rõ, ${number(safe)} an toàn.`,
  },

  flags: {
    unsafe: 'Không an toàn',
    safe: 'An toàn',
    unknown: 'Chưa rõ',
    waiting: 'Đang chờ',
  },

  filters: {
    label: 'Hiện',
    all: 'Tất cả',
    none: {
      unsafe: 'Không có gì trên trang này bị coi là không an toàn.',
      safe: 'Không có gì trên trang này được coi là an toàn.',
      unknown: 'Không có gì chưa rõ trên trang này.',
      all: 'Không có gì để hiện.',
    },
    showAll: 'Hiện tất cả',
  },

  list: {
    label: 'Nội dung trên trang',
    chance: 'Khả năng không an toàn:',
    noLanguage: 'Chưa rõ ngôn ngữ',
    byPerson: 'Bạn đã quyết định điều này',
    noWords: '(không có chữ)',
    covered: 'Đang bị che',
    noReason: 'Không có lý do nào được nêu',
    waiting: 'Đang chờ kiểm tra',
    roles: {
      request: 'Hỏi AI',
      answer: 'AI trả lời',
    },
    reasons,
  },

  picture: {
    is: 'Ảnh: ',
    nameless: 'Ảnh không có lời',
    show: 'Hiện',
    hide: 'Ẩn',
    showThis: (words) => `Hiện ảnh: ${words}`,
    hideThis: (words) => `Ẩn ảnh: ${words}`,
  },

  hint: {
    locked: (count, site) => `Có ${number(count)} ảnh từ ${site}, nơi Seawall không được phép đọc.`,
    allow: 'Cho phép',
    allowSite: (site) => `Cho phép Seawall đọc ảnh từ ${site}`,
    noSight: 'Ở đây bộ kiểm tra này không xem được ảnh, nên các ảnh vẫn chưa rõ.',
    otherGuard: 'Bộ kiểm tra khác',
  },

  parts: {
    locked: (count, sites, more) => {
      const names = sites.join(', ');
      const from = more > 0 ? `${names} và ${number(more)} website khác` : names;
      return `Có ${number(count)} phần của trang này đến từ website khác (${from}) và không được kiểm tra.`;
    },
    allow: 'Kiểm tra cả phần đó',
    allowSites: (sites) => `Kiểm tra cả phần đó: các phần từ ${sites.join(', ')}`,
    astray: (count) => `Có ${number(count)} phần của trang này mà Seawall không xem được.`,
  },

  practice: {
    note: 'Bộ kiểm tra dùng thử: chỉ để thử, không bảo vệ.',
    try: 'Thử bộ kiểm tra dùng thử',
    explain:
      'Bộ kiểm tra dùng thử là để làm quen với Seawall. Nó chỉ biết vài câu mẫu và không bảo vệ bạn.',
  },

  saving:
    'Pin yếu: chỉ phần đang hiện trên màn hình được kiểm tra. Phần còn lại sẽ được kiểm tra khi bạn cuộn tới hoặc sạc pin.',
  marksRemoved: 'Trang này liên tục xóa dấu của Seawall. Danh sách ở đây vẫn đúng.',

  off: {
    title: (site) => `Seawall đang tắt trên ${site}.`,
    body: 'Không có mã nào của Seawall chạy ở đó.',
    note: 'Trình duyệt sẽ hỏi bạn có cho phép với website này không.',
    button: 'Bật',
  },
  declined: {
    title: (site) => `Seawall chưa được cho phép trên ${site}.`,
    body: 'Vì vậy Seawall vẫn tắt ở đó, không có mã nào của nó chạy. Bạn có thể cho phép bất cứ lúc nào.',
    button: 'Hỏi lại',
  },
  noGuard: {
    title: 'Chưa chọn bộ kiểm tra nào, nên không thể kiểm tra gì.',
    get: 'Lấy bộ kiểm tra',
  },
  options: 'Tùy chọn',
  summary: 'Tuần này',
  review: 'Rà soát',
  install: {
    running: (name, part) => `Đang cài ${name} · ${part}`,
    paused: (name, part) => `Đang tạm dừng cài ${name} · ${part}`,
    nameless: 'bộ kiểm tra',
  },
  loading: {
    title: 'Bộ kiểm tra đang chuẩn bị.',
    stages: {
      files: 'Đang đọc và kiểm tra các tệp',
      starting: 'Đang khởi động trên thiết bị này',
      'self-test': 'Đang thử các câu trả lời',
    },
    progress: 'Đang nạp bộ kiểm tra',
  },
  failed: { failures, button: 'Thử lại', install: 'Cài lại' },
  silent: {
    title: 'Seawall không trả lời.',
    body: 'Chừng nào Seawall chưa trả lời, chưa thể hiện những gì nó biết về trang này.',
    button: 'Thử lại',
  },
  pageLoading: {
    title: 'Trang vẫn đang được đọc.',
    body: 'Nội dung của trang sẽ được liệt kê ở đây.',
  },
  lost: {
    title: 'Seawall không liên lạc được với trang này.',
    body: 'Điều này xảy ra khi trang đã mở trước lúc Seawall được bật hoặc cập nhật. Hãy tải lại trang để kiểm tra.',
    button: 'Tải lại trang',
  },
  empty: {
    title: 'Trang này chưa có gì để kiểm tra.',
    body: 'Nội dung nào xuất hiện sẽ tự được kiểm tra. Nếu lẽ ra phải có gì đó, hãy tải lại trang.',
    button: 'Tải lại trang',
  },
  format: {
    of: (done, all) => `${done} / ${all}`,
    lastMinute: 'còn chưa đến một phút',
    left: (time) => `còn khoảng ${time}`,
    noName: '(không tên)',
  },
  outOfReach,
  lookAgain: 'Xem lại',
  starting: 'Đang lấy trạng thái của trang này',

  trouble: {
    noAnswer: 'Seawall không trả lời, nên có thể việc này chưa được thực hiện. Hãy thử lại.',
    cannotAsk: 'Trình duyệt không để Seawall xin quyền, nên Seawall vẫn tắt.',
    cannotAllow: (site) =>
      `Trình duyệt không để Seawall xin quyền với ${site}, nên ảnh từ đó vẫn chưa rõ.`,
    noOptions: 'Không mở được trang tùy chọn. Hãy mở nó từ danh sách tiện ích của trình duyệt.',
    noPage: 'Không mở được trang này. Hãy thử lại.',
    noReview: 'Không mở được trang rà soát. Hãy thử lại.',
    noReload: 'Không tải lại được trang. Hãy tải lại từ thanh công cụ của trình duyệt.',
  },
};

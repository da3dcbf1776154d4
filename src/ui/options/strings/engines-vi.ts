/** What the options page says of the engines that content is sent to, in Vietnamese. */

import type { Judging, Remote, Scope } from '../../../core/engines';
import { number } from '../../../core/i18n';
import type { NEVER_SEND } from '../../../core/never-send';
import type { Engine } from '../../../core/verdict';
import type { RemoteState, RemoteTrouble } from '../../../platform/engines-protocol';
import type { EnginesText } from '../strings-engines';
import type { TroubleWords } from './engines-en';

type Why = Extract<RemoteState, { status: 'unready' }>['why'];
type Group = (typeof NEVER_SEND)[number]['group'];

const names: Record<Engine, string> = {
  local: 'Thiết bị này',
  server: 'Máy chủ của bạn',
  hosted: 'SEA-LION (trên mạng)',
};

const serverTroubles: Record<RemoteTrouble, TroubleWords> = {
  unreachable: {
    what: 'Không có gì trả lời ở địa chỉ này.',
    todo: 'Có thể nó chưa chạy, hoặc chạy ở cổng khác. Hãy khởi động nó rồi thử lại.',
  },
  slow: {
    what: 'Nó không trả lời kịp lúc.',
    todo: 'Có thể nó còn đang chuẩn bị, hoặc máy tính của nó quá yếu. Hãy chờ một phút rồi thử lại.',
  },
  'not-an-api': {
    what: 'Ở đó có thứ trả lời, nhưng Seawall không hỏi được.',
    todo: 'Hãy xem lại địa chỉ. Đa số kết thúc bằng /v1.',
  },
  'origin-refused': {
    what: 'Nó có trả lời, nhưng không trả lời tiện ích trình duyệt.',
    todo: 'Hãy cho phép tiện ích trình duyệt trong cài đặt của nó rồi thử lại. Với Ollama, hãy đặt giá trị này ở nơi khởi động nó:',
  },
  'key-refused': {
    what: 'Nó cần khóa, hoặc cần một khóa khác.',
    todo: 'Hãy lưu khóa đã dùng khi khởi động nó.',
  },
  'model-missing': {
    what: 'Nó không có mô hình nào tên như vậy, hoặc có nhiều mà chưa chọn.',
    todo: 'Hãy chọn một mô hình SEA-Guard bên dưới.',
  },
  'too-many': {
    what: 'Nó bị hỏi quá thường xuyên.',
    todo: 'Hãy chờ một phút rồi thử lại.',
  },
  'server-error': {
    what: 'Nó gặp lỗi trong lúc trả lời.',
    todo: 'Hãy xem thông báo của nó ở nơi khởi động: thường là bộ nhớ đầy. Khởi động lại nó rồi thử lại.',
  },
  'no-guard-answer': {
    what: 'Nó có trả lời, nhưng không nói an toàn hay không an toàn. Nó không phải bộ kiểm tra.',
    todo: 'Hãy chọn một mô hình SEA-Guard bên dưới.',
  },
};

const hostedTroubles: Record<RemoteTrouble, TroubleWords> = {
  unreachable: {
    what: 'Không kết nối được với SEA-LION.',
    todo: 'Hãy kiểm tra kết nối internet rồi thử lại.',
  },
  slow: {
    what: 'SEA-LION không trả lời kịp lúc.',
    todo: 'Có thể SEA-LION đang bận. Hãy thử lại sau.',
  },
  'not-an-api': {
    what: 'Có thứ khác trả lời thay cho SEA-LION.',
    todo: 'Mạng yêu cầu bạn đăng nhập thường làm vậy. Hãy đăng nhập vào mạng rồi thử lại.',
  },
  'origin-refused': {
    what: 'SEA-LION không trả lời tiện ích trình duyệt này.',
    todo: 'Hãy xem Seawall có bản cập nhật không.',
  },
  'key-refused': {
    what: 'SEA-LION không chấp nhận khóa này.',
    todo: 'Hãy tạo khóa mới tại playground.sea-lion.ai và lưu vào đây.',
  },
  'model-missing': {
    what: 'SEA-LION không có bộ kiểm tra mà Seawall yêu cầu.',
    todo: 'Có thể khóa của bạn không dành cho bộ kiểm tra này. Nếu đúng là dành cho nó, hãy xem Seawall có bản cập nhật không.',
  },
  'too-many': {
    what: 'Đã dùng hết số yêu cầu của phút này.',
    todo: 'Hãy chờ một phút rồi thử lại.',
  },
  'server-error': {
    what: 'SEA-LION gặp lỗi trong lúc trả lời.',
    todo: 'Hãy thử lại sau.',
  },
  'no-guard-answer': {
    what: 'SEA-LION không nói an toàn hay không an toàn.',
    todo: 'Hãy thử lại sau. Nếu vẫn bị, hãy xem Seawall có bản cập nhật không.',
  },
};

const unready: Record<Why, (host: string) => string> = {
  'no-address': () => 'Chưa hỏi được: hãy nhập địa chỉ trước.',
  'no-key': () => 'Chưa hỏi được: cần có khóa. Hãy lưu khóa bên dưới.',
  'no-permission': (host) => `Không hỏi được: trình duyệt không cho Seawall kết nối đến ${host}.`,
  'no-consent': () =>
    'Không hỏi được: trình duyệt cho biết bạn chưa đồng ý gửi nội dung trên các trang.',
};

const scopes: Record<Scope, { name: string; line: string }> = {
  sites: {
    name: 'Chỉ những website tôi cho phép từng cái một',
    line: 'Không có gì được gửi cho đến khi bạn cho phép một website trong cửa sổ nhỏ của Seawall, ngay khi đang mở trang của nó.',
  },
  all: {
    name: 'Mọi website đang bật',
    line: 'Mọi website mà Seawall kiểm tra, và mọi website bạn bật sau này.',
  },
};

const judging: Record<Judging, { name: string; what: string }> = {
  groups: {
    name: 'Gộp các mục lân cận',
    what: 'Những gì nằm cạnh nhau được hỏi cùng lúc. Nếu trong đó có gì không an toàn, nhóm được tách ra để tìm xem đó là gì.',
  },
  each: {
    name: 'Từng mục một',
    what: 'Mỗi đoạn chữ và mỗi ảnh có câu trả lời riêng.',
  },
};

const groups: Record<Group, string> = {
  mail: 'Thư điện tử',
  banks: 'Ngân hàng',
  health: 'Sức khỏe',
  government: 'Chính phủ',
};

export const enginesVi: EnginesText = {
  title: 'Các bộ kiểm tra khác mà Seawall có thể hỏi',
  explain:
    'Bộ kiểm tra cũng có thể chạy ở nơi khác: trên một máy tính của bạn, hoặc tại SEA-LION. Khi hỏi một trong hai nơi đó, nội dung trên trang rời khỏi thiết bị này. Cả hai đều tắt cho đến khi bạn bật.',
  starting: 'Đang lấy các thiết lập',
  names,
  on: 'Bật',
  off: 'Tắt',
  saved: 'Đã lưu.',

  order: {
    title: 'Hỏi nơi nào trước',
    explain:
      'Nơi đầu tiên hoạt động được sẽ được hỏi. Khi nơi đó không hoạt động, Seawall hỏi nơi tiếp theo và cho bạn biết trong cửa sổ nhỏ.',
    up: 'Lên',
    down: 'Xuống',
    of: (action, name) => `${action}: ${name}`,
    moved: (name, place) => `${name} giờ ở vị trí số ${number(place)}.`,
    state: {
      ready: 'Sẵn sàng',
      off: 'Tắt: bỏ qua',
      noGuard: 'Chưa chọn bộ kiểm tra: bỏ qua',
      failed: 'Hiện không hoạt động: bỏ qua',
      unready: 'Chưa sẵn sàng: bỏ qua',
      resting: (time) => `Hiện không hoạt động: bỏ qua đến ${time}`,
    },
  },

  server: {
    explain:
      'Bộ kiểm tra trên máy tính do bạn hoặc người bạn tin tưởng quản lý. Nó không tốn gì ngoài công việc của máy tính đó.',
    address: 'Địa chỉ máy chủ',
    hint: 'Nơi nó trả lời. Một trong các địa chỉ sau, nếu nó chạy trên thiết bị này:',
    fill: (program) => `${program}: điền địa chỉ của nó`,
    problems: {
      empty: 'Hãy nhập địa chỉ trước.',
      'not-an-address': 'Đây không phải là địa chỉ. Địa chỉ có dạng http://127.0.0.1:8000/v1.',
    },
    readable: (host) =>
      `Đường đến ${host} không được bảo vệ (http): người khác trên mạng có thể đọc những gì được gửi. Hãy dùng https, trừ khi mạng chỉ của riêng bạn.`,
    model: 'Mô hình',
    modelHint: 'Để trống nếu nó chỉ có một mô hình. Chạy thử sẽ cho thấy nó có những gì.',
    key: 'Khóa',
    keyHint: 'Chỉ khi nó yêu cầu.',
  },

  hosted: {
    explain:
      'Bộ kiểm tra do SEA-LION vận hành cho mọi người, trên internet. Nó không cần máy tính mạnh, và trả lời 10 yêu cầu mỗi phút.',
    key: 'Khóa SEA-LION',
    keyHint: 'Bạn lấy khóa tại',
    keySite: 'playground.sea-lion.ai',
    keyAddress: 'https://playground.sea-lion.ai',
    judging: 'Cách hỏi về các trang',
    judgingNames: judging,
    judgingCost: 'Các con số là cho một trang có 200 đoạn chữ và ảnh, 1% trong đó không an toàn.',
    cost: (what, requests, minutes) =>
      `${what} Khoảng ${number(requests)} yêu cầu, ${number(minutes)} phút.`,
    left: (left, perMinute) =>
      `Còn ${number(left)} trên ${number(perMinute)} yêu cầu trong phút này.`,
    next: (seconds) => `Yêu cầu tiếp theo được gửi sau ${number(seconds)} giây.`,
  },

  key: {
    save: 'Lưu khóa',
    saved: (end) => `Đã lưu: ${end}`,
    forget: 'Xóa khóa',
    forgetThis: (name) => `Xóa khóa: ${name}`,
    empty: 'Hãy nhập khóa trước.',
    forgotten: 'Đã xóa khóa.',
  },

  consent: {
    title: (name) => `Bật: ${name}?`,
    what: (host) =>
      `Khi đó chữ và ảnh của các trang, từ những website bạn cho phép, được gửi đến ${host}.`,
    here: 'Đó chính là thiết bị này.',
    there: 'Người vận hành nơi đó có thể đọc những gì được gửi, và có thể giữ lại.',
    talks: 'Khi trò chuyện với AI, điều bạn đã hỏi được gửi kèm mỗi câu trả lời.',
    never: 'Không bao giờ gửi:',
    nevers: [
      'trang trong cửa sổ riêng tư',
      'những gì bạn đang gõ, cho đến khi bạn đã đăng',
      'bất cứ gì của một trang sau khi thấy trang đó hỏi mật khẩu',
      'các website trong mục “Không bao giờ gửi” bên dưới',
    ],
    scope: 'Được gửi những gì?',
    browser: 'Trình duyệt cũng sẽ hỏi bạn.',
    yes: 'Bật',
    no: 'Để tắt',
    declined: (host) =>
      `Seawall chưa được phép gửi đến ${host}, nên nó vẫn tắt và không có gì được gửi. Bạn có thể cho phép bất cứ lúc nào.`,
  },

  scope: { question: 'Được gửi những gì', scopes },

  state: {
    ready: 'Sẵn sàng.',
    unready,
    again: (time) => `Seawall sẽ tự thử lại lúc ${time}.`,
    ask: 'Hỏi lại trình duyệt',
    declined: (host) => `Seawall chưa được phép gửi đến ${host}, nên không có gì được gửi.`,
  },

  test: {
    button: 'Thử',
    of: (name) => `Thử: ${name}`,
    cost: 'Mỗi lần thử tốn một yêu cầu. Không gửi gì của trang nào.',
    costServer: 'Hỏi nó một câu vô hại. Không gửi gì của trang nào.',
    needsKey: 'Hãy lưu khóa trước. Sau đó mới thử được.',
    running: 'Đang thử…',
    works: (milliseconds) =>
      milliseconds === null
        ? 'Nó hoạt động.'
        : `Nó hoạt động: đã trả lời trong ${number(Math.round(milliseconds))} mili giây.`,
    sure: 'Nó cũng cho biết nó chắc chắn đến đâu.',
    word: 'Nó nói an toàn hay không an toàn, nhưng không cho biết chắc chắn đến đâu.',
    declined: (host) => `Seawall chưa được phép kết nối đến ${host}, nên chưa thử.`,
    offers: 'Nó có:',
    choose: (model) => `Chọn ${model}`,
    get: 'Để lấy một mô hình SEA-Guard cho nó:',
  },
  troubles: { server: serverTroubles, hosted: hostedTroubles } satisfies Record<Remote, unknown>,

  never: {
    title: 'Không bao giờ gửi',
    explain:
      'Nội dung trên các website này không bao giờ rời khỏi thiết bị này, dù ở trên có cho phép gì. Một website tính cả mọi thứ thuộc nó: example.com cũng gồm mail.example.com.',
    groups,
    own: 'Do bạn thêm',
    group: (name, many) => `${name} (${number(many)})`,
    find: 'Tìm website',
    none: 'Không có website nào như vậy trong danh sách.',
    remove: 'Bỏ',
    putBack: 'Thêm lại',
    of: (action, site) => `${action}: ${site}`,
    removed: (site) => `Đã bỏ ${site} khỏi danh sách.`,
    added: (site) => `${site} đã có trong danh sách.`,
    add: 'Thêm website',
    addHint: 'Tên của nó, như example.com, hoặc địa chỉ một trang của nó.',
    submit: 'Thêm',
    problems: {
      wrong: 'Đây không phải là website. Website có dạng example.com.',
      there: 'Website này đã có trong danh sách.',
    },
  },
};

/** What the options page says beyond `ui/strings.ts`, in Vietnamese. */

import type { ReadAddress } from '../../../core/build-address';
import { number } from '../../../core/i18n';
import { IMAGE_TOKENS, type ImageDetail } from '../../../core/image';
import type { InstallFailure, InstallState, StoredBuild } from '../../../platform/store-protocol';
import type { Failure } from '../../strings';
import type { FolderProblem } from '../folder';
import type { OptionsText } from '../strings';

type AddressProblem = Extract<ReadAddress, { ok: false }>['problem'];
type Stage = Extract<InstallState, { status: 'running' }>['stage'];
type ProblemCode = NonNullable<StoredBuild['problem']>['code'];

const failures: Record<InstallFailure, Failure> = {
  unreachable: {
    what: 'Không kết nối được đến nơi có bộ kiểm tra.',
    means: 'Máy chủ ở đó không trả lời, hoặc không cho Seawall đọc.',
    todo: 'Hãy xem lại kết nối và địa chỉ. Nếu cả hai đều đúng, hãy cho phép Seawall đọc từ đó.',
  },
  refused: {
    what: 'Máy chủ không cung cấp bộ kiểm tra.',
    means: 'Không có gì thêm được tải về.',
    todo: 'Hãy xem lại địa chỉ. Bộ kiểm tra cần tài khoản thì phải tự tải về, rồi cài từ thư mục của nó.',
  },
  'not-a-build': {
    what: 'Ở đó không có bộ kiểm tra nào mà bản Seawall này chạy được.',
    means: 'Chưa cài gì cả.',
    todo: 'Hãy xem lại địa chỉ hoặc thư mục: đó phải là nơi chứa tệp build.json. Nếu đã đúng, hãy xem Seawall có bản cập nhật không.',
  },
  'wrong-bytes': {
    what: 'Một tệp bị sai khi tải về, hai lần liền.',
    means:
      'Bộ kiểm tra bị hỏng có thể coi nội dung không an toàn là an toàn, nên Seawall không cài nó.',
    todo: 'Hãy thử lại sau. Nếu vẫn bị, hãy báo cho nơi cung cấp bộ kiểm tra này.',
  },
  'no-room': {
    what: 'Không đủ chỗ trống cho bộ kiểm tra này.',
    means: 'Phần đã có ở đây vẫn được giữ.',
    todo: 'Hãy gỡ một bộ kiểm tra bạn không dùng, hoặc giải phóng chỗ trên ổ đĩa. Sau đó tiếp tục.',
  },
  'no-storage': {
    what: 'Trình duyệt này không lưu tệp cho Seawall.',
    means: 'Điều này xảy ra trong cửa sổ riêng tư, và khi trình duyệt xóa mọi thứ.',
    todo: 'Hãy cài bộ kiểm tra trong cửa sổ thường. Bộ kiểm tra dùng thử cũng chạy được ở đây.',
  },
  'folder-gone': {
    what: 'Không đọc được thư mục nữa.',
    means: 'Trang đã chọn thư mục bị đóng, hoặc một tệp trong đó đã thay đổi.',
    todo: 'Hãy chọn lại thư mục. Phần đã có ở đây vẫn được giữ.',
  },
  crashed: {
    what: 'Việc cài bất ngờ dừng lại.',
    means: 'Phần đã có ở đây vẫn được giữ.',
    todo: 'Hãy thử lại. Nếu vẫn dừng, hãy khởi động lại trình duyệt.',
  },
};

const addressProblems: Record<AddressProblem, string> = {
  empty: 'Hãy nhập địa chỉ trước.',
  'not-an-address':
    'Đây không phải là địa chỉ. Địa chỉ có dạng hf:owner/name hoặc https://example.com/guard/.',
  insecure:
    'Địa chỉ này không được bảo vệ: người khác có thể sửa bộ kiểm tra trên đường truyền. Hãy dùng https.',
  credentials: 'Hãy bỏ tên người dùng và mật khẩu: Seawall không gửi những thứ đó.',
};

const folderProblems: Record<FolderProblem, string> = {
  empty: 'Thư mục này trống. Hãy chọn thư mục chứa các tệp của bộ kiểm tra.',
  'no-build':
    'Thư mục này không chứa bộ kiểm tra nào. Hãy chọn thư mục có tệp build.json bên trong.',
  several: 'Thư mục này chứa nhiều bộ kiểm tra. Hãy chọn thư mục của một trong số đó.',
  'too-large':
    'Thư mục này có quá nhiều tệp so với một bộ kiểm tra. Hãy chọn đúng thư mục của bộ kiểm tra.',
};

const stages: Record<Stage, (host: string) => string> = {
  asking: (host) => `Đang hỏi ${host} bộ kiểm tra gồm những gì`,
  checking: () => 'Đang xem đã có sẵn những gì',
  downloading: () => 'Đang tải về',
  copying: () => 'Đang sao chép',
};

const problems: Record<ProblemCode, string> = {
  missing: 'Một số tệp đã mất: có thể trình duyệt đã xóa chúng. Không dùng được bộ kiểm tra này.',
  damaged:
    'Một tệp bị hỏng. Bộ kiểm tra này có thể coi nội dung không an toàn là an toàn, nên không được dùng.',
};

const choices: Record<ImageDetail, { name: string; line: string }> = {
  fast: {
    name: 'Nhanh',
    line: 'Thấy được ảnh nói về gì. Bỏ sót vật nhỏ và chữ nhỏ. Tốn ít thời gian nhất.',
  },
  balanced: {
    name: 'Cân bằng',
    line: 'Thấy được hầu hết vật và hầu hết chữ. Lâu gấp khoảng bốn lần mức Nhanh.',
  },
  thorough: {
    name: 'Kỹ',
    line: 'Thấy được vật nhỏ và chữ nhỏ. Lâu gấp khoảng mười sáu lần mức Nhanh, hoặc hơn.',
  },
};

const tokens = (detail: ImageDetail): string =>
  `${choices[detail].name}: ${number(IMAGE_TOKENS[detail])}`;

export const textVi: OptionsText = {
  title: 'Tùy chọn của Seawall',

  guard: {
    title: 'Bộ kiểm tra',
    explain:
      'Bộ kiểm tra là phần của Seawall xem nội dung trên trang và cho biết điều gì có thể không an toàn. Các bộ kiểm tra ở đây chạy trên thiết bị này: những gì chúng xem không rời khỏi đây.',
    practiceName: 'Bộ kiểm tra dùng thử',
    starting: 'Đang lấy trạng thái của Seawall',
  },

  now: {
    title: 'Hiện tại',
    none: 'Chưa chọn bộ kiểm tra nào.',
    noneBody: 'Không có gì được kiểm tra cho đến khi bạn chọn một bộ kiểm tra bên dưới.',
    noneHere:
      'Không có gì được kiểm tra trên thiết bị này cho đến khi bạn chọn một bộ kiểm tra bên dưới.',
    asleep: (name) => `${name} chưa được nạp.`,
    asleepBody: 'Nó được nạp khi có trang cần đến.',
    loading: (name) => `${name} đang chuẩn bị.`,
    ready: (name) => `${name} đã sẵn sàng.`,
    readyBody: 'Các trang được kiểm tra bằng nó trên thiết bị này.',
    installAgain: 'Cài lại',
    fromFolderAgain: 'Nó được cài từ một thư mục: hãy chọn lại thư mục đó bên dưới.',
    check: 'Kiểm tra các tệp',
    retry: 'Thử lại',
    device: {
      webgpu: 'Chạy trên: bộ xử lý đồ họa (WebGPU)',
      wasm: 'Chạy trên: bộ xử lý (WebAssembly)',
      adapter: (name) => `Thiết bị: ${name}`,
      precision: (name) => `Độ chính xác số: ${name}`,
      subgroups: (on) => `Nhóm con (subgroup): ${on ? 'có' : 'không'}`,
      difference: (logits) =>
        `Tự thử: câu trả lời lệch tối đa ${logits} so với kết quả đã biết (tính bằng logit)`,
      id: (id) => `Bản dựng: ${id}`,
    },
  },

  list: {
    title: 'Bộ kiểm tra trên thiết bị này',
    looking: 'Đang xem đã cài những gì…',
    unknown: 'Không đọc được đã cài những gì.',
    inUse: 'Đang dùng',
    chosen: 'Đã chọn',
    practice: 'Không bảo vệ',
    packaged: 'Có sẵn trong Seawall',
    fromFolder: 'từ thư mục',
    from: (host) => `từ ${host}`,
    installed: (when) => `cài ${when}`,
    noLicence: 'không ghi giấy phép',
    use: 'Dùng',
    check: 'Kiểm tra',
    remove: 'Gỡ',
    again: 'Cài lại',
    of: (action, name) => `${action}: ${name}`,
    problems,
    checking: 'Đang kiểm tra các tệp',
    whole: 'Đã kiểm tra: mọi tệp đều đúng.',
    broken: 'Đã kiểm tra: không phải tệp nào cũng đúng.',
    ask: (name, size) => `Gỡ ${name}? Sẽ giải phóng ${size}.`,
    askWeb: 'Muốn dùng lại thì phải tải về lần nữa.',
    askFolder: 'Muốn dùng lại thì bạn cần thư mục của nó.',
    askInUse: 'Nó đang được dùng: không có gì được kiểm tra cho đến khi bạn chọn bộ kiểm tra khác.',
    yes: 'Gỡ',
    no: 'Giữ lại',
    details: {
      model: (name) => `Mô hình: ${name}`,
      bits: (bits) => `Trọng số: ${number(bits)} bit`,
      address: (address) => `Từ: ${address}`,
      id: (id) => `Bản dựng: ${id}`,
    },
  },

  room: {
    free: (size) => `Còn trống ${size} cho các bộ kiểm tra khác.`,
    used: (size) => `Các bộ kiểm tra đã cài chiếm ${size}.`,
    notTold: 'Trình duyệt không cho biết còn trống bao nhiêu.',
    unavailable: 'Không thể lưu bộ kiểm tra trong cửa sổ trình duyệt này.',
    unavailableBody:
      'Điều này xảy ra trong cửa sổ riêng tư, và khi trình duyệt xóa mọi thứ. Hãy cài trong cửa sổ thường; bộ kiểm tra dùng thử cũng chạy được ở đây.',
  },

  install: {
    title: 'Cài bộ kiểm tra',
    address: 'Địa chỉ',
    hint: 'Ví dụ hf:owner/name cho bộ kiểm tra trên Hugging Face, hoặc địa chỉ https của thư mục chứa nó.',
    asks: (host) => `Seawall sẽ tải nó từ ${host}.`,
    problems: addressProblems,
    submit: 'Cài',
    or: 'Hoặc từ một thư mục trên thiết bị này: hãy chọn, hoặc thả thư mục vào đây.',
    pick: 'Chọn thư mục',
    pickAgain: 'Chọn lại thư mục',
    drop: 'Thả thư mục để cài',
    noFolder: 'Đó không phải là thư mục. Hãy thả thư mục chứa các tệp của bộ kiểm tra.',
    folderProblems,
  },

  job: {
    nameless: 'bộ kiểm tra',
    running: (name) => `Đang cài ${name}`,
    paused: (name) => `Đang tạm dừng cài ${name}`,
    done: (name) => `Đã cài xong ${name}.`,
    source: (from) => `Từ ${from}`,
    folder: (name) => `thư mục ${name}`,
    stages,
    progress: 'Đã cài đến lúc này',
    keepOpen: 'Hãy giữ trang này mở cho đến khi sao chép xong.',
    goesOn: 'Việc cài vẫn tiếp tục khi bạn đóng trang này.',
    kept: (amount) => `Đã có ở đây ${amount}.`,
    pause: 'Tạm dừng',
    resume: 'Tiếp tục',
    retry: 'Thử lại',
    allow: (host) => `Cho phép Seawall đọc từ ${host} và thử lại`,
    declined: (host) =>
      `Seawall chưa được phép đọc từ ${host}, nên không có gì được tải về. Bạn có thể cho phép bất cứ lúc nào.`,
    cancel: 'Hủy',
    discard: 'Hủy bỏ',
    ask: (amount) => `Kết thúc việc này? Phần đã có ở đây (${amount}) sẽ bị xóa.`,
    yes: 'Xóa',
    no: 'Giữ lại',
    use: 'Dùng',
    inUse: 'Đang được dùng.',
    close: 'Đóng',
    failures,
  },

  detail: {
    title: 'Ảnh',
    question: 'Xem ảnh kỹ đến mức nào',
    choices,
    cost: 'Không ảnh hưởng đến chữ. Ảnh nào đã được xem sơ hơn hoặc kỹ hơn sẽ được xem lại. Một số bộ kiểm tra xem mọi ảnh như nhau; với chúng, lựa chọn này không thay đổi gì.',
    saved: 'Đã lưu.',
    get tokens() {
      return `Số token tối đa của một ảnh. ${tokens('fast')}. ${tokens('balanced')}. ${tokens('thorough')}. Bộ kiểm tra Gemma: luôn là ${number(256)}.`;
    },
  },

  idle: {
    title: 'Bộ nhớ',
    before: 'Gỡ bộ kiểm tra khỏi bộ nhớ sau',
    after: 'phút không làm việc',
    cost: 'Khi đó các chương trình khác dùng được phần bộ nhớ này. Trang tiếp theo phải chờ bộ kiểm tra được nạp lại: vài giây, hoặc lâu hơn nếu bộ kiểm tra lớn.',
    problem: 'Hãy nhập một số nguyên từ 1 đến 240.',
    saved: 'Đã lưu.',
  },

  pace: {
    title: 'Chờ',
    question: 'Khi nào một trang có thể chờ kiểm tra?',
    waitHidden: {
      name: 'Chờ khi thẻ bị ẩn',
      line: 'Thẻ bạn không xem sẽ được kiểm tra khi bạn quay lại. Cho đến lúc đó, bộ kiểm tra làm việc cho thẻ bạn đang xem.',
    },
    batteryInView: {
      name: 'Khi pin yếu, chỉ kiểm tra phần đang hiện trên màn hình',
      line: 'Dưới 20% và không sạc. Phần còn lại của trang chờ đến khi bạn cuộn tới. Firefox không cho biết pin còn bao nhiêu, nên ở đó không có gì phải chờ.',
    },
    saved: 'Đã lưu.',
  },

  silent: {
    title: 'Seawall không trả lời.',
    body: 'Những gì bạn thấy có thể đã cũ, và không thể thay đổi gì cho đến khi Seawall trả lời.',
  },

  announce: {
    running: (name, part) =>
      part > 0 ? `Đang cài ${name}: ${number(part)} phần trăm.` : `Đang cài ${name}.`,
    paused: (name) => `Đang tạm dừng cài ${name}.`,
    checking: (name) => `Đang kiểm tra ${name}.`,
  },
};

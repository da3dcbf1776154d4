/** Every word that the review page says beyond `ui/strings.ts`, in Vietnamese. */
import { number } from '../../../core/i18n';
import type { ReviewWords } from '../strings';

const entries = (count: number): string => `${number(count)} mục`;

export const vi: ReviewWords = {
  title: 'Rà soát của Seawall',
  explain:
    'Những gì Seawall cảnh báo trên các trang của bạn, để bạn quyết định. Tất cả ở lại trên thiết bị này.',
  canBeWrong: 'Seawall có thể sai. Hãy xem trước khi quyết định.',

  views: {
    label: 'Các phần của trang này',
    queue: 'Hàng chờ',
    pictures: 'Biểu đồ',
    thresholds: 'Ngưỡng',
    files: 'Tệp và lưu trữ',
  },

  silent: {
    title: 'Seawall không trả lời.',
    body: 'Chưa thể hiện các mục của bạn cho đến khi Seawall trả lời.',
    button: 'Thử lại',
  },
  noAnswer: 'Seawall không trả lời, nên có thể việc này chưa được thực hiện. Hãy thử lại.',

  locked: {
    title: 'Seawall đang khóa.',
    body: 'Các mục và quyết định dành cho người có mã PIN.',
    button: 'Mở khóa',
  },

  filters: {
    title: 'Bộ lọc',
    flag: 'Bộ kiểm tra nói',
    decision: 'Bạn nói',
    kind: 'Loại',
    site: 'Website',
    language: 'Ngôn ngữ',
    time: 'Thấy lúc',
    search: 'Từ trong đoạn chữ',
    reset: 'Hiện tất cả',
    any: 'Tất cả',
    flags: { unsafe: 'Không an toàn', safe: 'An toàn' },
    decisions: {
      none: 'Chưa quyết định',
      any: 'Đã quyết định',
      agree: 'Đã đồng ý',
      overturn: 'Đã bác bỏ',
    },
    kinds: { text: 'Chữ', image: 'Ảnh' },
    times: { day: 'Trong một ngày qua', week: 'Trong một tuần qua', month: 'Trong 30 ngày qua' },
    noLanguage: 'Chưa rõ',
  },

  list: {
    label: 'Các mục',
    count: entries,
    many: (count) => `Hơn ${entries(count)}`,
    some: (count) => `${entries(count)} đến lúc này`,
    loading: 'Đang tìm các mục',
    fresh: 'Có mục mới.',
    show: 'Hiện các mục đó',
    hidden: 'Ẩn cho đến khi bạn xem',
    noWords: '(không có chữ)',
    empty: {
      title: 'Không có gì để rà soát.',
      body: 'Những gì Seawall cảnh báo trên các trang của bạn sẽ được liệt kê ở đây. Bộ lọc khác có thể hiện nhiều hơn.',
    },
    decided: { agree: 'Đã đồng ý', overturn: 'Đã bác bỏ' },
  },

  entry: {
    title: 'Nội dung bị cảnh báo',
    flag: { unsafe: 'Bộ kiểm tra nói: không an toàn', safe: 'Bộ kiểm tra nói: an toàn' },
    person: { unsafe: 'Bạn nói: không an toàn', safe: 'Bạn nói: an toàn' },
    undecided: 'Bạn chưa quyết định.',
    hiddenText: 'Đoạn chữ được ẩn cho đến khi bạn xem.',
    hiddenImage: 'Ảnh được ẩn cho đến khi bạn xem.',
    noPicture: 'Không có ảnh nhỏ nào được giữ lại của ảnh này.',
    pictureOf: (text) => `Ảnh: ${text}`,
    nameless: 'Ảnh không có mô tả',
    reveal: 'Xem',
    hide: 'Ẩn lại',
    none: 'Hãy chọn một mục trong danh sách.',
    position: (at, of) => `${number(at)}/${number(of)}`,
    positionMany: (at, of) => `${number(at)} trong hơn ${number(of)}`,
  },

  decide: {
    label: 'Quyết định của bạn',
    agree: 'Đồng ý',
    overturn: 'Bác bỏ',
    skip: 'Bỏ qua',
    undo: 'Hoàn tác',
    agreeUnsafe: 'Nội dung này không an toàn.',
    agreeSafe: 'Nội dung này an toàn.',
    overturnUnsafe: 'Nội dung này an toàn: từ nay hiện nó trên mọi trang.',
    overturnSafe: 'Nội dung này không an toàn: từ nay cảnh báo nó trên mọi trang.',
    key: (key) => `Phím ${key}`,
  },

  about: {
    title: 'Ở đâu và khi nào',
    page: 'Trang',
    site: 'Website',
    seen: 'Thấy lúc',
    language: 'Ngôn ngữ',
    chance: 'Khả năng không an toàn',
    noChance: 'Bộ kiểm tra không cho con số',
    engine: 'Nơi được hỏi',
    engines: {
      local: 'Bộ kiểm tra trên thiết bị này',
      server: 'Máy chủ của bạn',
      hosted: 'API của SEA-LION',
    },
    build: 'Bộ kiểm tra',
    decidedBy: 'Người quyết định',
    decidedAt: 'Quyết định lúc',
    noName: 'Không nêu tên',
    notKnown: 'Chưa rõ',
  },

  reviewer: {
    label: 'Bạn là',
    nobody: 'Không tên',
    add: 'Tên khác',
    field: 'Tên',
    save: 'Dùng tên này',
    cancel: 'Hủy',
    line: 'Tên của bạn được giữ cùng các quyết định của bạn, trên thiết bị này và trong các tệp đã xuất.',
  },

  note: {
    label: 'Ghi chú',
    line: 'Được giữ cùng quyết định của bạn.',
    save: 'Lưu ghi chú',
  },

  together: {
    title: 'Nhiều mục cùng lúc',
    content: (count) => `Có ${entries(count)} chưa quyết định chứa cùng nội dung này.`,
    site: (count, site) => `${site} có ${entries(count)} chưa quyết định với cùng kết luận này.`,
    agree: 'Đồng ý với tất cả',
    overturn: 'Bác bỏ tất cả',
    askAgree: (count) =>
      `Đồng ý với bộ kiểm tra trong ${entries(count)}? Hoàn tác một lần là trở lại như cũ.`,
    askOverturn: (count) =>
      `Bác bỏ bộ kiểm tra trong ${entries(count)}? Hoàn tác một lần là trở lại như cũ.`,
    yes: 'Có, tất cả',
    no: 'Không',
  },

  forget: {
    title: 'Xóa',
    one: 'Xóa mục này',
    site: (site) => `Xóa tất cả của ${site}`,
    all: 'Xóa tất cả các mục',
    askOne: 'Xóa mục này? Quyết định của bạn về mục này sẽ không còn hiệu lực. Không thể hoàn tác.',
    askSite: (site) =>
      `Xóa tất cả các mục của ${site}? Quyết định của bạn về các mục đó sẽ không còn hiệu lực. Không thể hoàn tác.`,
    askAll: (count) =>
      `Xóa tất cả ${entries(count)}? Các quyết định của bạn sẽ không còn hiệu lực ở bất cứ đâu. Không thể hoàn tác.`,
    yes: 'Xóa',
    no: 'Giữ lại',
    done: (count) => `Đã xóa: ${entries(count)}.`,
  },

  looks: {
    title: 'Cách hiển thị',
    grey: 'Ảnh đen trắng',
    open: 'Hiện chữ mà không hỏi',
    keys: 'Dùng phím không cần Ctrl',
  },

  keys: {
    title: 'Phím',
    open: 'Hiện các phím',
    close: 'Đóng',
    list: {
      agree: 'Đồng ý với bộ kiểm tra',
      overturn: 'Bác bỏ bộ kiểm tra',
      skip: 'Bỏ qua',
      undo: 'Hoàn tác quyết định gần nhất',
      next: 'Mục tiếp theo',
      previous: 'Mục trước đó',
      reveal: 'Xem, hoặc ẩn lại',
      note: 'Viết ghi chú',
      leave: 'Rời khỏi ghi chú',
      search: 'Tìm kiếm',
      help: 'Hiện hoặc đóng danh sách này',
    },
    or: (a, b) => `${a} hoặc ${b}`,
    names: {
      space: 'Phím cách',
      escape: 'Esc',
      down: 'Mũi tên xuống',
      up: 'Mũi tên lên',
      ctrlZ: 'Ctrl + Z',
    },
  },

  said: {
    agreed: 'Đã đồng ý.',
    overturned: 'Đã bác bỏ.',
    skipped: 'Đã bỏ qua.',
    undone: (count) => `Đã hoàn tác: ${entries(count)}.`,
    nothingToUndo: 'Không có gì để hoàn tác.',
    together: (count) => `Đã quyết định: ${entries(count)}.`,
    end: 'Đây là mục cuối cùng.',
    now: (position, flag, kind, site) => `Mục ${position}: ${flag}, ${kind}, ${site}.`,
  },

  pictures: {
    title: 'Nội dung bị cảnh báo',
    days: 'Cảnh báo trong 30 ngày qua',
    sites: 'Cảnh báo theo website',
    languages: 'Cảnh báo theo ngôn ngữ',
    none: 'Không có cảnh báo nào trong thời gian này.',
    noneAtAll: 'Chưa có cảnh báo nào.',
    daysAlt: (total, most, day) =>
      `${total} cảnh báo trong 30 ngày; nhiều nhất vào ${day}: ${most}.`,
    table: 'Dạng bảng',
    day: 'Ngày',
    name: { sites: 'Website', languages: 'Ngôn ngữ' },
    flags: 'Cảnh báo',
    most: (count) => `Chỉ gồm ${number(count)} dòng có nhiều cảnh báo nhất.`,
  },

  thresholds: {
    title: 'Từ quyết định của bạn đến ngưỡng',
    explain:
      'Với mỗi nội dung, bộ kiểm tra cho biết khả năng không an toàn. Từ ngưỡng trở lên, nội dung bị cảnh báo. Ở đây cho thấy mỗi ngưỡng sẽ đúng đến đâu với những gì bạn đã quyết định.',
    caveat:
      'Kết quả được tính trên những gì bạn đã rà soát, và phần lớn đó là những gì bị cảnh báo. Hãy bật giữ lại các mục an toàn và rà soát một số mục, để biết bộ kiểm tra bỏ sót những gì.',
    guard: 'Bộ kiểm tra',
    guardName: (engine, build, decided) => `${engine}: ${build} (đã quyết định ${number(decided)})`,
    language: 'Ngôn ngữ',
    all: 'Mọi ngôn ngữ',
    languageName: (name, decided) => `${name} (đã quyết định ${number(decided)})`,
    loading: 'Đang đếm các quyết định của bạn',
    nothing: 'Bạn chưa quyết định về mục nào. Hãy quyết định về một số mục trước.',
    precision: 'Độ chính xác',
    recall: 'Độ phủ',
    precisionLine: 'Trong những gì bị cảnh báo, bao nhiêu phần là không an toàn.',
    recallLine: 'Trong những gì không an toàn, bao nhiêu phần bị cảnh báo.',
    noRecall: 'Chưa rõ độ phủ: còn quá ít nội dung mà bộ kiểm tra coi là an toàn đã được rà soát.',
    threshold: 'Ngưỡng',
    current: (p) => `Hiện tại: ${p}`,
    chart: (current) =>
      `Độ chính xác và độ phủ theo ngưỡng, mỗi đường kèm khoảng tin cậy 95%. Ngưỡng hiện tại là ${current}.`,
    table: 'Dạng bảng',
    flagged: 'Bị cảnh báo',
    between: (value, low, high) => `${value} (${low} đến ${high})`,
    unknown: 'chưa rõ',
    balances: {
      strict: { name: 'Chặt', line: 'Ít bỏ sót nội dung không an toàn.' },
      balanced: { name: 'Cân bằng', line: 'Dung hòa tốt nhất cả hai.' },
      quiet: { name: 'Ít làm phiền', line: 'Ít cảnh báo nhầm nội dung an toàn.' },
    },
    suggests: (p) => `Cảnh báo từ ${p} trở lên`,
    precisionIs: (range) => `Độ chính xác ${range}`,
    recallIs: (range) => `Độ phủ ${range}`,
    why: {
      'few-decisions': (missing) => `Hãy quyết định về ${number(missing)} mục nữa trước.`,
      'few-unsafe': (missing) => `Cần thêm ${number(missing)} mục mà bạn coi là không an toàn.`,
      'few-safe': (missing) => `Cần thêm ${number(missing)} mục mà bạn coi là an toàn.`,
      'few-called-safe': (missing) =>
        `Cần quyết định về ${number(missing)} mục nữa mà bộ kiểm tra coi là an toàn.`,
      'out-of-reach': 'Theo các quyết định của bạn, không có ngưỡng nào đủ tốt cho lựa chọn này.',
    },
    use: 'Dùng',
    useLabel: (name, p) => `Dùng: ${name}, từ ${p} trở lên`,
    inUse: 'Đang dùng',
    applied: (p) => `Từ giờ cảnh báo bắt đầu ở ${p}.`,
    undo: (p) => `Hoàn tác: trở lại ${p}`,
    undoNone: 'Hoàn tác: như mọi ngôn ngữ',
    own: 'Ngôn ngữ này có ngưỡng riêng.',
    remove: 'Như mọi ngôn ngữ',
  },

  files: {
    exportTitle: 'Xuất',
    exportLine:
      'Một tệp chứa các kết luận của bộ kiểm tra và của bạn. Tệp chỉ rời khỏi thiết bị này nếu bạn gửi đi.',
    csv: 'Xuất CSV',
    csvLine: 'Cho bảng tính. Không kèm ảnh.',
    jsonl: 'Xuất JSONL',
    jsonlLine: 'Cho một máy khác có Seawall. Kèm ảnh nhỏ.',
    onlyShown: 'Chỉ những gì bộ lọc đang hiện',
    exporting: (count) => `Đã xuất đến lúc này: ${entries(count)}`,
    exported: (count) => `Đã xuất: ${entries(count)}.`,
    cancel: 'Hủy',
    importTitle: 'Nhập',
    importLine:
      'Nhận một tệp JSONL từ máy khác. Những gì đã bị bác bỏ ở đó cũng bị bác bỏ ở đây, nên chỉ nhận tệp mà bạn tin tưởng.',
    pick: 'Chọn tệp JSONL',
    importing: (count, part) => `Đã nhận đến lúc này: ${entries(count)} · ${part}`,
    imported: (added, decided) => `Mới: ${entries(added)}. Quyết định mới: ${number(decided)}.`,
    refused: (count) => `Có ${number(count)} dòng bị từ chối:`,
    line: (line, problem) => `Dòng ${number(line)}: ${problem}`,
    more: (count) => `và ${number(count)} dòng nữa`,
    unwritten: 'Không ghi được tệp.',
    unreadable: 'Không đọc được tệp đến hết. Phần trước đó đã được nhận.',
    stopped: 'Đã dừng. Phần trước đó đã được nhận.',
  },

  storage: {
    title: 'Những gì được giữ lại',
    keep: 'Giữ lại những gì bị cảnh báo để rà soát',
    keepLine:
      'Đoạn trích, ảnh nhỏ và địa chỉ trang, trên thiết bị này. Không bao giờ từ cửa sổ riêng tư.',
    keepSafe: 'Giữ lại cả những gì được coi là an toàn',
    keepSafeLine: 'Cho thấy bộ kiểm tra bỏ sót những gì. Bộ nhớ lưu trữ đầy nhanh hơn nhiều.',
    age: 'Số ngày giữ các mục',
    count: 'Số mục giữ tối đa',
    size: 'Số megabyte giữ tối đa',
    line: 'Vượt mức đó, mục bạn chưa quyết định bị xóa trước, mục bạn đã bác bỏ bị xóa sau cùng.',
    save: 'Lưu',
    saved: 'Đã lưu.',
    wrong: (least, most) => `Hãy nhập một số nguyên từ ${number(least)} đến ${number(most)}.`,
  },
};

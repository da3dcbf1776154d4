/** Every word of the welcome page beyond those of the lock, in Vietnamese. */
import { number } from '../../../core/i18n';
import type { WelcomeWords } from '../strings';

export const welcomeVi: WelcomeWords = {
  title: 'Chào mừng bạn đến với Seawall',
  tab: 'Chào mừng bạn đến với Seawall',
  intro:
    'Seawall chỉ ra những gì không an toàn trên các trang bạn chọn: chữ và ảnh. Có bốn lựa chọn, lựa chọn nào cũng có thể bỏ qua và thay đổi sau.',
  language: 'Ngôn ngữ',
  sameAsBrowser: (name) => `Theo trình duyệt (${name})`,
  steps: {
    label: 'Các bước',
    of: (n, all) => `Bước ${number(n)}/${number(all)}`,
    back: 'Quay lại',
    next: 'Tiếp',
    skip: 'Bỏ qua bước này',
    skipAll: 'Bỏ qua tất cả',
    finish: 'Hoàn tất',
  },

  guard: {
    title: 'Bộ kiểm tra chạy ở đâu?',
    explain:
      'Bộ kiểm tra là chương trình đọc một đoạn chữ hoặc xem một ảnh rồi nói: an toàn hay không an toàn. Nó có thể sai, theo cả hai chiều.',
    question: 'Nơi bộ kiểm tra chạy',
    choices: {
      local: {
        name: 'Trên thiết bị này',
        line: 'Không có gì trên các trang của bạn rời khỏi thiết bị này. Bộ kiểm tra có tác dụng bảo vệ phải tải về 3 đến 8 GB và cần bộ xử lý đồ họa tốt. Ban đầu có sẵn bộ kiểm tra dùng thử.',
      },
      server: {
        name: 'Trên máy chủ riêng của bạn',
        line: 'Chữ và ảnh của các website bạn chọn được gửi đến một máy tính do bạn hoặc trường của bạn quản lý, và không đến nơi nào khác. Không có gì lớn được lưu ở đây. Nhanh hay chậm tùy vào máy tính đó.',
      },
      hosted: {
        name: 'Tại SEA-LION',
        line: 'Chữ và ảnh của các website bạn chọn được gửi qua internet đến dịch vụ của AI Singapore. Không có gì được lưu ở đây. Cần một khóa miễn phí, và mỗi phút chỉ nhận mười yêu cầu: một trang dài mất vài phút.',
      },
    },
    practice:
      'Bộ kiểm tra dùng thử là để làm quen với Seawall. Nó chỉ biết vài câu mẫu và không bảo vệ bạn. Để được bảo vệ, hãy cài bộ kiểm tra khác:',
    running: (name) => `Đang dùng trên thiết bị này: ${name}`,
    install: 'Cài bộ kiểm tra có tác dụng bảo vệ',
  },

  sites: {
    title: 'Seawall nên xem những website nào?',
    explain:
      'Chỉ những website bạn nêu tên. Trên các website khác không có mã nào của Seawall chạy. Trình duyệt sẽ hỏi bạn có cho phép không.',
    field: 'Tên website',
    hint: 'Ví dụ www.example.com',
    add: 'Thêm',
    suggestions: 'Hoặc chọn trong số này',
    chosen: 'Đã chọn',
    none: 'Chưa có website nào.',
    remove: (site) => `Bỏ ${site}`,
    turnOn: (count) => `Bật cho ${number(count)} website`,
    on: (sites) => `Seawall đang bật cho ${sites}.`,
    problem: 'Đó không phải là tên website. Tên có dạng www.example.com.',
    declined:
      'Quyền này đã bị từ chối trong trình duyệt, nên Seawall vẫn tắt ở đó. Bạn có thể chọn lại.',
    later: 'Trên bất kỳ trang nào, nút Seawall trên thanh công cụ cũng bật được nó.',
  },

  protection: {
    title: 'Xử lý nội dung không an toàn thế nào?',
    explain: 'Áp dụng cho mọi website. Sau này mỗi website có thể có quy tắc riêng.',
    question: 'Cách xử lý nội dung không an toàn',
    choices: {
      mark: {
        name: 'Đánh dấu',
        line: 'Chữ có một dấu nhỏ, ảnh bị làm mờ. Bạn xem được mọi thứ bạn muốn.',
      },
      cover: {
        name: 'Che',
        line: 'Chữ và ảnh bị che khi đã biết là không an toàn. Có nút để hiện chúng.',
      },
      strict: {
        name: 'Không hiện gì trước khi được kiểm tra',
        line: 'Dành cho trẻ em. Nội dung không kiểm tra được trong năm giây thì vẫn bị che. Trang hiện ra chậm hơn.',
      },
    },
    own: 'Trong tùy chọn đang đặt một cách khác. Chỉ chọn một trong các cách này nếu muốn thay thế.',
  },

  lock: {
    title: 'Có nên dùng mã PIN để giữ các thiết lập này?',
    explain:
      'Cho thiết bị có trẻ em dùng. Không có mã PIN thì không ai có thể thay đổi thiết lập, tắt một website hay hiện những gì bị che.',
    parental: 'Có trẻ em đọc ở đây: không hiện gì trước khi được kiểm tra',
    submit: 'Đặt mã PIN',
    isSet: 'Đã đặt mã PIN.',
    limits: 'Những gì mã PIN không ngăn được',
  },

  end: {
    title: 'Xem Seawall làm việc',
    explain:
      'Ngay bây giờ, các câu dưới đây được hỏi bộ kiểm tra trên thiết bị này. Trên trang thật, kết luận hiện bên cạnh đoạn chữ.',
    listLabel: 'Các câu mẫu',
    practice: 'Bộ kiểm tra dùng thử: chỉ để thử, không bảo vệ.',
    noGuard: 'Chưa có bộ kiểm tra nào được dùng trên thiết bị này.',
    usePractice: 'Thử bộ kiểm tra dùng thử',
    waiting: 'Đang hỏi bộ kiểm tra…',
    failed: 'Bộ kiểm tra không trả lời.',
    again: 'Hỏi lại',
    own: 'Một câu của bạn',
    check: 'Kiểm tra',
    /** The practice guard's phrases stand in them: see tools/practice/phrases.ts. */
    samples: [
      'Chợ hải sản ở cảng mở cửa lúc sáu giờ, cá rất tươi.',
      'Đăng ký ngay tối nay: nạp tiền chơi tài xỉu, không giới hạn.',
      'Ngày mai bạn gửi cho mình bài ghi trên lớp được không?',
      'Còn quay lại đây thì tao đánh gãy chân mày, nhớ đấy.',
      'Gọi ngay hôm nay để vay nóng không thế chấp, có tiền liền.',
    ],
    next: {
      title: 'Từ đây trở đi',
      page: 'Hãy mở một trang của website đang bật. Nút Seawall trên thanh công cụ liệt kê những gì nó tìm thấy.',
      none: 'Hãy mở bất kỳ trang nào, nhấp vào nút Seawall trên thanh công cụ rồi bật nó.',
      canBeWrong: 'Seawall có thể sai. Hãy xem trước khi quyết định.',
      options: 'Mở tùy chọn',
      begin: 'Trở lại bước đầu tiên',
    },
  },
};

/** What popup and options say of what a page shows, in Vietnamese. */
import type { ProtectionStrings } from '../strings-protection';

export const protectionVi: ProtectionStrings = {
  title: 'Những gì được hiện',
  explain:
    'Nội dung mà bộ kiểm tra coi là không an toàn có thể được đánh dấu, làm mờ, che hoặc ẩn. Lựa chọn ở đây áp dụng cho mọi website không có lựa chọn riêng trong cửa sổ nhỏ. Seawall có thể sai: nội dung bị che hoặc làm mờ đều có thể hiện bằng một cú nhấp.',
  text: 'Chữ không an toàn',
  images: 'Ảnh không an toàn',
  rules: {
    mark: {
      name: 'Đánh dấu',
      line: 'Có dấu bên cạnh cho biết điều đó. Bạn vẫn thấy nội dung như trên trang.',
    },
    blur: {
      name: 'Làm mờ',
      line: 'Nội dung vẫn ở đó, nhưng không nhìn ra được cho đến khi bạn cho hiện.',
    },
    cover: { name: 'Che', line: 'Che kín, kèm một câu và một nút để hiện nội dung.' },
    hide: { name: 'Ẩn', line: 'Không thấy gì cả, chỗ đó để trống.' },
  },
  hold: {
    question: 'Trước khi có kết luận',
    name: 'Không hiện gì cho đến khi có kết luận',
    line: 'Chữ và ảnh hiện dần khi bộ kiểm tra có kết luận. Phải chờ lâu hơn mới đọc được trang.',
  },
  seconds: {
    before: 'Chờ tối đa số giây này',
    problem: 'Hãy nhập một số nguyên từ 1 đến 60.',
  },
  unjudged: {
    question: 'Nội dung đến lúc đó chưa có câu trả lời, hoặc không thể có kết luận',
    show: {
      name: 'Vẫn hiện',
      line: 'Trang hiện đầy đủ, và có thể có phần không an toàn.',
    },
    cover: {
      name: 'Che',
      line: 'Lớp che cho biết chưa có kết luận nào. Có thể nhiều ảnh sẽ vẫn bị che.',
    },
  },
  saved: 'Đã lưu.',
  site: {
    title: 'Website này hiện những gì',
    asEverywhere: 'Như ở mọi nơi',
    hold: 'Cho đến khi có kết luận',
    held: 'Không hiện gì',
    notHeld: 'Vẫn hiện',
  },
};

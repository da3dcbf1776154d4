/** What pages of ours say of an organisation's policy, in Vietnamese. */
import type { Lockable } from '../../core/lockable';
import type { ManagedWords } from '../strings-managed';

const refused: Record<Lockable, string> = {
  engine:
    'Tổ chức của bạn đã đặt bộ kiểm tra nào được hỏi ở đâu. Không thể thay đổi điều này ở đây.',
  guard: 'Tổ chức của bạn đã đặt bộ kiểm tra được dùng. Không thể thay đổi điều này ở đây.',
  sites:
    'Tổ chức của bạn đã đặt Seawall hoạt động trên website nào. Không thể thay đổi điều này ở đây.',
  neverSend:
    'Tổ chức của bạn đã đặt website nào không bao giờ được gửi. Không thể thay đổi điều này ở đây.',
  idleMinutes:
    'Tổ chức của bạn đã đặt khi nào gỡ bộ kiểm tra khỏi bộ nhớ. Không thể thay đổi điều này ở đây.',
  imageDetail: 'Tổ chức của bạn đã đặt mức xem kỹ của ảnh. Không thể thay đổi điều này ở đây.',
  pace: 'Tổ chức của bạn đã đặt khi nào các trang phải chờ. Không thể thay đổi điều này ở đây.',
  language: 'Tổ chức của bạn đã đặt ngôn ngữ. Không thể thay đổi điều này ở đây.',
  protection:
    'Tổ chức của bạn đã đặt cách xử lý nội dung không an toàn. Không thể thay đổi điều này ở đây.',
  threshold:
    'Tổ chức của bạn đã đặt từ mức nào thì nội dung bị cảnh báo. Không thể thay đổi điều này ở đây.',
  review:
    'Tổ chức của bạn đã đặt những gì được giữ lại để rà soát. Không thể thay đổi điều này ở đây.',
  parental: 'Tổ chức của bạn đã đặt chế độ phụ huynh. Không thể thay đổi điều này ở đây.',
};

export const managedVi: ManagedWords = {
  locked: 'Do tổ chức của bạn đặt. Không thể thay đổi ở đây.',
  set: 'Do tổ chức của bạn đặt. Bạn có thể chọn khác.',
  refused: (name) => refused[name],
};

/** What the popup says of engines that a page is sent to, in Vietnamese. */

import type { Remote } from '../../core/engines';
import { number } from '../../core/i18n';
import type { Engine } from '../../core/verdict';
import type { RemoteTrouble } from '../../platform/engines-protocol';
import type { SendingStrings } from '../strings-sending';

const names: Record<Remote, string> = { server: 'máy chủ của bạn', hosted: 'SEA-LION' };

const engines: Record<Engine, string> = {
  local: 'Thiết bị này',
  server: 'Máy chủ của bạn',
  hosted: 'SEA-LION',
};

const count = (elements: number): string => `${number(elements)} mục`;

const troubles: Record<RemoteTrouble, string> = {
  unreachable: 'không kết nối được',
  slow: 'không trả lời kịp lúc',
  'not-an-api': 'có trả lời, nhưng không như máy chủ của một bộ kiểm tra',
  'origin-refused': 'không cho tiện ích trình duyệt hỏi',
  'key-refused': 'không chấp nhận khóa của bạn',
  'model-missing': 'không có mô hình được yêu cầu',
  'too-many': 'đã bị hỏi quá nhiều',
  'server-error': 'báo lỗi ở phía nó',
  'no-guard-answer': 'trả lời không có nghĩa',
};

export const sendingVi: SendingStrings = {
  whys: {
    'no-guard': 'Chưa chọn bộ kiểm tra nào trên thiết bị này.',
    failed: 'Bộ kiểm tra trên thiết bị này không hoạt động.',
    order: 'Bạn đã xếp nó trước bộ kiểm tra trên thiết bị này.',
  },
  engines,
  orderLabel: 'Hỏi trước tiên trên website này',
  asEverywhere: 'Như ở mọi nơi',
  sent: (elements, engine, host) =>
    `${count(elements)} của trang này đã được gửi đến ${names[engine]} (${host}).`,
  asked: (engine, host) => `Trang này được gửi đến ${names[engine]} (${host}).`,
  turns: (elements, at) =>
    `${count(elements)} đang chờ đến lượt: nơi đó chỉ nhận ít yêu cầu mỗi phút. Yêu cầu tiếp theo được gửi lúc ${at}.`,
  stop: 'Không gửi website này',
  offer: (engine, host, site) =>
    `Trên thiết bị này không có gì kiểm tra được trang này. ${engines[engine]} thì có thể: khi đó chữ và ảnh của ${site} được gửi đến ${host}.`,
  allow: 'Gửi website này',
  never: (entry) =>
    `Không có gì của trang này được gửi cho ai: ${entry} nằm trong danh sách website không bao giờ rời khỏi thiết bị này.`,
  kept: (elements) =>
    `${count(elements)} không được gửi: trang hỏi mật khẩu hoặc thứ tương tự, hoặc bạn có thể viết ở đó.`,
  unready: (engine) =>
    `${engines[engine]} đã bật nhưng chưa thể hỏi: còn thiếu gì đó trong phần tùy chọn.`,
  private: 'Không có gì trong cửa sổ riêng tư được gửi cho ai.',
  resting: (engine, host, trouble, at) =>
    `${engines[engine]} (${host}) ${troubles[trouble]}. Sẽ hỏi lại lúc ${at}.`,
  byGroup: 'cùng các mục lân cận',
  byGroupLong: 'Được kiểm tra cùng các mục lân cận, và tất cả được coi là an toàn.',
  byWord: 'theo lời bộ kiểm tra',
  turnAt: (at) => `Khoảng ${at} đến lượt`,
};

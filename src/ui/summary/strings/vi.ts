/** Every word of the week's summary, in Vietnamese. */
import { number } from '../../../core/i18n';
import type { SummaryWords } from '../strings';

export const summaryVi: SummaryWords = {
  title: 'Tuần này',
  tab: 'Seawall: tuần này',
  explain:
    'Những gì Seawall coi là không an toàn trên thiết bị này trong bảy ngày qua. Chỉ có con số: không có chữ hay ảnh của trang nào.',
  counting: 'Đang đếm…',
  show: 'Hiện',
  notKept:
    'Seawall được đặt để không giữ lại gì của những nội dung bị cảnh báo, nên từ nay không có gì để đếm.',
  nothing: 'Không có cảnh báo nào trong bảy ngày qua.',
  total: (count) => `${number(count)} cảnh báo trong bảy ngày`,
  decided: (decided, overturned) =>
    `Trong số đó, ${number(decided)} đã được người xem lại, và ${number(overturned)} được coi là an toàn.`,
  cut: 'Có nhiều hơn mức đếm được ở đây: những mục cũ nhất không được tính.',
  canBeWrong:
    'Seawall có thể sai, và không cho biết gì về những website mà nó đang tắt. Hãy trò chuyện trước khi phán xét.',
  days: 'Theo ngày',
  day: 'Ngày',
  texts: 'Chữ',
  images: 'Ảnh',
  flags: 'Cảnh báo',
  sites: 'Theo website',
  site: 'Website',
  otherSites: 'Website khác',
  languages: 'Theo ngôn ngữ',
  language: 'Ngôn ngữ',
  notKnown: 'Chưa rõ',
  otherLanguages: 'Ngôn ngữ khác',
};

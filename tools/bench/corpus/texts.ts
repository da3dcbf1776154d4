/** Everyday sentences in many languages, written for these pages. */

export type Lang = keyof typeof SENTENCES;

const SENTENCES = {
  en: [
    'The ferry to the islands leaves twice a day while the monsoon lasts.',
    'Residents have asked for more shade along the new footpath by the river.',
    'A small bakery near the station sells out of coconut buns before nine.',
    'Engineers will inspect the old bridge on Sunday, so buses take the coast road.',
    'Our choir meets on Thursdays and welcomes anyone who likes to sing.',
    'Bring a bottle of water, a hat and shoes that may get wet.',
    'The library lends tools, board games and two telescopes as well as books.',
    'Rainfall in October was a third below the average of the last ten years.',
  ],
  zh: [
    '新的地铁线将在明年春天通车，沿线共有十二个车站。',
    '奶奶每天早上都会去菜市场买新鲜的豆腐和青菜。',
    '这家书店二楼有一个安静的角落，可以坐下来慢慢看书。',
    '周末的天气预报说会有小雨，出门请记得带伞。',
    '老师建议我们每天用半个小时练习写字。',
    '公园里的荷花开了，很多人来拍照。',
  ],
  id: [
    'Pasar malam di ujung jalan buka setiap Jumat sampai pukul sepuluh.',
    'Warga bergotong royong membersihkan saluran air sebelum musim hujan.',
    'Resep soto ayam dari nenek memakai serai dan daun jeruk.',
    'Kereta pagi ke Bandung biasanya penuh pada hari libur.',
    'Anak-anak belajar menanam cabai di kebun sekolah.',
    'Perpustakaan keliling datang ke desa kami dua kali sebulan.',
  ],
  ms: [
    'Kedai runcit itu menjual kuih yang baru dimasak setiap pagi.',
    'Pasukan bola sepak kampung akan berlatih di padang petang ini.',
    'Sila ambil nombor giliran dan tunggu sehingga dipanggil.',
    'Kursus berkebun ini percuma untuk penduduk taman.',
    'Bas ulang-alik ke pantai bertolak setiap setengah jam.',
  ],
  th: [
    'ตลาดน้ำเปิดตั้งแต่เช้าตรู่และมีขนมไทยให้เลือกหลายอย่าง',
    'พรุ่งนี้โรงเรียนหยุดเรียนเพราะเป็นวันหยุดราชการ',
    'คุณยายปลูกมะม่วงไว้หลังบ้านสามต้น',
    'รถไฟสายใหม่จะช่วยให้เดินทางเข้าเมืองได้เร็วขึ้น',
    'กรุณาถอดรองเท้าก่อนเข้าห้องสมุด',
    'ฝนตกหนักในช่วงบ่ายทำให้การจราจรติดขัด',
  ],
  vi: [
    'Quán phở đầu ngõ mở cửa từ năm giờ sáng và luôn đông khách.',
    'Cuối tuần này cả nhà sẽ về quê thăm ông bà ngoại.',
    'Thư viện thành phố vừa nhận thêm hai nghìn cuốn sách mới.',
    'Trời trở lạnh nên nhớ mang theo áo ấm khi ra đường.',
    'Lớp học vẽ miễn phí dành cho các em nhỏ vào sáng thứ bảy.',
    'Đường ven sông đang được sửa, xin mời đi lối khác.',
  ],
  tl: [
    'Maaga kaming pumunta sa palengke para bumili ng sariwang isda.',
    'Ang mga bata ay naglalaro ng patintero sa tapat ng simbahan.',
    'Magkakaroon ng libreng konsulta sa barangay hall sa Sabado.',
    'Masarap ang sinigang ni lola kapag malakas ang ulan.',
    'Huwag kalimutang magdala ng payong at tubig sa biyahe.',
  ],
  ta: [
    'காலையில் கடற்கரையில் நடப்பது உடலுக்கு நல்லது.',
    'எங்கள் ஊர் நூலகத்தில் புதிய புத்தகங்கள் வந்துள்ளன.',
    'பாட்டி செய்யும் தோசை எல்லோருக்கும் பிடிக்கும்.',
    'நாளை மழை பெய்யும் என்று வானிலை மையம் கூறியுள்ளது.',
    'பள்ளி மாணவர்கள் மரக்கன்றுகள் நட்டனர்.',
  ],
  my: [
    'မနက်ဖြန် ကျောင်းပိတ်ရက်ဖြစ်သောကြောင့် ကလေးများ အိမ်မှာနေကြမည်။',
    'ဈေးထဲမှာ လတ်ဆတ်သော ငါးနှင့် ဟင်းသီးဟင်းရွက်များ ရနိုင်သည်။',
    'အဘွားချက်သော မုန့်ဟင်းခါးသည် အလွန်အရသာရှိသည်။',
    'ရထားသည် နံနက်ခြောက်နာရီတွင် ထွက်မည်။',
    'မိုးရွာနေသဖြင့် ထီးယူသွားပါ။',
  ],
  km: [
    'ផ្សារពេលព្រឹកមានលក់បន្លែស្រស់និងត្រីពីទន្លេ។',
    'សិស្សានុសិស្សដាំដើមឈើនៅក្នុងបរិវេណសាលា។',
    'ថ្ងៃនេះមេឃស្រឡះល្អសម្រាប់ដើរលេង។',
  ],
  lo: ['ຕະຫຼາດເຊົ້າເປີດຕັ້ງແຕ່ຫົກໂມງ ແລະ ມີຜັກສົດຫຼາຍຊະນິດ.', 'ມື້ອື່ນພວກເຮົາຈະໄປທ່ຽວນ້ຳຕົກກັບຄອບຄົວ.'],
  ja: [
    '駅前の商店街では、土曜日に朝市が開かれます。',
    '庭の柿の木に、今年もたくさんの実がなりました。',
    '図書館は月曜日が休みですので、ご注意ください。',
    '雨がやんだら、川沿いの道を散歩しましょう。',
  ],
  ar: [
    'يفتح السوق القديم أبوابه كل صباح ويبيع الخبز الطازج والتمر.',
    'سيصل القطار إلى المحطة في الساعة السابعة مساءً.',
    'زرعت جدتي شجرة ليمون خلف البيت قبل سنوات كثيرة.',
    'المكتبة العامة تقدم دروساً مجانية للأطفال يوم السبت.',
    'يرجى إحضار زجاجة ماء وقبعة في رحلة الغد.',
  ],
  he: [
    'הספרייה העירונית פתוחה עד השעה שמונה בערב.',
    'בשבת ירד גשם קל ולכן הטיול נדחה לשבוע הבא.',
    'סבתא מבשלת מרק ירקות בכל יום שישי.',
  ],
  ru: [
    'Поезд прибывает на вторую платформу через десять минут.',
    'На рынке продают свежий хлеб и мёд.',
  ],
  hi: ['कल सुबह बाज़ार में ताज़ी सब्ज़ियाँ मिलेंगी।', 'बच्चे स्कूल के बगीचे में पौधे लगा रहे हैं।'],
} as const satisfies Record<string, readonly string[]>;

export const LANGS = Object.keys(SENTENCES) as Lang[];

/** The n-th sentence of a language; they come round again. */
export const say = (lang: Lang, n: number): string => {
  const list: readonly string[] = SENTENCES[lang];
  return list[n % list.length] ?? '';
};

/** Several in a row. */
export const story = (lang: Lang, from: number, count: number): string =>
  Array.from({ length: count }, (_, i) => say(lang, from + i)).join(
    /zh|ja|th|km|lo/.test(lang) ? '' : ' ',
  );

/** The start of a sentence, as headings, names and labels are. */
export const title = (lang: Lang, n: number): string => {
  const text = say(lang, n);
  const words = text.split(' ');
  if (words.length > 5) return words.slice(0, 5).join(' ').replace(/[,،]$/, '');
  return text.slice(0, 18).replace(/[，。、]$/u, '');
};

/** The language of the i-th item of a list in which languages take turns. */
export const langAt = (i: number): Lang => LANGS[i % LANGS.length] ?? 'en';

export const times = (count: number, item: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => item(i)).join('');

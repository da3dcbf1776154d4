/** Safe sentences that look like the phrases of the practice guard. */
import type { PracticeLang } from './phrases';

export interface NearMiss {
  lang: PracticeLang;
  /** The phrase that it resembles. */
  near: string;
  /** A whole, safe sentence. */
  text: string;
}

export const NEAR_MISSES: readonly NearMiss[] = [
  {
    lang: 'en',
    near: 'just kill yourself',
    text: 'Do not just kill time by yourself, come and join us.',
  },
  {
    lang: 'en',
    near: 'you worthless piece of garbage',
    text: 'Can you sort this piece of garbage into the blue bin?',
  },
  {
    lang: 'en',
    near: 'shut up you idiot',
    text: 'They shut up the shop at nine, so you should hurry.',
  },
  {
    lang: 'en',
    near: 'nobody likes you loser',
    text: 'Nobody likes to be the loser of a quiz.',
  },
  {
    lang: 'en',
    near: 'we will break your legs',
    text: 'We will take a break and rest your tired legs at the top.',
  },
  {
    lang: 'en',
    near: 'we know where you sleep',
    text: 'We know where you can sleep cheaply near the station.',
  },
  {
    lang: 'en',
    near: 'instant loan without documents',
    text: 'The library sends an instant loan reminder without paper documents.',
  },
  {
    lang: 'en',
    near: 'cheap meth for sale',
    text: 'A cheap mesh net is for sale at the garden shop.',
  },
  {
    lang: 'en',
    near: 'pay first to unlock your loan',
    text: 'You must never pay first to unlock a loan, says the consumer office.',
  },
  {
    lang: 'en',
    near: 'everyone wants you dead',
    text: 'Everyone wants you to win, but the battery is dead.',
  },

  {
    lang: 'id',
    near: 'dasar otak udang',
    text: 'Bahan dasar sup ini adalah udang, bukan otak sapi.',
  },
  {
    lang: 'id',
    near: 'manusia sampah tak berguna',
    text: 'Setiap manusia bisa mengubah sampah menjadi barang berguna.',
  },
  {
    lang: 'id',
    near: 'kubunuh kau nanti malam',
    text: 'Kutunggu kau nanti malam di stasiun.',
  },
  {
    lang: 'id',
    near: 'kuhajar sampai babak belur',
    text: 'Kami menonton sampai babak kedua selesai.',
  },
  {
    lang: 'id',
    near: 'daftar judi online sekarang',
    text: 'Daftar kelas online sekarang, tempat terbatas.',
  },
  {
    lang: 'id',
    near: 'pinjaman kilat tanpa syarat',
    text: 'Tidak ada pinjaman tanpa syarat, kata petugas koperasi.',
  },
  {
    lang: 'id',
    near: 'jual sabu kualitas super',
    text: 'Toko ini jual sapu kualitas super dengan harga wajar.',
  },
  {
    lang: 'id',
    near: 'mending kamu mati saja',
    text: 'Kalau lampunya mati, mending kamu tidur saja.',
  },
  {
    lang: 'id',
    near: 'bunuh diri saja sana',
    text: 'Jangan salahkan diri sendiri saja, semua orang pernah keliru.',
  },

  {
    lang: 'ms',
    near: 'kau memang tak guna',
    text: 'Baju lama itu memang kau tak pakai lagi, tetapi masih boleh diguna semula.',
  },
  {
    lang: 'ms',
    near: 'bodoh macam lembu',
    text: 'Lukisan itu nampak macam lembu sedang tidur.',
  },
  {
    lang: 'ms',
    near: 'muka macam beruk',
    text: 'Dia memakai topeng muka macam badut untuk hari jadi anaknya.',
  },
  {
    lang: 'ms',
    near: 'aku belasah kau nanti',
    text: 'Aku belanja kau nanti lepas gaji masuk.',
  },
  {
    lang: 'ms',
    near: 'aku bakar rumah kau',
    text: 'Aku bakar ikan di belakang rumah, kau datanglah.',
  },
  {
    lang: 'ms',
    near: 'pinjaman segera tanpa penjamin',
    text: 'Permohonan pinjaman pelajaran tanpa penjamin tidak akan diproses segera.',
  },
  {
    lang: 'ms',
    near: 'jual syabu harga murah',
    text: 'Kedai itu jual labu harga murah setiap pagi.',
  },
  {
    lang: 'ms',
    near: 'baik kau mati je',
    text: 'Baik kau matikan lampu sebelum tidur.',
  },
  {
    lang: 'ms',
    near: 'pergi gantung diri la',
    text: 'Tolong pergi gantung baju di ampaian.',
  },

  {
    lang: 'tl',
    near: 'wala kang kwentang tao',
    text: 'Wala kang dapat ikahiya, mabuting tao ka.',
  },
  {
    lang: 'tl',
    near: 'ang tanga tanga mo',
    text: 'Ang tanga ko, naiwan ko ang payong mo sa bus.',
  },
  {
    lang: 'tl',
    near: 'mukha kang basura',
    text: 'Mukha kang masaya kahit nagtatapon ka ng basura.',
  },
  {
    lang: 'tl',
    near: 'papatayin kita mamaya',
    text: 'Papatayin ko ang ilaw mamaya bago matulog.',
  },
  {
    lang: 'tl',
    near: 'babasagin ko ang mukha mo',
    text: 'Hugasan mo ang mukha mo bago kumain.',
  },
  {
    lang: 'tl',
    near: 'pautang agad walang requirements',
    text: 'Walang pautang agad dito, may requirements ang kooperatiba.',
  },
  {
    lang: 'tl',
    near: 'murang shabu may delivery',
    text: 'May murang delivery ng sabaw sa karinderya.',
  },
  {
    lang: 'tl',
    near: 'magpakamatay ka na lang',
    text: 'Magpahinga ka na lang muna sa bahay.',
  },
  {
    lang: 'tl',
    near: 'mas mabuti kung mamatay ka',
    text: 'Mas mabuti kung matutulog ka nang maaga.',
  },

  { lang: 'vi', near: 'đồ ngu như bò', text: 'Nó khỏe như bò mà đồ ăn thì ít.' },
  {
    lang: 'vi',
    near: 'mày là thứ rác rưởi',
    text: 'Thứ hai là ngày thu gom rác rưởi ở khu phố.',
  },
  {
    lang: 'vi',
    near: 'tao sẽ giết mày',
    text: 'Mai tao sẽ giúp mày dọn nhà.',
  },
  {
    lang: 'vi',
    near: 'tao đánh gãy chân mày',
    text: 'Hôm qua tao đánh cầu nên đau chân, mày ạ.',
  },
  {
    lang: 'vi',
    near: 'nhà cái uy tín nhất',
    text: 'Cái nhà hàng này uy tín nhất khu phố.',
  },
  {
    lang: 'vi',
    near: 'vay nóng không thế chấp',
    text: 'Ngân hàng không cho vay nếu không có tài sản thế chấp.',
  },
  {
    lang: 'vi',
    near: 'bán cần sa giao tận nơi',
    text: 'Quán bán cần tây tươi và giao tận nơi trong ngày.',
  },
  {
    lang: 'vi',
    near: 'mày chết đi cho rồi',
    text: 'Điện thoại chết máy rồi, mày đi sửa cho nhanh.',
  },
  {
    lang: 'vi',
    near: 'tự tử đi đồ hèn',
    text: 'Con hãy tự đi lấy đồ chơi nhé.',
  },

  {
    lang: 'ta',
    near: 'நீ ஒரு முட்டாள் கழுதை',
    text: 'நீ ஒரு கழுதை படம் வரைந்து காட்டு.',
  },
  {
    lang: 'ta',
    near: 'உதவாக்கரை நாயே',
    text: 'இந்த நாயே எங்கள் வீட்டின் காவலன்.',
  },
  {
    lang: 'ta',
    near: 'மூளை இல்லாத ஜென்மம்',
    text: 'மூளை இல்லாத உயிரினங்களும் கடலில் வாழ்கின்றன.',
  },
  {
    lang: 'ta',
    near: 'உன்னை வெட்டிச் சாய்ப்பேன்',
    text: 'காய்கறிகளை வெட்டிப் பாத்திரத்தில் போடுவேன்.',
  },
  {
    lang: 'ta',
    near: 'உன் காலை உடைப்பேன்',
    text: 'உன் காலை உணவை நான் சமைப்பேன்.',
  },
  {
    lang: 'ta',
    near: 'ஆவணம் இல்லாமல் உடனடி கடன்',
    text: 'உரிய ஆவணம் இல்லாமல் வங்கி கடன் தராது.',
  },
  {
    lang: 'ta',
    near: 'முன்பணம் கட்டினால் லட்சக் கடன்',
    text: 'முன்பணம் கட்டினால் வீட்டுச் சாவி கிடைக்கும்.',
  },
  {
    lang: 'ta',
    near: 'குறைந்த விலையில் அபின்',
    text: 'குறைந்த விலையில் அரிசி இங்கே கிடைக்கும்.',
  },
  {
    lang: 'ta',
    near: 'நீ செத்துத் தொலை',
    text: 'நீ தொலைத்த புத்தகம் மேசையில் இருக்கிறது.',
  },

  { lang: 'th', near: 'ไอ้โง่เอ๊ย', text: 'น้องเอ๊ย อย่าเพิ่งยอมแพ้นะ' },
  {
    lang: 'th',
    near: 'สมองหมาปัญญาควาย',
    text: 'หมาและควายเป็นสัตว์ที่มีสมองและปัญญาในแบบของมัน',
  },
  {
    lang: 'th',
    near: 'คนไร้ค่าอย่างแก',
    text: 'ไม่มีใครเป็น คนไร้ค่า ทุกคนมีดีในตัวเอง',
  },
  {
    lang: 'th',
    near: 'กูจะฆ่ามึง',
    text: 'เดี๋ยว กูจะพามึง ไปกินก๋วยเตี๋ยวหน้าปากซอย',
  },
  {
    lang: 'th',
    near: 'สล็อตแตกง่าย',
    text: 'แก้วใบนี้ แตกง่าย โปรดวางด้วยความระวัง',
  },
  {
    lang: 'th',
    near: 'แทงบอลออนไลน์เว็บตรง',
    text: 'ดูบอลออนไลน์ได้ที่เว็บของสมาคมกีฬา',
  },
  {
    lang: 'th',
    near: 'กู้เงินไม่เช็คบูโร',
    text: 'ก่อน กู้เงิน ควรเช็คบูโรและอ่านสัญญาให้ครบ',
  },
  {
    lang: 'th',
    near: 'ขายยาบ้าส่งด่วน',
    text: 'ร้านนี้ ขายยาสระผม ส่งด่วน ภายในวันเดียว',
  },
  {
    lang: 'th',
    near: 'ไปตายซะเถอะ',
    text: 'ดึกแล้ว ไปนอนซะเถอะ พรุ่งนี้ต้องตื่นเช้า',
  },

  {
    lang: 'my',
    near: 'အသုံးမကျတဲ့ကောင်',
    text: 'အသုံးမကျတဲ့ ပစ္စည်းဟောင်းတွေကို ပြန်ပြင်သုံးလို့ရပါတယ်။',
  },
  {
    lang: 'my',
    near: 'ခွေးမသား ငပေါ',
    text: 'ခွေးမလေးက သားငါးကောင် ပေါက်ထားတယ်။',
  },
  {
    lang: 'my',
    near: 'ပါးစပ်ပိတ်ထား ငတုံး',
    text: 'ချောင်းဆိုးရင် ပါးစပ်ကို လက်ကိုင်ပုဝါနဲ့ အုပ်ထားပါ။',
  },
  {
    lang: 'my',
    near: 'မင်းကို သတ်ပစ်မယ်',
    text: 'မင်းကို မနက်ဖြန် ဘူတာမှာ စောင့်နေမယ်။',
  },
  {
    lang: 'my',
    near: 'ခြေထောက် ရိုက်ချိုးပစ်မယ်',
    text: 'ခြေထောက် နာနေရင် ခဏ နားလိုက်ပါ။',
  },
  {
    lang: 'my',
    near: 'သူဌေးဖြစ်ဖို့ ဖဲရိုက်ပါ',
    text: 'သူဌေးဖြစ်ဖို့ ကြိုးစားပြီး အလုပ်လုပ်ပါ။',
  },
  {
    lang: 'my',
    near: 'ချက်ချင်းချေးငွေ အပေါင်မလို',
    text: 'ဘဏ်ချေးငွေ လျှောက်ရင် အပေါင်ပစ္စည်း လိုအပ်ပါတယ်။',
  },
  {
    lang: 'my',
    near: 'ဈေးပေါပေါ ယာဘာဆေးပြား',
    text: 'ခေါင်းကိုက်ပျောက်ဆေးပြား ဆေးဆိုင်မှာ ရောင်းပါတယ်။',
  },
  {
    lang: 'my',
    near: 'ကိုယ့်ကိုယ်ကို သတ်သေလိုက်',
    text: 'ကိုယ့်ကိုယ်ကို ယုံကြည်ပြီး ဆက်လုပ်ပါ။',
  },
];

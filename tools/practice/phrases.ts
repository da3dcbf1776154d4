/**
 * What the practice guard answers `unsafe` to, and sentences that look alike but are safe.
 *
 * The practice guard is planted with these phrases so that tests and demos have something to find.
 * It is no protection: real abuse seldom repeats a list. The phrases are mild on purpose, and tell
 * nobody how to do anything.
 *
 * Rules, held by phrases.test.ts: NFC, lower case, single spaces, no punctuation; no phrase in
 * another; and a phrase's last eight pre-tokens (Thai, Burmese and Tamil words split at vowel signs,
 * so eight may be a word and a half) are found in no other phrase, no near miss and no everyday
 * prose, although the guard compares up to 27 tokens. In running text a phrase stands between spaces;
 * punctuation may follow it only where it ends in a letter, since a sign and the punctuation after
 * it make one pre-token.
 */

export type PracticeLang = 'my' | 'en' | 'id' | 'ms' | 'tl' | 'ta' | 'th' | 'vi';

export interface PracticePhrase {
  lang: PracticeLang;
  kind: 'insult' | 'threat' | 'gambling' | 'loan-scam' | 'drug-sale' | 'self-harm';
  text: string;
}

export const UNSAFE_PHRASES: readonly PracticePhrase[] = [
  { lang: 'en', kind: 'insult', text: 'you worthless piece of garbage' },
  { lang: 'en', kind: 'insult', text: 'shut up you idiot' },
  { lang: 'en', kind: 'insult', text: 'nobody likes you loser' },
  { lang: 'en', kind: 'threat', text: 'we will break your legs' },
  { lang: 'en', kind: 'threat', text: 'we know where you sleep' },
  { lang: 'en', kind: 'gambling', text: 'guaranteed jackpot every spin' },
  { lang: 'en', kind: 'gambling', text: 'bet now and win big' },
  { lang: 'en', kind: 'loan-scam', text: 'instant loan without documents' },
  { lang: 'en', kind: 'loan-scam', text: 'pay first to unlock your loan' },
  { lang: 'en', kind: 'drug-sale', text: 'cheap meth for sale' },
  { lang: 'en', kind: 'drug-sale', text: 'ecstasy pills delivered discreetly' },
  { lang: 'en', kind: 'self-harm', text: 'just kill yourself' },
  { lang: 'en', kind: 'self-harm', text: 'everyone wants you dead' },

  { lang: 'id', kind: 'insult', text: 'dasar otak udang' },
  { lang: 'id', kind: 'insult', text: 'manusia sampah tak berguna' },
  { lang: 'id', kind: 'insult', text: 'mukamu bikin muntah' },
  { lang: 'id', kind: 'threat', text: 'kubunuh kau nanti malam' },
  { lang: 'id', kind: 'threat', text: 'kuhajar sampai babak belur' },
  { lang: 'id', kind: 'gambling', text: 'situs slot gacor terpercaya' },
  { lang: 'id', kind: 'gambling', text: 'daftar judi online sekarang' },
  { lang: 'id', kind: 'loan-scam', text: 'pinjaman kilat tanpa syarat' },
  { lang: 'id', kind: 'loan-scam', text: 'transfer dulu baru dana cair' },
  { lang: 'id', kind: 'drug-sale', text: 'jual sabu kualitas super' },
  { lang: 'id', kind: 'drug-sale', text: 'ganja kering siap kirim' },
  { lang: 'id', kind: 'self-harm', text: 'mending kamu mati saja' },
  { lang: 'id', kind: 'self-harm', text: 'bunuh diri saja sana' },

  { lang: 'ms', kind: 'insult', text: 'kau memang tak guna' },
  { lang: 'ms', kind: 'insult', text: 'bodoh macam lembu' },
  { lang: 'ms', kind: 'insult', text: 'muka macam beruk' },
  { lang: 'ms', kind: 'threat', text: 'aku belasah kau nanti' },
  { lang: 'ms', kind: 'threat', text: 'aku bakar rumah kau' },
  { lang: 'ms', kind: 'gambling', text: 'kasino dalam talian menang besar' },
  { lang: 'ms', kind: 'gambling', text: 'main slot confirm untung' },
  { lang: 'ms', kind: 'loan-scam', text: 'pinjaman segera tanpa penjamin' },
  { lang: 'ms', kind: 'loan-scam', text: 'bayar deposit dulu pinjaman lulus' },
  { lang: 'ms', kind: 'drug-sale', text: 'jual syabu harga murah' },
  { lang: 'ms', kind: 'drug-sale', text: 'pil kuda penghantaran pantas' },
  { lang: 'ms', kind: 'self-harm', text: 'baik kau mati je' },
  { lang: 'ms', kind: 'self-harm', text: 'pergi gantung diri la' },

  { lang: 'tl', kind: 'insult', text: 'wala kang kwentang tao' },
  { lang: 'tl', kind: 'insult', text: 'ang tanga tanga mo' },
  { lang: 'tl', kind: 'insult', text: 'mukha kang basura' },
  { lang: 'tl', kind: 'threat', text: 'papatayin kita mamaya' },
  { lang: 'tl', kind: 'threat', text: 'babasagin ko ang mukha mo' },
  { lang: 'tl', kind: 'gambling', text: 'tumaya na at siguradong panalo' },
  { lang: 'tl', kind: 'gambling', text: 'online sabong malaking kita' },
  { lang: 'tl', kind: 'loan-scam', text: 'pautang agad walang requirements' },
  { lang: 'tl', kind: 'loan-scam', text: 'magbayad muna bago ilabas ang utang' },
  { lang: 'tl', kind: 'drug-sale', text: 'murang shabu may delivery' },
  { lang: 'tl', kind: 'drug-sale', text: 'benta kong marijuana pakyawan' },
  { lang: 'tl', kind: 'self-harm', text: 'magpakamatay ka na lang' },
  { lang: 'tl', kind: 'self-harm', text: 'mas mabuti kung mamatay ka' },

  { lang: 'vi', kind: 'insult', text: 'đồ ngu như bò' },
  { lang: 'vi', kind: 'insult', text: 'mày là thứ rác rưởi' },
  { lang: 'vi', kind: 'insult', text: 'thằng vô dụng bẩn thỉu' },
  { lang: 'vi', kind: 'threat', text: 'tao sẽ giết mày' },
  { lang: 'vi', kind: 'threat', text: 'tao đánh gãy chân mày' },
  { lang: 'vi', kind: 'gambling', text: 'nhà cái uy tín nhất' },
  { lang: 'vi', kind: 'gambling', text: 'nạp tiền chơi tài xỉu' },
  { lang: 'vi', kind: 'loan-scam', text: 'vay nóng không thế chấp' },
  { lang: 'vi', kind: 'loan-scam', text: 'đóng phí trước giải ngân sau' },
  { lang: 'vi', kind: 'drug-sale', text: 'bán cần sa giao tận nơi' },
  { lang: 'vi', kind: 'drug-sale', text: 'bán thuốc lắc giá rẻ' },
  { lang: 'vi', kind: 'self-harm', text: 'mày chết đi cho rồi' },
  { lang: 'vi', kind: 'self-harm', text: 'tự tử đi đồ hèn' },

  { lang: 'ta', kind: 'insult', text: 'நீ ஒரு முட்டாள் கழுதை' },
  { lang: 'ta', kind: 'insult', text: 'உதவாக்கரை நாயே' },
  { lang: 'ta', kind: 'insult', text: 'மூளை இல்லாத ஜென்மம்' },
  { lang: 'ta', kind: 'threat', text: 'உன்னை வெட்டிச் சாய்ப்பேன்' },
  { lang: 'ta', kind: 'threat', text: 'உன் காலை உடைப்பேன்' },
  { lang: 'ta', kind: 'gambling', text: 'சூதாடி கோடிகளை அள்ளுங்கள்' },
  { lang: 'ta', kind: 'gambling', text: 'ரம்மி ஆடி லட்சாதிபதி ஆகுங்கள்' },
  { lang: 'ta', kind: 'loan-scam', text: 'ஆவணம் இல்லாமல் உடனடி கடன்' },
  { lang: 'ta', kind: 'loan-scam', text: 'முன்பணம் கட்டினால் லட்சக் கடன்' },
  { lang: 'ta', kind: 'drug-sale', text: 'விற்பனைக்குக் கஞ்சா பொட்டலம்' },
  { lang: 'ta', kind: 'drug-sale', text: 'குறைந்த விலையில் அபின்' },
  { lang: 'ta', kind: 'self-harm', text: 'நீ செத்துத் தொலை' },
  { lang: 'ta', kind: 'self-harm', text: 'உயிரை மாய்த்துக்கொள்' },

  { lang: 'th', kind: 'insult', text: 'ไอ้โง่เอ๊ย' },
  { lang: 'th', kind: 'insult', text: 'สมองหมาปัญญาควาย' },
  { lang: 'th', kind: 'insult', text: 'คนไร้ค่าอย่างแก' },
  { lang: 'th', kind: 'threat', text: 'กูจะฆ่ามึง' },
  { lang: 'th', kind: 'threat', text: 'จะกระทืบให้จมดิน' },
  { lang: 'th', kind: 'gambling', text: 'สล็อตแตกง่าย' },
  { lang: 'th', kind: 'gambling', text: 'แทงบอลออนไลน์เว็บตรง' },
  { lang: 'th', kind: 'loan-scam', text: 'เงินกู้ด่วนโอนไว' },
  { lang: 'th', kind: 'loan-scam', text: 'กู้เงินไม่เช็คบูโร' },
  { lang: 'th', kind: 'drug-sale', text: 'ขายยาบ้าส่งด่วน' },
  { lang: 'th', kind: 'drug-sale', text: 'กัญชาแท่งราคาถูก' },
  { lang: 'th', kind: 'self-harm', text: 'ไปตายซะเถอะ' },
  { lang: 'th', kind: 'self-harm', text: 'ไปผูกคอตายซะ' },

  { lang: 'my', kind: 'insult', text: 'အသုံးမကျတဲ့ကောင်' },
  { lang: 'my', kind: 'insult', text: 'ခွေးမသား ငပေါ' },
  { lang: 'my', kind: 'insult', text: 'ပါးစပ်ပိတ်ထား ငတုံး' },
  { lang: 'my', kind: 'threat', text: 'မင်းကို သတ်ပစ်မယ်' },
  { lang: 'my', kind: 'threat', text: 'ခြေထောက် ရိုက်ချိုးပစ်မယ်' },
  { lang: 'my', kind: 'gambling', text: 'သူဌေးဖြစ်ဖို့ ဖဲရိုက်ပါ' },
  { lang: 'my', kind: 'gambling', text: 'သေချာနိုင်တဲ့ စလော့ဂိမ်း' },
  { lang: 'my', kind: 'loan-scam', text: 'ချက်ချင်းချေးငွေ အပေါင်မလို' },
  { lang: 'my', kind: 'loan-scam', text: 'ငွေချေးမယ် စရံအရင်လွှဲ' },
  { lang: 'my', kind: 'drug-sale', text: 'ဈေးပေါပေါ ယာဘာဆေးပြား' },
  { lang: 'my', kind: 'drug-sale', text: 'အိမ်ရောက်ပို့ ဆေးခြောက်ထုပ်' },
  { lang: 'my', kind: 'self-harm', text: 'ကြိုးဆွဲချသေလိုက်' },
  { lang: 'my', kind: 'self-harm', text: 'ကိုယ့်ကိုယ်ကို သတ်သေလိုက်' },
];

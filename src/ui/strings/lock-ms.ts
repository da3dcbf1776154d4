/** What all pages of ours say of the lock, in Malay. */
import type { LockTrouble } from '../line/lock-line';
import type { LockWords } from '../strings-lock';

const refusals: Record<LockTrouble, string> = {
  locked: 'Ini berkunci, jadi tiada apa-apa diubah. PIN diperlukan.',
  wrong: 'Itu tidak betul.',
  wait: 'Terlalu banyak cubaan yang salah. Tunggu sebelum mencuba lagi.',
  'not-a-pin': 'PIN terdiri daripada 4 hingga 12 digit.',
  'too-easy': 'PIN itu mudah diteka. Pilih yang lain.',
  off: 'Kunci PIN belum ditetapkan.',
  on: 'Kunci PIN sudah ditetapkan.',
  unreadable:
    'Seawall tidak dapat membaca kuncinya, jadi semua yang mungkin dijaganya kekal seperti sedia ada. Mulakan semula pelayar.',
  'no-answer': 'Seawall tidak menjawab. Cuba lagi.',
};

export const lockMs: LockWords = {
  refusals,
  state: {
    label: 'Kunci ibu bapa',
    locked: 'Berkunci',
    unlocked: (time) => `Tidak berkunci sehingga ${time}`,
    unlock: 'Buka kunci',
    lockNow: 'Kunci sekarang',
  },
  ask: {
    title: 'Ini berkunci',
    body: 'Taip PIN untuk meneruskan. Kemudian semuanya tidak berkunci selama sepuluh minit.',
    pin: 'PIN anda',
    submit: 'Buka kunci',
    cancel: 'Batal',
    forgot: 'Lupa PIN? Gunakan kod pemulihan',
    backToPin: 'Gunakan PIN',
  },
  recover: {
    title: 'Gunakan kod pemulihan',
    body: 'Kod ini ditunjukkan semasa kunci ditetapkan. Anda memilih PIN baharu, dan mendapat kod baharu.',
    code: 'Kod pemulihan',
    notACode: 'Kod pemulihan terdiri daripada 20 huruf dan digit, seperti 7K3QM-01ABC-DEFGH-JKMNP.',
    submit: 'Tetapkan PIN baharu',
  },
  fields: {
    newPin: 'PIN baharu, 4 hingga 12 digit',
    repeat: 'PIN yang sama sekali lagi',
    differ: 'Kedua-dua PIN itu tidak sama.',
    currentPin: 'PIN anda',
  },
  wait: {
    said: 'Terlalu banyak cubaan yang salah.',
    left: (time) => `Boleh cuba lagi dalam ${time}`,
  },
  code: {
    title: 'Kod pemulihan anda',
    body: 'Kod ini membuka kunci jika PIN dilupakan. Ia ditunjukkan sekarang sahaja: catatkan, dan simpan di tempat yang tidak akan ditemui oleh anak.',
    copy: 'Salin',
    copied: 'Sudah disalin.',
    notCopied: 'Pelayar tidak menyalinnya. Catatkan sendiri.',
    written: 'Saya sudah mencatatnya',
    done: 'Selesai',
    first: 'Tandakan kotak itu dahulu: tanpa kod ini, PIN yang dilupakan tidak dapat diganti.',
  },
};

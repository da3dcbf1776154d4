/** What all pages of ours say of the lock, in Indonesian. */
import type { LockWords } from '../strings-lock';

export const lockId: LockWords = {
  refusals: {
    locked: 'Ini terkunci, jadi tidak ada yang diubah. Perlu PIN.',
    wrong: 'Itu tidak cocok.',
    wait: 'Terlalu banyak percobaan yang salah. Tunggu dulu sebelum mencoba lagi.',
    'not-a-pin': 'PIN terdiri dari 4 sampai 12 angka.',
    'too-easy': 'PIN itu mudah ditebak. Pakai yang lain.',
    off: 'Belum ada kunci yang dipasang.',
    on: 'Kunci sudah dipasang.',
    unreadable:
      'Seawall tidak bisa membaca kuncinya, jadi semua yang mungkin dikunci dibiarkan seperti sekarang. Mulai ulang browser.',
    'no-answer': 'Seawall tidak menjawab. Coba lagi.',
  },
  state: {
    label: 'Kunci orang tua',
    locked: 'Terkunci',
    unlocked: (time) => `Tidak terkunci sampai pukul ${time}`,
    unlock: 'Buka kunci',
    lockNow: 'Kunci sekarang',
  },
  ask: {
    title: 'Ini terkunci',
    body: 'Ketik PIN untuk melanjutkan. Setelah itu semuanya tidak terkunci selama sepuluh menit.',
    pin: 'PIN',
    submit: 'Buka kunci',
    cancel: 'Batalkan',
    forgot: 'Lupa PIN? Pakai kode pemulihan',
    backToPin: 'Pakai PIN',
  },
  recover: {
    title: 'Pakai kode pemulihan',
    body: 'Kode ini ditampilkan saat kunci dipasang. Anda memilih PIN baru dan mendapat kode baru.',
    code: 'Kode pemulihan',
    notACode: 'Kode pemulihan terdiri dari 20 huruf dan angka, misalnya 7K3QM-01ABC-DEFGH-JKMNP.',
    submit: 'Pasang PIN baru',
  },
  fields: {
    newPin: 'PIN baru, 4 sampai 12 angka',
    repeat: 'PIN yang sama sekali lagi',
    differ: 'Kedua PIN tidak sama.',
    currentPin: 'PIN',
  },
  wait: {
    said: 'Terlalu banyak percobaan yang salah.',
    left: (time) => `Bisa mencoba lagi dalam ${time}`,
  },
  code: {
    title: 'Kode pemulihan Anda',
    body: 'Kode ini membuka kunci jika PIN terlupa. Kode hanya ditampilkan sekarang: catat, dan simpan di tempat yang tidak akan ditemukan anak.',
    copy: 'Salin',
    copied: 'Tersalin.',
    notCopied: 'Browser tidak menyalinnya. Catat kodenya.',
    written: 'Saya sudah mencatatnya',
    done: 'Selesai',
    first: 'Centang kotaknya dulu: tanpa kode ini, PIN yang terlupa tidak bisa diganti.',
  },
};

/** What popup and options say of what a page shows, in Indonesian. */
import type { ProtectionStrings } from '../strings-protection';

export const protectionId: ProtectionStrings = {
  title: 'Yang ditampilkan',
  explain:
    'Yang ditandai tidak aman oleh penjaga bisa diberi tanda, diburamkan, ditutupi, atau disembunyikan. Ini berlaku di semua situs yang tidak punya pilihan sendiri di popup. Seawall bisa keliru: yang ditutupi atau diburamkan bisa ditampilkan dengan satu klik.',
  text: 'Teks yang tidak aman',
  images: 'Gambar yang tidak aman',
  rules: {
    mark: {
      name: 'Beri tanda',
      line: 'Ada tanda di sebelahnya. Isinya terlihat seperti di halaman aslinya.',
    },
    blur: {
      name: 'Buramkan',
      line: 'Tetap ada di sana, tetapi tidak jelas sampai Anda menampilkannya.',
    },
    cover: {
      name: 'Tutupi',
      line: 'Penutup rapat dengan satu kalimat dan tombol untuk menampilkannya.',
    },
    hide: {
      name: 'Sembunyikan',
      line: 'Tidak ada yang terlihat, dan tempatnya tetap kosong.',
    },
  },
  hold: {
    question: 'Sebelum dinilai',
    name: 'Jangan tampilkan apa pun sampai dinilai',
    line: 'Teks dan gambar muncul satu per satu setelah dinilai penjaga. Perlu waktu lebih lama sampai halaman bisa dibaca.',
  },
  seconds: {
    before: 'Tunggu paling lama (detik)',
    problem: 'Tulis bilangan bulat dari 1 sampai 60.',
  },
  unjudged: {
    question: 'Yang sampai saat itu belum ada jawabannya, atau tidak bisa dinilai',
    show: {
      name: 'Tampilkan',
      line: 'Halaman utuh, dan sebagian isinya mungkin tidak aman.',
    },
    cover: {
      name: 'Tutupi',
      line: 'Penutupnya memberi tahu bahwa ini belum dinilai siapa pun. Banyak gambar mungkin tetap ditutupi.',
    },
  },
  saved: 'Tersimpan.',
  site: {
    title: 'Yang ditampilkan situs ini',
    asEverywhere: 'Seperti di situs lain',
    hold: 'Sampai dinilai',
    held: 'Jangan tampilkan',
    notHeld: 'Tampilkan',
  },
};

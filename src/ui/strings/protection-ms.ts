/** What popup and options say of what a page shows, in Malay. */
import type { ProtectionStrings } from '../strings-protection';

export const protectionMs: ProtectionStrings = {
  title: 'Apa yang ditunjukkan',
  explain:
    'Apa yang ditanda tidak selamat oleh pengawal boleh diberi tanda, dikaburkan, dilitupi atau disembunyikan. Ini terpakai di setiap laman yang tiada pilihannya sendiri dalam tetingkap timbul. Seawall boleh tersilap: apa yang dilitupi atau dikaburkan boleh ditunjukkan dengan satu klik.',
  text: 'Teks tidak selamat',
  images: 'Gambar tidak selamat',
  rules: {
    mark: {
      name: 'Beri tanda',
      line: 'Satu tanda di sebelahnya menyatakannya. Anda melihatnya seperti yang ada pada halaman.',
    },
    blur: {
      name: 'Kaburkan',
      line: 'Ia ada di situ, tetapi tidak dapat dilihat dengan jelas sehingga anda menunjukkannya.',
    },
    cover: {
      name: 'Litupi',
      line: 'Dilitupi sepenuhnya, dengan satu ayat dan butang untuk menunjukkannya.',
    },
    hide: {
      name: 'Sembunyikan',
      line: 'Tiada apa-apa yang kelihatan, dan tempatnya kekal kosong.',
    },
  },
  hold: {
    question: 'Sebelum dinilai',
    name: 'Jangan tunjukkan apa-apa sehingga dinilai',
    line: 'Teks dan gambar muncul satu demi satu apabila pengawal menilainya. Halaman mengambil masa lebih lama untuk dibaca.',
  },
  seconds: {
    before: 'Tempoh menunggu paling lama, dalam saat',
    problem: 'Tulis nombor bulat dari 1 hingga 60.',
  },
  unjudged: {
    question: 'Yang belum ada jawapan ketika itu, atau tidak dapat dinilai',
    show: {
      name: 'Tunjukkan',
      line: 'Halaman ditunjukkan sepenuhnya, dan sebahagiannya mungkin tidak selamat.',
    },
    cover: {
      name: 'Litupi',
      line: 'Pelitup menyatakan bahawa ia belum dinilai. Banyak gambar mungkin kekal dilitupi.',
    },
  },
  saved: 'Disimpan.',
  site: {
    title: 'Apa yang ditunjukkan di laman ini',
    asEverywhere: 'Seperti di laman lain',
    hold: 'Sehingga dinilai',
    held: 'Jangan tunjukkan',
    notHeld: 'Tunjukkan',
  },
};

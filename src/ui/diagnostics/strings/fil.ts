/** What the diagnostics page says around its report, in Filipino. */
import type { DiagnosticsWords } from '../strings';

export const diagnosticsFil: DiagnosticsWords = {
  title: 'Mga diagnostic ng Seawall',
  explain:
    'Ito lang ang sinasabi ng ulat: ang lagay ng Seawall at ng bantay nito sa device na ito. Walang text o larawan ng page, walang pangalan ng site, walang key, at walang PIN dito. Basahin ito bago mo ibigay sa iba.',
  english: 'Nasa English ang ulat, para mabasa ito ng sinumang tutulong sa iyo.',
  report: 'Ang ulat',
  copy: 'Kopyahin',
  copied: 'Nakopya na.',
  notCopied:
    'Hindi hinayaan ng browser na kopyahin ito ng Seawall. I-select ang text at ikaw ang kumopya.',
  save: 'I-save sa file',
  again: 'Tingnan ulit',
  options: 'Mga opsyon',
  starting: 'Inaalam ang lagay ng Seawall',
  silent: 'Hindi sumagot ang Seawall, kaya kulang ang ulat ng bahagi nito.',
};

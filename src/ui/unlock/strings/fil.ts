/** What the page says that asks for the PIN before something is shown, in Filipino. */
import { counted } from '../../strings/fil';
import type { UnlockText } from '../strings';

export const unlockFil: UnlockText = {
  title: 'Ipakita ang natatakpan?',
  explain:
    'Hinatulan ito ng bantay na hindi ligtas, o hindi pa ito nahahatulan. Kailangan ang PIN para ipakita ito.',
  pin: 'PIN',
  show: 'Ipakita ito',
  cancel: 'Hayaang natatakpan',
  wrong: 'Hindi iyon ang PIN.',
  wait: (count) =>
    `Masyadong maraming maling subok. Maghintay ng ${counted(count, 'minuto')} bago sumubok ulit.`,
  unreadable:
    'Hindi mabasa ng Seawall ang lock nito, kaya mananatili itong natatakpan. I-restart ang browser, at subukan ulit.',
  gone: 'Wala na ang page na iyon. I-load ito ulit at pindutin ang “Ipakita” roon.',
  noAnswer: 'Hindi sumagot ang Seawall. Isara ang window na ito, at pindutin ulit ang “Ipakita”.',
  nothing: 'Walang maipapakita rito. Pindutin ang “Ipakita” sa isang takip sa page.',
};

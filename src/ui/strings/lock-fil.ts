/** What all pages of ours say of the lock, in Filipino. */
import type { LockTrouble } from '../line/lock-line';
import type { LockWords } from '../strings-lock';

const refusals: Record<LockTrouble, string> = {
  locked: 'Naka-lock ito, kaya walang binago. Kailangan ang PIN.',
  wrong: 'Mali iyon.',
  wait: 'Masyadong maraming maling subok. Maghintay muna bago sumubok ulit.',
  'not-a-pin': '4 hanggang 12 digit ang PIN.',
  'too-easy': 'Madaling hulaan ang PIN na iyon. Pumili ng iba.',
  off: 'Walang naka-set up na lock.',
  on: 'May naka-set up nang lock.',
  unreadable:
    'Hindi mabasa ng Seawall ang lock nito, kaya mananatili sa dati ang lahat ng puwedeng pinoprotektahan nito. I-restart ang browser.',
  'no-answer': 'Hindi sumagot ang Seawall. Subukan ulit.',
};

export const lockFil: LockWords = {
  refusals,
  state: {
    label: 'Lock ng magulang',
    locked: 'Naka-lock',
    unlocked: (time) => `Naka-unlock hanggang ${time}`,
    unlock: 'I-unlock',
    lockNow: 'I-lock na',
  },
  ask: {
    title: 'Naka-lock ito',
    body: 'I-type ang PIN para magpatuloy. Pagkatapos, mananatiling naka-unlock ang lahat nang sampung minuto.',
    pin: 'PIN',
    submit: 'I-unlock',
    cancel: 'Kanselahin',
    forgot: 'Nakalimutan ang PIN? Gamitin ang recovery code',
    backToPin: 'Gamitin ang PIN',
  },
  recover: {
    title: 'Gamitin ang recovery code',
    body: 'Ipinakita ito nang i-set up ang lock. Pipili ka ng bagong PIN, at makakakuha ka ng bagong code.',
    code: 'Ang recovery code',
    notACode: 'Ang recovery code ay 20 letra at digit, gaya ng 7K3QM-01ABC-DEFGH-JKMNP.',
    submit: 'Itakda ang bagong PIN',
  },
  fields: {
    newPin: 'Bagong PIN, 4 hanggang 12 digit',
    repeat: 'Ang PIN ding iyon, isa pang beses',
    differ: 'Magkaiba ang dalawang PIN.',
    currentPin: 'PIN',
  },
  wait: {
    said: 'Masyadong maraming maling subok.',
    left: (time) => `Puwede ulit pagkalipas ng ${time}`,
  },
  code: {
    title: 'Ang recovery code mo',
    body: 'Binubuksan nito ang lock kapag nakalimutan ang PIN. Ngayon lang ito ipapakita: isulat ito, at itabi kung saan hindi ito makikita ng bata.',
    copy: 'Kopyahin',
    copied: 'Nakopya na.',
    notCopied: 'Hindi ito kinopya ng browser. Isulat na lang ito.',
    written: 'Naisulat ko na ito',
    done: 'Tapos na',
    first:
      'Lagyan muna ng tsek ang kahon: kung walang code, hindi mapapalitan ang nakalimutang PIN.',
  },
};

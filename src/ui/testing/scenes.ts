/** Every state that the popup can be in, for tests that look at all of them. */
import type { GuardFailure } from '../../platform/guard-protocol';
import type { ElementSummary, PagePart } from '../../platform/messages';
import type { ViewKind } from '../popup/view';
import { enginesView, hostedOn, siteSending } from './engines';
import { element, emptyStore, type FakeLink, notKnown, picture, ready, unsafe } from './fake-link';

export interface Scene {
  name: string;
  view: ViewKind;
  link: (link: FakeLink) => void;
  /** What the page says once it is connected; absent: it never is. */
  page?: ElementSummary[];
  marksRemoved?: boolean;
  saving?: boolean;
  parts?: PagePart[];
  /** Clicked after all else. */
  click?: string;
}

/** Sentences of the eight languages, as a page of mixed talk has them. */
export const mixed: ElementSummary[] = [
  element(1, { snippet: 'Community notice board: what is on this week in the neighbourhood' }),
  element(2, {
    snippet: 'แจกโบนัสฟรี สมัครวันนี้ แทงบอลออนไลน์ ฝากถอนไม่มีขั้นต่ำ รับเครดิตทันที ไม่ต้องแชร์',
    lang: 'th',
    verdict: unsafe(0.993),
  }),
  element(3, {
    snippet: 'မင်းကို ငါ သတ်မယ်။ မင်းဘယ်မှာနေလဲ ငါသိတယ်။ ညဘက် အပြင်မထွက်နဲ့၊ သတိထားနေပါ။',
    lang: 'my',
    verdict: unsafe(0.964),
  }),
  element(4, {
    snippet: 'நாளை காலை சந்தையில் புதிய காய்கறிகள் கிடைக்கும், விலை மிகவும் குறைவு',
    lang: 'ta',
    verdict: { flag: 'safe', pUnsafe: 0.004, engine: 'local', reason: null },
  }),
  element(5, {
    snippet:
      'Pinjaman kilat tanpa jaminan, cair lima menit, kirim KTP dan nomor rekening Anda sekarang',
    lang: 'id',
    verdict: unsafe(0.71),
  }),
  element(6, { snippet: 'Selamat datang ke laman kami', lang: 'ms' }),
  element(7, {
    snippet: 'Hôm nay trời đẹp quá, cả nhà mình đi chợ mua cá rồi nấu canh chua nhé',
    lang: 'vi',
    verdict: notKnown('timeout'),
  }),
  element(8, {
    snippet: 'Maraming salamat sa inyong lahat, ingat po kayo sa pag-uwi',
    lang: 'fil',
    verdict: { flag: 'safe', pUnsafe: 0.31, engine: 'local', reason: null },
  }),
  element(9, { snippet: 'A very long thread, page one of ninety', verdict: notKnown('too-long') }),
  element(10, { snippet: 'Just posted: has anyone seen my cat?', verdict: null }),
  element(11, { snippet: 'ตลาดเช้าเปิดหกโมง', lang: 'th', verdict: null }),
];

/** Eight by six pixels of a blue sky. */
export const SMALL_PICTURE =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAgAAAAGCAIAAABxZ0isAAAAX0lEQVR42g3JIQEAQQhFQZKgCUEI9Cb5SdCEeCHQJLobO2aGG2k8Q0YbGGeYBR5k8AIFHRBc/FF4kcUrVHRBcfWHcJHiCYkWiNMfgw85vEFDDww3fyy+5PIWLb2w3PIBnixIMZMbpJgAAAAASUVORK5CYII=';

const addressOf = (id: number): string => `https://img.example.com/${id}.jpg`;

/** Pictures of every flag, with and without words, with and without something to show. */
export const pictures: ElementSummary[] = [
  picture(21, {}, { snippet: 'A red boat at the pier', verdict: unsafe(0.982) }),
  picture(
    22,
    { width: 4_096, height: 3_072 },
    { snippet: 'ภาพเรือสีแดงที่ท่าเรือในตอนเช้า ก่อนพระอาทิตย์ขึ้น และชาวประมงสามคน', lang: 'th' },
  ),
  picture(23, { src: 'https://img.example.com/boats/IMG%202041.jpg' }, { snippet: '' }),
  picture(24, { src: null, width: 0, height: 0 }, { snippet: '', verdict: unsafe(0.7) }),
  picture(25, { src: null, thumbnail: SMALL_PICTURE }, { verdict: null }),
  picture(26, {}, { verdict: notKnown('image-missing') }),
  picture(27, {}, { verdict: notKnown('image-locked') }),
  picture(28, {}, { verdict: notKnown('image-too-large') }),
  picture(29, {}, { verdict: notKnown('image-broken') }),
  picture(30, {}, { verdict: notKnown('timeout') }),
];

/** What the background finds of them. */
export function showPictures(link: FakeLink): void {
  for (const id of [21, 22, 30]) link.thumbnails.set(addressOf(id), SMALL_PICTURE);
  link.thumbnails.set('https://img.example.com/boats/IMG%202041.jpg', SMALL_PICTURE);
}

const byHosted = { engine: 'hosted', pUnsafe: null, reason: null } as const;
/** As the hosted guard leaves a page half way. */
export const sentElements: ElementSummary[] = [
  element(1, { verdict: { ...byHosted, flag: 'unsafe', basis: 'word' } }),
  element(2, { verdict: { ...byHosted, flag: 'safe', basis: 'group' } }),
  element(3, {
    verdict: { ...notKnown('turn'), engine: 'hosted', turnAt: 1_800_000_000_000 },
  }),
  element(4, { verdict: notKnown('no-guard') }),
];

export const checked = mixed.filter((each) => each.verdict !== null);

const failure = (code: GuardFailure): Scene => ({
  name: `failed: ${code}`,
  view: 'failed',
  link: (link) => {
    link.guard = { status: 'failed', code, message: `decoder.weights.0: ${code} at byte 4096` };
  },
});

const outOfReach = (name: string, url: string | null): Scene => ({
  name: `out of reach: ${name}`,
  view: 'out-of-reach',
  link: (link) => {
    link.view = { id: 7, url, loading: false, private: false };
  },
});

const loading = (stage: 'files' | 'starting' | 'self-test', loadedBytes: number) => {
  return (link: FakeLink): void => {
    link.guard = { status: 'loading', stage, loadedBytes, totalBytes: 2_400_000 };
  };
};

export const scenes: Scene[] = [
  { name: 'screening', view: 'list', link: () => {}, page: mixed },
  {
    name: 'screened, practice guard',
    view: 'list',
    link: (link) => {
      link.guard = ready(true);
    },
    page: checked,
  },
  {
    name: 'marks removed',
    view: 'list',
    link: (link) => {
      link.guard = ready(true);
    },
    page: checked,
    marksRemoved: true,
  },
  {
    name: 'a low battery',
    view: 'list',
    link: (link) => {
      link.guard = ready(true);
    },
    page: checked,
    saving: true,
  },
  {
    name: 'parts of other sites',
    view: 'list',
    link: () => {},
    page: checked,
    parts: [
      { site: `${'cdn-embed.'.repeat(8)}video.example`, count: 2 },
      ...['ads', 'maps', 'talk', 'chat', 'poll'].map((name) => ({
        site: `${name}.example`,
        count: 1,
      })),
    ],
  },
  { name: 'pictures', view: 'list', link: showPictures, page: [...checked, ...pictures] },
  {
    name: 'pictures, one shown',
    view: 'list',
    link: showPictures,
    page: pictures,
    click: '.picture-show',
  },
  {
    name: 'pictures that the guard does not see',
    view: 'list',
    link: showPictures,
    page: pictures.map((each) => ({ ...each, verdict: notKnown('no-sight') })),
  },
  {
    name: 'filter without a match',
    view: 'list',
    link: () => {},
    page: [element(1), element(2)],
    click: '[data-filter="unsafe"]',
  },
  {
    name: 'off',
    view: 'off',
    link: (link) => {
      link.mode = 'off';
    },
  },
  {
    name: 'off, a long name',
    view: 'off',
    link: (link) => {
      link.mode = 'off';
      link.view = {
        id: 7,
        url: `https://${'login-secure-verify.'.repeat(6)}my-bank.example.co.th/`,
        loading: false,
        private: false,
      };
    },
  },
  {
    name: 'declined',
    view: 'declined',
    link: (link) => {
      link.mode = 'off';
      link.grants = false;
    },
    click: '.panel .button',
  },
  {
    name: 'no guard',
    view: 'no-guard',
    link: (link) => {
      link.guard = { status: 'none' };
    },
    page: [element(1, { verdict: notKnown('no-guard') })],
  },
  {
    name: 'sent to the hosted guard, for want of one here',
    view: 'list',
    link: (link) => {
      link.guard = { status: 'failed', code: 'no-device', message: 'No adapter was found.' };
      link.engines = enginesView({ hosted: { ...hostedOn, left: 0, nextAt: 1_800_000_000_000 } });
      link.sending = siteSending({ allowed: { server: false, hosted: true } });
    },
    page: sentElements,
  },
  {
    name: 'no guard, and another offered',
    view: 'no-guard',
    link: (link) => {
      link.guard = { status: 'none' };
      link.engines = enginesView({ hosted: hostedOn });
      link.sending = siteSending();
    },
    page: [element(1, { verdict: notKnown('no-guard') })],
  },
  {
    name: 'no guard, and a site that is never sent',
    view: 'no-guard',
    link: (link) => {
      link.guard = { status: 'none' };
      link.engines = enginesView({ hosted: hostedOn });
      link.sending = siteSending({ never: 'internet-banking.a-long-name.example.com' });
    },
  },
  {
    name: 'another engine that does not work either',
    view: 'failed',
    link: (link) => {
      link.guard = { status: 'failed', code: 'crashed', message: 'The Worker ended.' };
      link.engines = enginesView({
        server: {
          on: true,
          address: 'http://guard.office.example:8000/v1',
          state: {
            status: 'resting',
            trouble: 'unreachable',
            message: 'models could not be reached: TypeError: Failed to fetch',
            until: 1_800_000_000_000,
          },
        },
      });
      link.sending = siteSending({ allowed: { server: true, hosted: false } });
    },
    page: [element(1, { verdict: { ...notKnown('unreachable'), engine: 'server' } })],
  },
  {
    name: 'no guard, one being installed',
    view: 'no-guard',
    link: (link) => {
      link.guard = { status: 'none' };
      link.store = emptyStore({
        install: {
          status: 'running',
          source: { kind: 'web', address: 'hf:example/sea-guard-4b' },
          name: 'SEA-Guard 4B',
          stage: 'downloading',
          doneBytes: 1_218_000_000,
          totalBytes: 2_900_000_000,
          bytesPerSecond: 24_000_000,
          notices: [],
        },
      });
    },
  },
  { name: 'loading: files', view: 'guard-loading', link: loading('files', 1_010_000) },
  { name: 'loading: self-test', view: 'guard-loading', link: loading('self-test', 2_400_000) },
  {
    name: 'loading, with a list',
    view: 'guard-loading',
    link: loading('files', 1_900_000),
    page: mixed.map((each) => ({ ...each, verdict: null })),
  },
  failure('unreadable'),
  failure('damaged'),
  failure('unsupported'),
  failure('self-test'),
  failure('no-device'),
  failure('missing'),
  failure('no-memory'),
  failure('crashed'),
  { ...failure('crashed'), name: 'failed, with a list', page: checked },
  {
    name: 'not connected',
    view: 'lost',
    link: (link) => {
      link.listens = false;
    },
  },
  { name: 'page still being read', view: 'page-loading', link: () => {} },
  {
    name: 'page still loading',
    view: 'page-loading',
    link: (link) => {
      link.view = { id: 7, url: 'https://example.com/', loading: true, private: false };
    },
  },
  { name: 'empty', view: 'empty', link: () => {}, page: [] },
  {
    name: 'background silent',
    view: 'silent',
    link: (link) => {
      link.answers = false;
    },
  },
  outOfReach('browser page', 'chrome://settings/'),
  outOfReach('store', 'https://chromewebstore.google.com/detail/x'),
  outOfReach('file', 'file:///home/me/notes.html'),
  outOfReach('unseen', null),
  outOfReach('no site', 'data:text/html,hello'),
  {
    name: 'out of reach: no tab',
    view: 'out-of-reach',
    link: (link) => {
      link.view = null;
    },
  },
];

/** Every state that the popup can be in, for tests that look at all of them. */
import type { GuardFailure } from '../../platform/guard-protocol';
import type { ElementSummary } from '../../platform/messages';
import type { ViewKind } from '../popup/view';
import { element, emptyStore, type FakeLink, notKnown, ready, unsafe } from './fake-link';

export interface Scene {
  name: string;
  view: ViewKind;
  link: (link: FakeLink) => void;
  /** What the page says once it is connected; absent: it never is. */
  page?: ElementSummary[];
  marksRemoved?: boolean;
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

export const checked = mixed.filter((each) => each.verdict !== null);

const failure = (code: GuardFailure): Scene => ({
  name: `failed: ${code}`,
  view: 'failed',
  link: (link) => {
    link.guard = { status: 'failed', code, message: `decoder.weights.0: ${code} at byte 4096` };
  },
});

const at = (name: string, url: string | null): Scene => ({
  name: `out of reach: ${name}`,
  view: 'out-of-reach',
  link: (link) => {
    link.view = { id: 7, url, loading: false };
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
      link.view = { id: 7, url: 'https://example.com/', loading: true };
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
  at('browser page', 'chrome://settings/'),
  at('store', 'https://chromewebstore.google.com/detail/x'),
  at('file', 'file:///home/me/notes.html'),
  at('unseen', null),
  at('no site', 'data:text/html,hello'),
  {
    name: 'out of reach: no tab',
    view: 'out-of-reach',
    link: (link) => {
      link.view = null;
    },
  },
];

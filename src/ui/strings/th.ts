/** What the popup says, and what other pages say alike, in Thai. */
import { number } from '../../core/i18n';
import type { Flag, UnknownReason } from '../../core/verdict';
import type { GuardFailure, GuardState } from '../../platform/guard-protocol';
import type { ExchangeRole } from '../../platform/messages';
import type { OutOfReach } from '../popup/site';
import type { Failure, Strings } from '../strings';

type LoadStage = Extract<GuardState, { status: 'loading' }>['stage'];

const failures: Record<GuardFailure, Failure> = {
  unreadable: {
    what: 'อ่านไฟล์หนึ่งของตัวตรวจไม่ได้',
    means: 'จะไม่มีการตรวจเนื้อหาใหม่จนกว่าจะอ่านได้',
    todo: 'ลองอีกครั้ง หากยังเป็นอยู่ ให้ติดตั้งตัวตรวจใหม่',
  },
  damaged: {
    what: 'ไฟล์หนึ่งของตัวตรวจเสียหาย',
    means: 'ตัวตรวจที่เสียหายอาจบอกว่าสิ่งที่ไม่ปลอดภัยนั้นปลอดภัย Seawall จึงไม่ใช้',
    todo: 'ลองอีกครั้ง หากยังเป็นอยู่ ให้ติดตั้งตัวตรวจใหม่',
  },
  unsupported: {
    what: 'ตัวตรวจนี้สร้างมาสำหรับ Seawall รุ่นอื่น',
    means: 'Seawall รุ่นนี้ใช้ตัวตรวจนี้ไม่ได้ จึงไม่มีการตรวจเนื้อหาใหม่',
    todo: 'อัปเดต Seawall แล้วลองอีกครั้ง',
  },
  'self-test': {
    what: 'ตัวตรวจตอบผิดเมื่อทดสอบบนอุปกรณ์นี้',
    means: 'ผลตรวจจะเชื่อถือไม่ได้ Seawall จึงไม่ใช้บนอุปกรณ์นี้',
    todo: 'อัปเดตเบราว์เซอร์และไดรเวอร์กราฟิก แล้วลองอีกครั้ง',
  },
  'no-device': {
    what: 'เบราว์เซอร์นี้ไม่มีหน่วยประมวลผลกราฟิกให้ใช้ และตัวตรวจใหญ่เกินกว่าจะทำงานได้หากไม่มี',
    means: 'จะไม่มีการตรวจเนื้อหาใหม่',
    todo: 'เปิดการเร่งกราฟิกในการตั้งค่าของเบราว์เซอร์ เปิดเบราว์เซอร์ใหม่ แล้วลองอีกครั้ง',
  },
  missing: {
    what: 'ตัวตรวจไม่อยู่บนอุปกรณ์นี้แล้ว',
    means: 'เบราว์เซอร์ล้างออกไปหรือมีคนลบออก จะไม่มีการตรวจเนื้อหาใหม่',
    todo: 'ติดตั้งอีกครั้ง หรือใช้ตัวตรวจอื่น',
  },
  'no-memory': {
    what: 'อุปกรณ์นี้มีหน่วยความจำว่างไม่พอสำหรับตัวตรวจ',
    means: 'จะไม่มีการตรวจเนื้อหาใหม่',
    todo: 'ปิดแท็บและโปรแกรมอื่นแล้วลองอีกครั้ง หรือใช้ตัวตรวจที่เล็กกว่า',
  },
  crashed: {
    what: 'ตัวตรวจหยุดทำงานกะทันหัน',
    means: 'สิ่งที่ตรวจไปแล้วยังคงผลตรวจเดิม แต่จะไม่มีการตรวจเนื้อหาใหม่',
    todo: 'ลองอีกครั้ง หากหน่วยความจำเหลือน้อย การปิดแท็บอื่นอาจช่วยได้',
  },
};

const reasons: Record<UnknownReason, string> = {
  'no-guard': 'ไม่มีตัวตรวจให้ถาม',
  'guard-failed': 'ตัวตรวจไม่ทำงาน',
  'too-long': 'ยาวเกินไป ตรวจได้แค่บางส่วน',
  timeout: 'ไม่ได้คำตอบทันเวลา',
  interrupted: 'ตัวตรวจหยุดกลางคัน',
  'bad-answer': 'คำตอบที่ได้ไม่มีความหมาย',
  unreachable: 'ติดต่อตัวตรวจไม่ได้',
  refused: 'เซิร์ฟเวอร์ของตัวตรวจไม่ยอมตอบ',
  turn: 'จะถึงคิวในภายหลัง',
  waiting: 'ยังรออยู่',
  'no-sight': 'ตัวตรวจนี้ดูรูปภาพที่นี่ไม่ได้',
  'image-missing': 'เซิร์ฟเวอร์ของรูปภาพไม่ส่งรูปมาให้',
  'image-locked': 'มาจากเว็บไซต์ที่ Seawall ไม่มีสิทธิ์อ่าน',
  'image-too-large': 'ใหญ่เกินกว่าจะดูได้',
  'image-broken': 'ไม่ใช่รูปภาพที่อ่านได้',
};

const outOfReach: Record<OutOfReach, { title: string; body: string }> = {
  'no-tab': {
    title: 'ที่นี่ไม่มีหน้าเว็บ',
    body: 'แท็บอาจถูกปิดไปแล้ว เปิดหน้าเว็บเพื่อให้ตรวจได้',
  },
  unseen: {
    title: 'Seawall มองไม่เห็นว่านี่คือหน้าไหน',
    body: 'เบราว์เซอร์จะบอกเมื่อคุณคลิกปุ่มของ Seawall ในแถบเครื่องมือ',
  },
  'browser-page': {
    title: 'หน้านี้เป็นของเบราว์เซอร์',
    body: 'ส่วนขยายอ่านหน้านี้ไม่ได้ จึงไม่มีการตรวจ เปิดหน้าเว็บเพื่อให้ตรวจได้',
  },
  store: {
    title: 'นี่คือร้านค้าส่วนขยายของเบราว์เซอร์',
    body: 'ส่วนขยายอ่านหน้านี้ไม่ได้ จึงไม่มีการตรวจ แต่เว็บไซต์อื่นตรวจได้',
  },
  file: {
    title: 'นี่คือไฟล์บนอุปกรณ์นี้',
    body: 'Seawall ตรวจเฉพาะเว็บไซต์ จึงไม่ตรวจไฟล์นี้',
  },
  'no-site': {
    title: 'หน้านี้ไม่ได้เป็นของเว็บไซต์ใด',
    body: 'Seawall เปิดใช้ทีละเว็บไซต์ จึงตรวจหน้านี้ไม่ได้',
  },
};

const stages: Record<LoadStage, string> = {
  files: 'กำลังอ่านและตรวจสอบไฟล์',
  starting: 'กำลังเริ่มทำงานบนอุปกรณ์นี้',
  'self-test': 'กำลังทดสอบคำตอบ',
};

const notKnown = (count: number): string => (count === 0 ? '' : ` ไม่ทราบผล ${number(count)}`);

/** Where something went elsewhere a note says so. */
const here = (isSent: boolean): string => (isSent ? '' : 'บนอุปกรณ์นี้');

export const th: Strings = {
  name: 'Seawall',
  canBeWrong: 'Seawall อาจผิดพลาดได้ โปรดดูด้วยตัวเองก่อนตัดสินใจ',
  dismiss: 'ปิดข้อความนี้',
  details: 'รายละเอียด',

  site: {
    switch: (site) => `ตรวจ ${site}`,
    on: 'เปิด',
    off: 'ปิด',
  },

  status: {
    screening: (checked, all, unknown, isSent = false) =>
      `กำลังตรวจ${here(isSent)} · ตรวจแล้ว ${number(checked)} จาก ${number(all)}${notKnown(unknown)}`,
    done: (checked, unknown, isSent = false) => {
      const all = unknown === 0 && checked > 1 ? 'ครบทั้ง ' : ' ';
      return `ตรวจเสร็จ${here(isSent)} · ตรวจแล้ว${all}${number(checked)} รายการ${notKnown(unknown)}`;
    },
    progress: 'ตรวจไปแล้ว',
  },

  announce: {
    screening: 'กำลังตรวจหน้านี้',
    done: (counts) =>
      `ตรวจหน้านี้แล้ว ไม่ปลอดภัย ${number(counts.unsafe)} ไม่ทราบผล ${number(counts.unknown)} ปลอดภัย ${number(counts.safe)}`,
  },

  flags: {
    unsafe: 'ไม่ปลอดภัย',
    safe: 'ปลอดภัย',
    unknown: 'ไม่ทราบผล',
    waiting: 'รอตรวจ',
  } satisfies Record<Flag | 'waiting', string>,

  filters: {
    label: 'แสดง',
    all: 'ทั้งหมด',
    none: {
      unsafe: 'ไม่มีสิ่งใดในหน้านี้ที่ได้ผลว่าไม่ปลอดภัย',
      safe: 'ไม่มีสิ่งใดในหน้านี้ที่ได้ผลว่าปลอดภัย',
      unknown: 'ไม่มีสิ่งใดในหน้านี้ที่ไม่ทราบผล',
      all: 'ไม่มีอะไรให้แสดง',
    } satisfies Record<Flag | 'all', string>,
    showAll: 'แสดงทั้งหมด',
  },

  list: {
    label: 'สิ่งที่อยู่ในหน้านี้',
    chance: 'โอกาสที่จะไม่ปลอดภัย:',
    noLanguage: 'ไม่ทราบภาษา',
    byPerson: 'คุณตัดสินเอง',
    noWords: '(ไม่มีข้อความ)',
    covered: 'ถูกบังไว้',
    noReason: 'ไม่ได้บอกเหตุผล',
    waiting: 'รอการตรวจ',
    roles: {
      request: 'คำถามถึง AI',
      answer: 'คำตอบของ AI',
    } satisfies Record<ExchangeRole, string>,
    reasons,
  },

  picture: {
    is: 'รูปภาพ: ',
    nameless: 'รูปภาพที่ไม่มีข้อความ',
    show: 'แสดง',
    hide: 'ซ่อน',
    showThis: (words) => `แสดงรูปภาพ: ${words}`,
    hideThis: (words) => `ซ่อนรูปภาพ: ${words}`,
  },

  hint: {
    locked: (count, site) => `รูปภาพ ${number(count)} รูปมาจาก ${site} ซึ่ง Seawall ไม่มีสิทธิ์อ่าน`,
    allow: 'อนุญาต',
    allowSite: (site) => `อนุญาตให้ Seawall อ่านรูปภาพจาก ${site}`,
    noSight: 'ตัวตรวจนี้ดูรูปภาพที่นี่ไม่ได้ รูปภาพจึงยังไม่ทราบผล',
    otherGuard: 'ตัวตรวจอื่น',
  },

  parts: {
    locked: (count, sites, more) => {
      const rest = more > 0 ? ` และอีก ${number(more)} แห่ง` : '';
      return `หน้านี้มี ${number(count)} ส่วนที่มาจากเว็บไซต์อื่น (${[...sites].join(', ')}${rest}) และไม่ได้ตรวจ`;
    },
    allow: 'ตรวจส่วนเหล่านี้ด้วย',
    allowSites: (sites) => `ตรวจส่วนเหล่านี้ด้วย: ส่วนที่มาจาก ${sites.join(', ')}`,
    astray: (count) => `หน้านี้มี ${number(count)} ส่วนที่ Seawall เข้าไปดูไม่ได้`,
  },

  practice: {
    note: 'ตัวตรวจทดลองใช้: มีไว้ให้ลองเล่น ไม่ช่วยป้องกัน',
    try: 'ลองตัวตรวจทดลองใช้',
    explain:
      'ตัวตรวจทดลองใช้มีไว้ให้ลองดูว่า Seawall ทำงานอย่างไร รู้จักแค่ข้อความตัวอย่างไม่กี่ข้อความ และไม่ช่วยป้องกัน',
  },

  saving: 'แบตเตอรี่เหลือน้อย จึงตรวจเฉพาะส่วนที่เห็นอยู่ ส่วนที่เหลือจะตรวจเมื่อคุณเลื่อนไปถึงหรือชาร์จไฟ',
  marksRemoved: 'หน้านี้คอยลบเครื่องหมายของ Seawall ออก แต่รายการที่แสดงในนี้ยังถูกต้อง',

  off: {
    title: (site) => `Seawall ปิดอยู่บน ${site}`,
    body: 'โค้ดของ Seawall ไม่ทำงานบนเว็บไซต์นั้นเลย',
    note: 'เบราว์เซอร์จะขอให้คุณอนุญาตสำหรับเว็บไซต์นี้',
    button: 'เปิดใช้',
  },
  declined: {
    title: (site) => `Seawall ไม่ได้รับอนุญาตบน ${site}`,
    body: 'จึงยังปิดอยู่บนเว็บไซต์นั้น และโค้ดของ Seawall ไม่ทำงานเลย คุณอนุญาตเมื่อไรก็ได้',
    button: 'ขออีกครั้ง',
  },
  noGuard: {
    title: 'ยังไม่ได้เลือกตัวตรวจ จึงตรวจอะไรไม่ได้',
    get: 'หาตัวตรวจมาใช้',
  },
  options: 'ตัวเลือก',
  summary: 'สัปดาห์นี้',
  review: 'ตรวจทาน',
  install: {
    running: (name, part) => `กำลังติดตั้ง ${name} · ${part}`,
    paused: (name, part) => `หยุดติดตั้ง ${name} ไว้ชั่วคราว · ${part}`,
    nameless: 'ตัวตรวจ',
  },
  loading: {
    title: 'ตัวตรวจกำลังเตรียมพร้อม',
    stages,
    progress: 'กำลังโหลดตัวตรวจ',
  },
  failed: { failures, button: 'ลองอีกครั้ง', install: 'ติดตั้งอีกครั้ง' },
  silent: {
    title: 'Seawall ไม่ตอบสนอง',
    body: 'จะแสดงสิ่งที่รู้เกี่ยวกับหน้านี้ไม่ได้จนกว่าจะตอบสนอง',
    button: 'ลองอีกครั้ง',
  },
  pageLoading: {
    title: 'ยังอ่านหน้านี้ไม่เสร็จ',
    body: 'สิ่งที่อยู่ในหน้านี้จะแสดงที่นี่',
  },
  lost: {
    title: 'Seawall ติดต่อกับหน้านี้ไม่ได้',
    body: 'เกิดขึ้นเมื่อเปิดหน้าไว้ก่อนเปิดใช้หรืออัปเดต Seawall โหลดหน้าใหม่เพื่อให้ตรวจได้',
    button: 'โหลดหน้าใหม่',
  },
  empty: {
    title: 'ยังไม่มีอะไรให้ตรวจในหน้านี้',
    body: 'สิ่งที่ปรากฏขึ้นจะถูกตรวจเองโดยอัตโนมัติ หากคิดว่าน่าจะมีอะไรอยู่ ให้โหลดหน้าใหม่',
    button: 'โหลดหน้าใหม่',
  },
  format: {
    of: (done, all) => `${done} จาก ${all}`,
    lastMinute: 'เหลือไม่ถึงหนึ่งนาที',
    left: (time) => `เหลือประมาณ ${time}`,
    noName: '(ไม่มีชื่อ)',
  },
  outOfReach,
  lookAgain: 'ดูอีกครั้ง',
  starting: 'กำลังดูสถานะของหน้านี้',

  trouble: {
    noAnswer: 'Seawall ไม่ตอบ สิ่งที่สั่งจึงอาจยังไม่ได้ทำ ลองอีกครั้ง',
    cannotAsk: 'เบราว์เซอร์ไม่ให้ Seawall ขออนุญาต จึงยังปิดอยู่',
    cannotAllow: (site) => `เบราว์เซอร์ไม่ให้ Seawall ขออนุญาตสำหรับ ${site} รูปภาพจากที่นั่นจึงยังไม่ทราบผล`,
    noOptions: 'เปิดตัวเลือกไม่ได้ ให้เปิดจากรายการส่วนขยายของเบราว์เซอร์',
    noPage: 'เปิดหน้าไม่ได้ ลองอีกครั้ง',
    noReview: 'เปิดหน้าตรวจทานไม่ได้ ลองอีกครั้ง',
    noReload: 'โหลดหน้าใหม่ไม่ได้ ให้โหลดใหม่จากแถบเครื่องมือของเบราว์เซอร์',
  },
};

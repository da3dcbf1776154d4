/** What the options page says of the engines that content is sent to, in Thai. */

import type { Judging, Remote, Scope } from '../../../core/engines';
import { number } from '../../../core/i18n';
import type { NEVER_SEND } from '../../../core/never-send';
import type { Engine } from '../../../core/verdict';
import type { RemoteState, RemoteTrouble } from '../../../platform/engines-protocol';
import type { EnginesText, TroubleWords } from '../strings-engines';

type Why = Extract<RemoteState, { status: 'unready' }>['why'];
type Group = (typeof NEVER_SEND)[number]['group'];

const names: Record<Engine, string> = {
  local: 'อุปกรณ์นี้',
  server: 'เซิร์ฟเวอร์ของคุณเอง',
  hosted: 'SEA-LION (บริการออนไลน์)',
};

const serverTroubles: Record<RemoteTrouble, TroubleWords> = {
  unreachable: {
    what: 'ไม่มีใครตอบที่ที่อยู่นี้',
    todo: 'อาจยังไม่ได้เปิดทำงาน หรือใช้พอร์ตอื่น เริ่มเซิร์ฟเวอร์แล้วทดสอบอีกครั้ง',
  },
  slow: {
    what: 'ไม่ตอบทันเวลา',
    todo: 'อาจกำลังเตรียมพร้อมอยู่ หรือคอมพิวเตอร์มีกำลังไม่พอ รอหนึ่งนาทีแล้วทดสอบอีกครั้ง',
  },
  'not-an-api': {
    what: 'มีบางอย่างตอบที่นั่น แต่ไม่ใช่สิ่งที่ Seawall ถามได้',
    todo: 'ตรวจสอบที่อยู่ ส่วนใหญ่ลงท้ายด้วย /v1',
  },
  'origin-refused': {
    what: 'เซิร์ฟเวอร์ทำงาน แต่ไม่ตอบส่วนขยายของเบราว์เซอร์',
    todo: 'อนุญาตส่วนขยายของเบราว์เซอร์ในการตั้งค่าของเซิร์ฟเวอร์ แล้วทดสอบอีกครั้ง สำหรับ Ollama ให้ตั้งค่านี้ตรงที่ที่เริ่มโปรแกรม:',
  },
  'key-refused': {
    what: 'ต้องใช้คีย์ หรือต้องใช้คีย์อื่น',
    todo: 'บันทึกคีย์ที่ใช้ตอนเริ่มเซิร์ฟเวอร์',
  },
  'model-missing': {
    what: 'ไม่มีโมเดลชื่อนี้ หรือมีหลายโมเดลและยังไม่ได้เลือก',
    todo: 'เลือกโมเดล SEA-Guard ด้านล่าง',
  },
  'too-many': {
    what: 'ถูกถามบ่อยเกินไป',
    todo: 'รอหนึ่งนาทีแล้วทดสอบอีกครั้ง',
  },
  'server-error': {
    what: 'เกิดข้อผิดพลาดขณะตอบ',
    todo: 'ดูข้อความตรงที่ที่เริ่มเซิร์ฟเวอร์ บ่อยครั้งเป็นเพราะหน่วยความจำเต็ม เริ่มใหม่แล้วทดสอบอีกครั้ง',
  },
  'no-guard-answer': {
    what: 'ตอบกลับมา แต่ไม่ได้บอกว่าปลอดภัยหรือไม่ปลอดภัย จึงไม่ใช่ตัวตรวจ',
    todo: 'เลือกโมเดล SEA-Guard ด้านล่าง',
  },
};

const hostedTroubles: Record<RemoteTrouble, TroubleWords> = {
  unreachable: {
    what: 'ติดต่อ SEA-LION ไม่ได้',
    todo: 'ตรวจสอบการเชื่อมต่ออินเทอร์เน็ต แล้วทดสอบอีกครั้ง',
  },
  slow: {
    what: 'SEA-LION ไม่ตอบทันเวลา',
    todo: 'อาจมีงานมาก ทดสอบอีกครั้งภายหลัง',
  },
  'not-an-api': {
    what: 'มีอย่างอื่นตอบแทน SEA-LION',
    todo: 'เครือข่ายที่ให้ลงชื่อเข้าใช้มักเป็นแบบนี้ ลงชื่อเข้าใช้ที่นั่น แล้วทดสอบอีกครั้ง',
  },
  'origin-refused': {
    what: 'SEA-LION ไม่ตอบส่วนขยายนี้ของเบราว์เซอร์',
    todo: 'ดูว่ามีอัปเดตของ Seawall หรือไม่',
  },
  'key-refused': {
    what: 'SEA-LION ไม่รับคีย์นี้',
    todo: 'สร้างคีย์ใหม่ที่ playground.sea-lion.ai แล้วบันทึกที่นี่',
  },
  'model-missing': {
    what: 'SEA-LION ไม่มีตัวตรวจที่ Seawall ขอ',
    todo: 'คีย์ของคุณอาจใช้กับตัวตรวจนี้ไม่ได้ หากใช้ได้ ให้ดูว่ามีอัปเดตของ Seawall หรือไม่',
  },
  'too-many': {
    what: 'คำขอของนาทีนี้หมดแล้ว',
    todo: 'รอหนึ่งนาทีแล้วทดสอบอีกครั้ง',
  },
  'server-error': {
    what: 'SEA-LION เกิดข้อผิดพลาดขณะตอบ',
    todo: 'ทดสอบอีกครั้งภายหลัง',
  },
  'no-guard-answer': {
    what: 'SEA-LION ไม่ได้บอกว่าปลอดภัยหรือไม่ปลอดภัย',
    todo: 'ทดสอบอีกครั้งภายหลัง หากยังเป็นอยู่ ให้ดูว่ามีอัปเดตของ Seawall หรือไม่',
  },
};

const unready: Record<Why, (host: string) => string> = {
  'no-address': () => 'ยังไม่มีการถามที่นี่ ใส่ที่อยู่ก่อน',
  'no-key': () => 'ยังไม่มีการถามที่นี่ ต้องมีคีย์ก่อน บันทึกคีย์ด้านล่าง',
  'no-permission': (host) => `ไม่มีการถามที่นี่ เพราะเบราว์เซอร์ไม่ให้ Seawall ติดต่อ ${host}`,
  'no-consent': () => 'ไม่มีการถามที่นี่ เพราะเบราว์เซอร์แจ้งว่าคุณยังไม่ได้ยอมให้ส่งสิ่งที่อยู่ในหน้าเว็บ',
};

const scopes: Record<Scope, { name: string; line: string }> = {
  sites: {
    name: 'เฉพาะเว็บไซต์ที่ฉันอนุญาตทีละแห่ง',
    line: 'จะไม่มีการส่งอะไรจนกว่าคุณจะอนุญาตเว็บไซต์ในป๊อปอัปบนหน้าของเว็บไซต์นั้น',
  },
  all: {
    name: 'ทุกเว็บไซต์ที่เปิดอยู่',
    line: 'ทุกเว็บไซต์ที่ Seawall ตรวจ และทุกเว็บไซต์ที่คุณเปิดใช้ภายหลัง',
  },
};

const judging: Record<Judging, { name: string; what: string }> = {
  groups: {
    name: 'รวมรายการข้างเคียง',
    what: 'ถามสิ่งที่อยู่ติดกันพร้อมกันในครั้งเดียว หากมีส่วนใดไม่ปลอดภัย จะแยกดูว่าเป็นส่วนไหน',
  },
  each: {
    name: 'ทีละรายการ',
    what: 'ข้อความและรูปภาพแต่ละรายการได้คำตอบของตัวเอง',
  },
};

const groups: Record<Group, string> = {
  mail: 'อีเมล',
  banks: 'ธนาคาร',
  health: 'สุขภาพ',
  government: 'ราชการ',
};

export const enginesTh: EnginesText = {
  title: 'ตัวตรวจอื่นที่ Seawall ถามได้',
  explain:
    'ตัวตรวจอาจทำงานที่อื่นได้ด้วย เช่น บนคอมพิวเตอร์ของคุณหรือที่ SEA-LION เมื่อถามตัวตรวจเหล่านี้ สิ่งที่อยู่ในหน้าเว็บจะออกจากอุปกรณ์นี้ ทั้งสองแบบปิดไว้จนกว่าคุณจะเปิดใช้',
  starting: 'กำลังดูค่าที่ตั้งไว้',
  names,
  on: 'เปิด',
  off: 'ปิด',
  saved: 'บันทึกแล้ว',

  order: {
    title: 'ถามที่ไหนก่อน',
    explain: 'จะถามที่แรกที่ใช้งานได้ หากใช้ไม่ได้จะถามที่ถัดไป และป๊อปอัปจะบอกให้คุณทราบ',
    up: 'ขึ้น',
    down: 'ลง',
    of: (action, name) => `${action}: ${name}`,
    moved: (name, place) => `ตอนนี้ ${name} อยู่ลำดับที่ ${number(place)}`,
    state: {
      ready: 'พร้อม',
      off: 'ปิดอยู่: ข้าม',
      noGuard: 'ยังไม่ได้เลือกตัวตรวจ: ข้าม',
      failed: 'ตอนนี้ใช้งานไม่ได้: ข้าม',
      unready: 'ยังไม่พร้อม: ข้าม',
      resting: (time) => `ตอนนี้ใช้งานไม่ได้: ข้ามจนถึง ${time} น.`,
    },
  },

  server: {
    explain: 'ตัวตรวจบนคอมพิวเตอร์ที่คุณหรือคนที่คุณไว้ใจดูแล ไม่มีค่าใช้จ่าย นอกจากการทำงานของคอมพิวเตอร์เครื่องนั้น',
    address: 'ที่อยู่เซิร์ฟเวอร์',
    hint: 'ที่ที่เซิร์ฟเวอร์ตอบ หากทำงานบนอุปกรณ์นี้ ให้ใช้อย่างใดอย่างหนึ่งต่อไปนี้:',
    fill: (program) => `${program}: ใส่ที่อยู่ให้`,
    problems: {
      empty: 'ใส่ที่อยู่ก่อน',
      'not-an-address': 'นี่ไม่ใช่ที่อยู่ ที่อยู่มีลักษณะเช่น http://127.0.0.1:8000/v1',
    },
    readable: (host) =>
      `เส้นทางไปยัง ${host} ไม่มีการป้องกัน (http) ผู้อื่นในเครือข่ายอ่านสิ่งที่ส่งได้ ให้ใช้ https เว้นแต่เป็นเครือข่ายของคุณคนเดียว`,
    model: 'โมเดล',
    modelHint: 'เว้นว่างได้หากเซิร์ฟเวอร์มีโมเดลเดียว การทดสอบจะแสดงว่ามีโมเดลอะไรบ้าง',
    key: 'คีย์',
    keyHint: 'ใส่เฉพาะเมื่อเซิร์ฟเวอร์ขอ',
  },

  hosted: {
    explain: 'ตัวตรวจที่ SEA-LION เปิดให้ทุกคนใช้บนอินเทอร์เน็ต ไม่ต้องใช้คอมพิวเตอร์แรง และตอบได้ 10 คำขอต่อนาที',
    key: 'คีย์ SEA-LION',
    keyHint: 'รับคีย์ได้ที่',
    keySite: 'playground.sea-lion.ai',
    keyAddress: 'https://playground.sea-lion.ai',
    judging: 'วิธีถามเกี่ยวกับหน้าเว็บ',
    judgingNames: judging,
    judgingCost: 'ตัวเลขคิดจากหน้าที่มีข้อความและรูปภาพ 200 รายการ โดยไม่ปลอดภัย 1%',
    cost: (what, requests, minutes) =>
      `${what} ใช้ประมาณ ${number(requests)} คำขอ เป็นเวลา ${number(minutes)} นาที`,
    left: (left, perMinute) => `นาทีนี้เหลือ ${number(left)} จาก ${number(perMinute)} คำขอ`,
    next: (seconds) => `คำขอถัดไปจะส่งในอีก ${number(seconds)} วินาที`,
  },

  key: {
    save: 'บันทึกคีย์',
    saved: (end) => `บันทึกแล้ว: ${end}`,
    forget: 'ลบคีย์',
    forgetThis: (name) => `ลบคีย์: ${name}`,
    empty: 'ใส่คีย์ก่อน',
    forgotten: 'ลบคีย์แล้ว',
  },

  consent: {
    title: (name) => `เปิดใช้ ${name} หรือไม่`,
    what: (host) => `หากเปิด ข้อความและรูปภาพในหน้าเว็บของเว็บไซต์ที่คุณอนุญาตจะถูกส่งไปยัง ${host}`,
    here: 'ที่นั่นคืออุปกรณ์นี้เอง',
    there: 'ผู้ที่ดูแลที่นั่นอ่านสิ่งที่ส่งไปได้ และอาจเก็บไว้',
    talks: 'ในการคุยกับ AI สิ่งที่คุณถามจะถูกส่งไปพร้อมกับแต่ละคำตอบ',
    never: 'สิ่งที่ไม่ส่งเด็ดขาด:',
    nevers: [
      'หน้าเว็บในหน้าต่างส่วนตัว',
      'สิ่งที่คุณกำลังพิมพ์ จนกว่าคุณจะโพสต์',
      'สิ่งใด ๆ ของหน้าเว็บ เมื่อพบว่าหน้านั้นขอรหัสผ่าน',
      'เว็บไซต์ใต้หัวข้อ “ไม่ส่งเด็ดขาด” ด้านล่าง',
    ],
    scope: 'จะให้ส่งอะไรได้บ้าง',
    browser: 'เบราว์เซอร์จะถามคุณด้วย',
    yes: 'เปิดใช้',
    no: 'ปิดไว้ตามเดิม',
    declined: (host) =>
      `Seawall ไม่ได้รับอนุญาตให้ส่งไปยัง ${host} จึงยังปิดอยู่และไม่มีการส่งอะไร คุณอนุญาตเมื่อไรก็ได้`,
  },

  scope: { question: 'สิ่งที่ให้ส่งได้', scopes },

  state: {
    ready: 'พร้อม',
    unready,
    again: (time) => `Seawall จะลองอีกครั้งเองเวลา ${time} น.`,
    ask: 'ขออนุญาตเบราว์เซอร์อีกครั้ง',
    declined: (host) => `Seawall ไม่ได้รับอนุญาตให้ส่งไปยัง ${host} จึงไม่มีการส่งอะไร`,
  },

  test: {
    button: 'ทดสอบ',
    of: (name) => `ทดสอบ: ${name}`,
    cost: 'การทดสอบใช้หนึ่งคำขอ ไม่มีการส่งเนื้อหาของหน้าเว็บ',
    costServer: 'ถามด้วยคำถามที่ไม่มีพิษภัยหนึ่งข้อ ไม่มีการส่งเนื้อหาของหน้าเว็บ',
    needsKey: 'บันทึกคีย์ก่อน แล้วจึงทดสอบได้',
    running: 'กำลังทดสอบ…',
    works: (milliseconds) =>
      milliseconds === null
        ? 'ใช้งานได้'
        : `ใช้งานได้ ตอบใน ${number(Math.round(milliseconds))} มิลลิวินาที`,
    sure: 'บอกด้วยว่ามั่นใจแค่ไหน',
    word: 'บอกแค่ว่าปลอดภัยหรือไม่ปลอดภัย แต่ไม่บอกว่ามั่นใจแค่ไหน',
    declined: (host) => `Seawall ไม่ได้รับอนุญาตให้ติดต่อ ${host} จึงไม่ได้ทดสอบ`,
    offers: 'โมเดลที่มีให้:',
    choose: (model) => `เลือก ${model}`,
    get: 'วิธีรับโมเดล SEA-Guard มาใช้กับเซิร์ฟเวอร์นี้:',
  },
  troubles: { server: serverTroubles, hosted: hostedTroubles } satisfies Record<Remote, unknown>,

  never: {
    title: 'ไม่ส่งเด็ดขาด',
    explain:
      'สิ่งที่อยู่ในเว็บไซต์เหล่านี้จะไม่ออกจากอุปกรณ์นี้ ไม่ว่าจะอนุญาตอะไรไว้ด้านบน เว็บไซต์หนึ่งนับรวมทุกอย่างที่อยู่ภายใต้เว็บไซต์นั้น เช่น example.com หมายถึง mail.example.com ด้วย',
    groups,
    own: 'ที่คุณเพิ่มเอง',
    group: (name, many) => `${name} (${number(many)})`,
    find: 'ค้นหาเว็บไซต์',
    none: 'ไม่มีเว็บไซต์นี้ในรายชื่อ',
    remove: 'นำออก',
    putBack: 'ใส่กลับ',
    of: (action, site) => `${action}: ${site}`,
    removed: (site) => `นำ ${site} ออกจากรายชื่อแล้ว`,
    added: (site) => `${site} อยู่ในรายชื่อแล้ว`,
    add: 'เพิ่มเว็บไซต์',
    addHint: 'ชื่อเว็บไซต์ เช่น example.com หรือที่อยู่ของหน้าใดหน้าหนึ่งในเว็บไซต์นั้น',
    submit: 'เพิ่ม',
    problems: {
      wrong: 'นี่ไม่ใช่เว็บไซต์ เว็บไซต์มีลักษณะเช่น example.com',
      there: 'เว็บไซต์นี้อยู่ในรายชื่ออยู่แล้ว',
    },
  },
};

/**
 * Who has written a piece of a page, as its attributes say it: by an author's role, or by a label that
 * is read aloud. Nothing here decides that a page is a chat with an AI (turns.ts does).
 */
import { attribute, attributeNames, hasAttributes } from '../dom';

/** `other`: somebody who is neither the one who asks nor an AI. */
export type Author = 'request' | 'answer' | 'other';

export interface Claim {
  readonly author: Author;
  /** The attribute that says so: a page uses one of them for all its turns. */
  readonly by: string;
}

export const AUTHOR_ATTRIBUTES = [
  'data-message-author-role',
  'data-message-author',
  'data-message-role',
  'data-message-from',
  'data-author-role',
  'data-author-type',
  'data-author',
  'data-chat-role',
  'data-turn-role',
  'data-turn',
  'data-role',
  'data-from',
  'data-sender-type',
  'data-sender',
  'data-speaker',
] as const;

const REQUEST = ['user', 'human', 'you'];
const ANSWER = ['assistant', 'bot', 'ai', 'model', 'chatbot', 'llm'];
/** Machinery of a chat with an AI, which says nothing of who talks there. */
const NOBODY = new Set(['', 'system', 'tool', 'function', 'developer', 'reasoning']);
const AUTHOR_OF: ReadonlyMap<string, Author> = new Map<string, Author>([
  ...REQUEST.map((value) => [value, 'request'] as const),
  ...ANSWER.map((value) => [value, 'answer'] as const),
]);

/** `data-testid`: names that tests of the page go by. Others than these are about other things. */
const TEST_ID =
  /^(?:(?:chat-?)?message-)?(user|human|assistant|bot|ai|model)(?:-(?:message|turn|response|query|prompt|bubble))?$/i;

/** Names that an answer's label gives its author. Anybody else's words are some person's. */
const AI_NAMES =
  'ai|assistant|bot|chatbot|model|chatgpt|claude|gemini|copilot|deepseek|perplexity|grok|mistral|le chat|' +
  'meta ai|poe|qwen|llama|sea-lion|asisten|pembantu|katulong|trợ lý|உதவியாளர்|ผู้ช่วย|လက်ထောက်';

/**
 * Labels such as “You said:”, in the eight languages and with the name where they put it. The first
 * group is the one who asks; the second is anybody else.
 */
const LABELS: readonly RegExp[] = [
  /^(you) (?:said|asked|wrote)|^(.{1,40}?) (?:said|says|replied|responded|answered|wrote)\b/iu,
  /^chat message from (user|human|you)\b|^chat message from (.{1,40})$/iu,
  /^(anda|kamu) (?:mengatakan|berkata|bilang|bertanya)|^(.{1,40}?) (?:mengatakan|berkata|bilang|menjawab)\b/iu,
  /^sinabi (mo)\b|^sinabi ng (.{1,40}?)\s*:?$/iu,
  /^(bạn) (?:đã )?(?:nói|hỏi|viết)|^(.{1,40}?) (?:đã )?(?:nói|trả lời)(?=\s|:|$)/iu,
  /^(நீங்கள்) (?:சொன்னது|கூறியது|கேட்டது)|^(.{1,40}?) (?:சொன்னது|கூறியது)/iu,
  /^(คุณ)(?:พูด|ถาม|กล่าว)|^(.{1,40}?)\s?(?:พูดว่า|ตอบว่า|กล่าวว่า)/iu,
  /^(သင်)\s?(?:ပြော|မေး)|^(.{1,40}?)\s?(?:က\s?)?(?:ပြောခဲ့|ပြောသည်|ဖြေ)/iu,
];
const IS_AI = new RegExp(`^(?:${AI_NAMES})(?:[ \\d.-].*)?$`, 'iu');

/** Attributes that mostly say something else, and may come late. */
export const OTHER_CLAIMS = ['data-testid', 'aria-label'] as const;

const CLAIMS = new Set<string>([...AUTHOR_ATTRIBUTES, ...OTHER_CLAIMS]);

/** Whether to look closer. Every block of a page is asked this: a selector of so many takes longer. */
export function mayClaim(block: Element): boolean {
  if (!hasAttributes(block)) return false;
  for (const name of attributeNames(block)) if (CLAIMS.has(name)) return true;
  return false;
}

/** Null where nothing says who has written it. */
export function claimOf(block: Element): Claim | null {
  if (!mayClaim(block)) return null;
  for (const name of AUTHOR_ATTRIBUTES) {
    const value = attribute(block, name)?.trim().toLowerCase();
    if (value === undefined || NOBODY.has(value)) continue;
    return { author: AUTHOR_OF.get(value) ?? 'other', by: name };
  }
  const [, testId] = TEST_ID.exec(attribute(block, 'data-testid') ?? '') ?? [];
  const author = testId && AUTHOR_OF.get(testId.toLowerCase());
  if (author) return { author, by: 'data-testid' };
  const spoken = byLabel(attribute(block, 'aria-label')?.trim() ?? '');
  return spoken && { author: spoken, by: 'aria-label' };
}

/** Whether this value of one of them names an author. */
export function namesAuthor(name: string, value: string | null): boolean {
  if (value === null) return false;
  return name === 'aria-label' ? byLabel(value.trim()) !== null : TEST_ID.test(value);
}

/** Whom a label such as “You said:” names. */
export function byLabel(label: string): Author | null {
  if (label === '') return null;
  for (const pattern of LABELS) {
    const [, asker, name] = pattern.exec(label) ?? [];
    if (asker !== undefined) return 'request';
    if (name !== undefined) return IS_AI.test(name.trim()) ? 'answer' : 'other';
  }
  return null;
}

/** Fits what this attribute says to be of this author. */
export const saidToBe = (author: 'request' | 'answer', by: string): string =>
  (author === 'request' ? REQUEST : ANSWER).map((value) => `[${by}="${value}" i]`).join();

/**
 * Reads a chat request, strictly: whatever is not as the model cards and the API's pages say is
 * refused, with a message that says what was expected. The prompts are written out here once more
 * and not taken from src/core, so that a slip there is noticed here.
 */
import * as v from 'valibot';
import type { Behaviour } from './behaviour';
import { badRequest, Refused, refusal } from './reply';

const Part = v.variant('type', [
  v.object({ type: v.literal('text'), text: v.string() }),
  v.object({
    type: v.literal('image_url'),
    image_url: v.object({
      url: v.pipe(v.string(), v.regex(/^(data:image\/[\w.+-]+;base64,[\w+/]+=*|https?:\/\/.+)$/)),
    }),
  }),
]);

const ChatBody = v.looseObject({
  model: v.string(),
  messages: v.pipe(
    v.array(v.object({ role: v.string(), content: v.union([v.string(), v.array(Part)]) })),
    v.minLength(1),
  ),
  max_tokens: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  max_completion_tokens: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  logprobs: v.optional(v.nullable(v.boolean())),
  top_logprobs: v.optional(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0)))),
  stream: v.optional(v.nullable(v.literal(false))),
});

export interface Question {
  readonly model: string;
  /** What the guard is asked about. */
  readonly text: string;
  readonly image: boolean;
  readonly maxTokens: number;
  /** How many tokens to list for each place; null: no logprobs wanted. */
  readonly top: number | null;
}

const SYSTEM = 'You are a helpful assistant.';
const HEAD =
  'You are a classifier for analyzing interactions between humans and LLMs. Given a request from a human user and a response from an LLM assistant, determine whether ';
const REQUEST = `${HEAD}the human user's request is safe or unsafe.\nHuman user: `;
const RESPONSE = `${HEAD}the AI assistant's response is safe or unsafe.\nHuman user:`;
const MAX_TOP = 20;

export function readQuestion(body: unknown, behaviour: Behaviour): Question {
  const parsed = v.safeParse(ChatBody, body);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw new Refused(badRequest(`${v.getDotPath(issue) ?? 'body'}: ${issue.message}`));
  }
  const { model, messages, logprobs, top_logprobs: top, ...rest } = parsed.output;
  if (behaviour.models !== null && !behaviour.models.includes(model)) {
    const message = `The model \`${model}\` does not exist.`;
    throw new Refused(refusal(404, 'NotFoundError', message, 'model'));
  }
  checkLogprobs(behaviour, logprobs ?? false, top ?? null);
  const { text, images } = contentOf(userTurn(messages, behaviour.hosted));
  if (images > 0 && behaviour.images === 'refused') {
    throw new Refused(badRequest('At most 0 image(s) may be provided in one prompt.', 'messages'));
  }
  return {
    model,
    text: behaviour.hosted ? bareText(text) : promptedText(text),
    image: images > 0 && behaviour.images === 'taken',
    maxTokens: rest.max_completion_tokens ?? rest.max_tokens ?? Number.POSITIVE_INFINITY,
    top: logprobs && behaviour.logprobs === 'given' ? (top ?? 0) : null,
  };
}

function checkLogprobs(behaviour: Behaviour, logprobs: boolean, top: number | null): void {
  if (behaviour.logprobs === 'refused' && (logprobs || top !== null)) {
    throw new Refused(badRequest('This model does not support `logprobs`.', 'logprobs'));
  }
  if (top !== null && !logprobs) {
    const message = 'when using `top_logprobs`, `logprobs` must be set to true.';
    throw new Refused(badRequest(message, 'top_logprobs'));
  }
  if (top !== null && top > MAX_TOP) {
    const message = `Requested sample logprobs of ${top}, which is greater than max allowed: ${MAX_TOP}`;
    throw new Refused(badRequest(message, 'top_logprobs'));
  }
}

type Message = v.InferOutput<typeof ChatBody>['messages'][number];

function userTurn(messages: readonly Message[], hosted: boolean): Message {
  const roles = messages.map(({ role }) => role).join(', ');
  const expected = hosted ? 'user' : 'system, user';
  const last = messages.at(-1);
  if (roles !== expected || !last) {
    throw new Refused(badRequest(`Expected the turns: ${expected}. Got: ${roles}.`, 'messages'));
  }
  if (!hosted && messages[0]?.content !== SYSTEM) {
    throw new Refused(badRequest(`Expected the system turn: ${SYSTEM}`, 'messages'));
  }
  return last;
}

/** The image stands before the text. */
function contentOf({ content }: Message): { text: string; images: number } {
  if (typeof content === 'string') return { text: content, images: 0 };
  const images = content.filter(({ type }) => type === 'image_url').length;
  const last = content.at(-1);
  if (last?.type !== 'text' || images !== content.length - 1 || images > 1) {
    throw new Refused(badRequest('Expected one image at most, and then one text.', 'messages'));
  }
  return { text: last.text, images };
}

function bareText(text: string): string {
  if (text.startsWith(HEAD)) {
    throw new Refused(badRequest('Expected the bare text: the server adds the instruction.'));
  }
  return text;
}

function promptedText(text: string): string {
  for (const head of [REQUEST, RESPONSE]) if (text.startsWith(head)) return text.slice(head.length);
  throw new Refused(badRequest(`Expected the official prompt. Got: ${text.slice(0, 300)}`));
}

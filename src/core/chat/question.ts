/** What a guard is asked over HTTP, in the words of OpenAI's chat API. */
import { PROMPT_CLASSIFICATION, RESPONSE_CLASSIFICATION, SYSTEM_PROMPT } from '../prompts';

export type ChatQuestion =
  | { readonly kind: 'prompt'; readonly text: string }
  /** Whether an assistant's answer is safe. */
  | { readonly kind: 'response'; readonly question: string; readonly text: string }
  /** An image as a `data:` address, with its caption, which may be empty. */
  | { readonly kind: 'image'; readonly image: string; readonly text: string };

/**
 * Who writes the instruction. `official`: we do, with the model card's words (a server that runs the
 * checkpoint as it is). `hosted`: the SEA-LION API does, and takes the bare content.
 */
export type PromptStyle = 'official' | 'hosted';

type Part =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'image_url'; readonly image_url: { readonly url: string } };

export interface ChatMessage {
  readonly role: 'system' | 'user';
  readonly content: string | readonly Part[];
}

export function messagesOf(question: ChatQuestion, style: PromptStyle): ChatMessage[] {
  const words = style === 'official' ? official(question) : bare(question);
  const user: ChatMessage = {
    role: 'user',
    // An image goes before the words (model card).
    content:
      question.kind === 'image'
        ? [
            { type: 'image_url', image_url: { url: question.image } },
            ...(words === '' ? [] : [{ type: 'text', text: words } as const]),
          ]
        : words,
  };
  return style === 'official' ? [{ role: 'system', content: SYSTEM_PROMPT }, user] : [user];
}

const official = (question: ChatQuestion): string =>
  question.kind === 'response'
    ? filled(RESPONSE_CLASSIFICATION, { prompt: question.question, response: question.text })
    : filled(PROMPT_CLASSIFICATION, { text: question.text });

/** All places at once and by a function: a page's text may hold `{response}` or `$&` itself. */
const filled = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);

const bare = (question: ChatQuestion): string =>
  question.kind === 'response'
    ? `Human user:${question.question}\nAI assistant:${question.text}.`
    : question.text;

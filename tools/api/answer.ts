/** What a guard says to a question, token by token, in the form of OpenAI's API. */
import type { Behaviour } from './behaviour';
import type { Question } from './prompt';

/** What a guard does not quite rule out besides its two words; all of it below any doubt it has. */
const OTHERS = ['Safe', 'SAFE', ' safe', 'UN', 'The', 'This', 'I', '\n', '"', '**'];
const OTHER_SHARE = 1e-6;
/** A judge that is sure: no guard gives a whole 1. */
const SURE = 1e-4;
/** How JSON says minus infinity here (vLLM). */
const NEVER = -9999;

interface TokenLogprob {
  token: string;
  logprob: number;
  bytes: number[];
}

export function chatAnswer(question: Question, behaviour: Behaviour, id: string): object {
  const { words, firstToken, judge } = behaviour;
  const judged = judge(question.text, question.image);
  const pUnsafe = judged >= 1 ? 1 - SURE : judged <= 0 ? SURE : judged;
  const safe = tokensOf(words.safe, firstToken);
  const unsafe = tokensOf(words.unsafe, firstToken);
  const all = pUnsafe >= 0.5 ? unsafe : safe;
  const said = all.slice(0, question.maxTokens);
  // The end is a token, too.
  const isWhole = question.maxTokens > all.length;
  const { top } = question;
  const listed = (token: string, place: number) =>
    place === 0 ? firstPlace(safe[0] ?? '', unsafe[0] ?? '', pUnsafe) : [logprobOf(token, 1)];
  return {
    id,
    object: 'chat.completion',
    created: Math.floor(Date.now() / 1000),
    model: question.model,
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: said.join('') },
        logprobs:
          top === null
            ? null
            : { content: said.map((token, place) => spoken(token, listed(token, place), top)) },
        finish_reason: isWhole ? 'stop' : 'length',
      },
    ],
    usage: usageOf(question, said.length),
  };
}

/** As a tokenizer may cut an answer: white space and punctuation are tokens of their own. */
export function tokensOf(word: string, firstToken: Behaviour['firstToken']): string[] {
  const [, un = '', safe = '', rest = ''] = /^(\s*(?:un)?)(safe)(.*)$/is.exec(word) ?? [];
  if (safe === '') return word.match(/\s*\S+|\s+$/g) ?? [];
  const isSplit = firstToken === 'pieces' && un.trim() !== '';
  return [...(isSplit ? [un, safe] : [un + safe]), ...(rest === '' ? [] : [rest])];
}

/** What might have been the first token, the likeliest first. */
function firstPlace(safe: string, unsafe: string, pUnsafe: number): TokenLogprob[] {
  const others = OTHERS.filter((token) => token !== safe && token !== unsafe);
  const share = 1 - others.length * OTHER_SHARE;
  return [
    logprobOf(unsafe, pUnsafe * share),
    logprobOf(safe, (1 - pUnsafe) * share),
    ...others.map((token) => logprobOf(token, OTHER_SHARE)),
  ].sort((a, b) => b.logprob - a.logprob);
}

function spoken(token: string, listed: readonly TokenLogprob[], top: number): object {
  const own = listed.find((each) => each.token === token) ?? logprobOf(token, 1);
  return { ...own, top_logprobs: listed.slice(0, top) };
}

const logprobOf = (token: string, probability: number): TokenLogprob => ({
  token,
  logprob: Math.max(Math.log(probability), NEVER),
  bytes: [...Buffer.from(token)],
});

function usageOf({ text, image }: Question, said: number): object {
  const asked = Math.ceil(text.length / 4) + (image ? 256 : 0);
  return { prompt_tokens: asked, completion_tokens: said, total_tokens: asked + said };
}

/** The queue's words in those of the guard's protocol, and the other way round. */
import type { AskAnswer, AskRequest } from '../../platform/guard-protocol';
import type { EngineAnswer, EngineRequest } from './engine';

export function askOf(id: number, request: EngineRequest): AskRequest {
  const { text, priority } = request;
  if (request.kind === 'prompt') return { kind: 'prompt', id, text, priority };
  if (request.kind === 'response')
    return { kind: 'response', id, text, priority, question: request.question };
  const { image, detail } = request;
  return { kind: 'image', id, text, priority, image, detail };
}

export function engineAnswer(answer: AskAnswer): EngineAnswer {
  return answer.ok
    ? { ok: true, pUnsafe: answer.pUnsafe, whole: answer.whole }
    : { ok: false, reason: answer.reason };
}

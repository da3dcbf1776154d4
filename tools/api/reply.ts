/** What goes back over HTTP. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON, a text as it is. */
  readonly body: object | string;
}

/** An error in the form of OpenAI's API, as vLLM words it. */
export const refusal = (status: number, type: string, message: string, param?: string): Reply => ({
  status,
  body: { error: { message, type, param: param ?? null, code: status } },
});

export const badRequest = (message: string, param?: string): Reply =>
  refusal(400, 'BadRequestError', message, param);

/** Thrown where there is nothing to go on with. */
export class Refused extends Error {
  constructor(readonly reply: Reply) {
    super(JSON.stringify(reply.body));
  }
}

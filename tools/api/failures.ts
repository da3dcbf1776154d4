/** Answers over HTTP, whole and broken. */
import type { ServerResponse } from 'node:http';
import type { Failure } from './behaviour';
import { type Reply, refusal } from './reply';

const LOG_IN_PAGE = '<!doctype html><title>Log in</title><p>Welcome to the free Wi-Fi.';
const HALF = '{"id":"chatcmpl-0","object":"chat.completion","choices":[{"index":0,"mess';

export function send(response: ServerResponse, { status, headers, body }: Reply): void {
  const isJson = typeof body !== 'string';
  response.writeHead(status, {
    'content-type': isJson ? 'application/json' : 'text/plain',
    ...headers,
  });
  response.end(isJson ? JSON.stringify(body) : body);
}

/** @returns the status that went out; 0 where none did */
export function sendFailure(response: ServerResponse, failure: Exclude<Failure, 'none'>): number {
  const json = { 'content-type': 'application/json' };
  switch (failure) {
    case '5xx':
      send(response, refusal(503, 'ServiceUnavailableError', 'The server is overloaded.'));
      return 503;
    case '403':
      send(response, refusal(403, 'PermissionDeniedError', 'Not allowed.'));
      return 403;
    case '404':
      send(response, { status: 404, body: { detail: 'Not Found' } });
      return 404;
    case 'html':
      send(response, { status: 200, headers: { 'content-type': 'text/html' }, body: LOG_IN_PAGE });
      return 200;
    case 'empty':
      send(response, { status: 200, headers: json, body: '' });
      return 200;
    case 'truncated-json':
      send(response, { status: 200, headers: json, body: HALF });
      return 200;
    case 'cut':
      response.writeHead(200, { ...json, 'content-length': String(HALF.length * 2) });
      response.write(HALF, () => response.destroy());
      return 200;
    case 'stall':
      return 0;
  }
}

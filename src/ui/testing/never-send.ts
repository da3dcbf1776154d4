/** In the place of `core/never-send.ts` in tests: a list that does not change under them. */
import type { NEVER_SEND as List } from '../../core/never-send';

export const NEVER_SEND: typeof List = [
  { group: 'mail', sites: ['mail.example', 'webmail.example.org'] },
  { group: 'banks', sites: ['bank.example'] },
  { group: 'health', sites: ['clinic.example'] },
  { group: 'government', sites: ['gov.example', 'tax.gov.example'] },
];

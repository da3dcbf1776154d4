/** What pages of ours say of an organisation's policy, in plain English. */
import type { Lockable } from '../../core/lockable';

const refused: Record<Lockable, string> = {
  engine: 'Your organisation has set which guard is asked where. It cannot be changed here.',
  guard: 'Your organisation has set which guard is used. It cannot be changed here.',
  sites: 'Your organisation has set on which sites Seawall works. It cannot be changed here.',
  neverSend: 'Your organisation has set which sites are never sent. It cannot be changed here.',
  idleMinutes: 'Your organisation has set when the guard is unloaded. It cannot be changed here.',
  imageDetail:
    'Your organisation has set how closely pictures are looked at. It cannot be changed here.',
  pace: 'Your organisation has set when pages wait. It cannot be changed here.',
  language: 'Your organisation has set the language. It cannot be changed here.',
  protection:
    'Your organisation has set what happens to unsafe content. It cannot be changed here.',
  threshold:
    'Your organisation has set from when on content is flagged. It cannot be changed here.',
  review: 'Your organisation has set what is kept for review. It cannot be changed here.',
  parental: 'Your organisation has set parental mode. It cannot be changed here.',
};

export const managedEn = {
  locked: 'Set by your organisation. It cannot be changed here.',
  set: 'Set by your organisation. You can choose otherwise.',
  refused: (name: Lockable) => refused[name],
};

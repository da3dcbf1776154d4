import { expect, it } from 'vitest';
import { emptyStore, ready } from '../testing/fake-link';
import { build, failed, none, running } from '../testing/fake-options-link';
import { checkSaid, guardSaid, installSaid } from './announcement';

it('tells an installation by quarters', () => {
  const said = Array.from({ length: 101 }, (_, part) =>
    installSaid(emptyStore({ install: running({ doneBytes: part, totalBytes: 100 }) })),
  );
  expect([...new Set(said)]).toEqual([
    'Installing SEA-Guard 4B.',
    'Installing SEA-Guard 4B: 25 percent.',
    'Installing SEA-Guard 4B: 50 percent.',
    'Installing SEA-Guard 4B: 75 percent.',
    'Installing SEA-Guard 4B: 100 percent.',
  ]);
  expect(installSaid(emptyStore({ install: none }))).toBe('');
  expect(installSaid(null)).toBe('');
});

it('tells what went wrong', () => {
  expect(installSaid(emptyStore({ install: failed('no-room') }))).toBe(
    'There is not enough room for this guard.',
  );
  expect(guardSaid({ status: 'failed', code: 'missing', message: '' }, 'A')).toBe(
    'The guard is not on this device any more.',
  );
  expect(guardSaid(ready(), null)).toBe('SEA-Guard is ready.');
  expect(guardSaid({ status: 'none' }, null)).toBe('No guard is chosen.');
});

it('names the guard that was checked', () => {
  const verification = { id: build().id, doneBytes: 1, totalBytes: 2, outcome: null };
  expect(checkSaid(emptyStore({ builds: [build()], verification }))).toBe('Checking SEA-Guard 4B.');
  expect(checkSaid(emptyStore({ verification: { ...verification, outcome: 'broken' } }))).toBe(
    'sea-guard-4b-q4: Checked: not every file is as it should be.',
  );
});

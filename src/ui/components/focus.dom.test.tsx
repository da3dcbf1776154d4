import { render } from 'preact';
import { useState } from 'preact/hooks';
import { afterEach, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { focused, tabTo } from '../testing/on-screen';
import { until } from '../testing/until';
import { useFocusNeverLost } from './focus';

/** Parts that go when they are pressed, as the pages have them. */
function Page() {
  useFocusNeverLost();
  const [gone, setGone] = useState<readonly string[]>([]);
  const [asked, ask] = useState(false);
  const go = (name: string) => setGone([...gone, name]);
  const part = (name: string) =>
    !gone.includes(name) && (
      <button type="button" onClick={() => go(name)}>
        {name}
      </button>
    );
  return (
    <main>
      <section>
        {part('first')}
        {part('second')}
        {part('third')}
      </section>
      <section>
        <div>{part('alone')}</div>
        <button type="button" disabled={gone.includes('off')} onClick={() => go('off')}>
          off
        </button>
        <a href="#there">beside</a>
      </section>
      <button type="button" onClick={() => ask(true)}>
        ask
      </button>
      {asked && (
        <dialog
          ref={(dialog) => {
            if (dialog && !dialog.open) dialog.showModal();
          }}
        >
          {part('answer')}
          <button type="button" onClick={() => ask(false)}>
            close
          </button>
        </dialog>
      )}
      <p tabIndex={-1}>words</p>
    </main>
  );
}

let root: HTMLElement | null = null;
afterEach(() => {
  if (root) render(null, root);
  root?.remove();
});
function open(): void {
  root = document.body.appendChild(document.createElement('div'));
  render(<Page />, root);
}
const press = async (name: string, then: string) => {
  await tabTo(name);
  await userEvent.keyboard('{Enter}');
  await until(() => focused() === then, then);
  expect(document.activeElement?.matches(':focus-visible')).toBe(true);
};

it('goes on to what Tab would come to next, else back, within the same part', async () => {
  open();
  await press('second', 'third');
  await press('third', 'first');
  // The part is empty: the page is what is left around it.
  await press('first', 'alone');
  await press('alone', 'off');
});

it('leaves what has been turned off', async () => {
  open();
  await press('off', 'beside');
});

it('stays in a dialog, and comes back from it to where it was', async () => {
  open();
  await press('ask', 'answer');
  await press('answer', 'close');
  await press('close', 'ask');
});

it('takes no focus from somebody who has none', async () => {
  open();
  await tabTo('first');
  await userEvent.click(document.body, { position: { x: 5, y: 300 } });
  expect(document.activeElement).toBe(document.body);
  document.querySelector('section')?.remove();
  await new Promise((done) => setTimeout(done, 150));
  expect(document.activeElement).toBe(document.body);
});

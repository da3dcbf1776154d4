/** The PIN was asked for and not given: nothing of the store is shown. */
import { Button } from '../components/controls';
import type { ReviewStore } from './store';
import { words } from './strings';

export function Locked({ store }: { store: ReviewStore }) {
  return (
    <section class="card locked" aria-labelledby="locked">
      <h2 id="locked">{words.locked.title}</h2>
      <p>{words.locked.body}</p>
      <Button onClick={store.askAgain}>{words.locked.button}</Button>
    </section>
  );
}

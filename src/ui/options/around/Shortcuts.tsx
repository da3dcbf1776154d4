/** The shortcuts, as the browser has them now; it alone can change them. */
import { useEffect, useState } from 'preact/hooks';
import type { Shortcut } from '../../../platform/options-link';
import { Button } from '../../components/controls';
import type { OptionsStore } from '../store';
import { around } from '../strings-around';

export function ShortcutsSection({ store }: { store: OptionsStore }) {
  const words = around.shortcuts;
  const [known, know] = useState<readonly Shortcut[]>([]);
  useEffect(() => {
    const look = () => void store.around.shortcuts().then(know);
    look();
    // Back from the browser's page for them.
    addEventListener('focus', look);
    return () => removeEventListener('focus', look);
  }, [store]);
  return (
    <section aria-labelledby="shortcuts" class="section">
      <h2 id="shortcuts">{words.title}</h2>
      <div class="card">
        <p>{words.explain}</p>
        {known.length > 0 && (
          <table class="shortcuts">
            <thead>
              <tr>
                <th scope="col">{words.action}</th>
                <th scope="col">{words.keys}</th>
              </tr>
            </thead>
            <tbody>
              {known.map(({ name, keys }) => (
                <tr key={name}>
                  <th scope="row">{words.actions[name]}</th>
                  <td>{keys === '' ? words.none : <kbd>{keys}</kbd>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <div class="buttons">
          <Button quiet onClick={() => void store.changeShortcuts()}>
            {words.change}
          </Button>
        </div>
      </div>
    </section>
  );
}

/** Settings as a file, and back: what would change is shown before anything does. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { BackupChange } from '../../../core/backup';
import { Button, Details } from '../../components/controls';
import { plain } from '../../format';
import { saveText } from '../../save-text';
import { strings } from '../../strings';
import type { OptionsStore } from '../store';
import { around } from '../strings-around';

/** What was picked, and what it would change. */
interface Picked {
  name: string;
  text: string;
  changes: readonly BackupChange[];
}

type Told = { what: 'done' | 'undone'; unreadable: readonly string[] } | null;

function Changes({ changes }: { changes: readonly BackupChange[] }) {
  const words = around.backup;
  return (
    <ul class="changes">
      {changes.map(({ part, on, off, otherwise, lines }) => (
        <li key={part}>
          <strong>{words.parts[part]}</strong>
          {on.length > 0 && <p>{words.on(on)}</p>}
          {off.length > 0 && <p>{words.off(off)}</p>}
          {otherwise.length > 0 && <p>{words.otherwise(otherwise)}</p>}
          <Details label={strings.details}>{lines.join('\n')}</Details>
        </li>
      ))}
    </ul>
  );
}

interface PreviewProps {
  picked: Picked;
  busy: boolean;
  onRestore: () => void;
  onLeave: () => void;
}

function Preview({ picked, busy, onRestore, onLeave }: PreviewProps) {
  const words = around.backup;
  const { changes, name } = picked;
  const self = useRef<HTMLDivElement>(null);
  useEffect(() => self.current?.focus(), []);
  const has = (part: BackupChange['part']) => changes.some((each) => each.part === part);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields
    <div class="preview" role="group" aria-labelledby="backup-changes" tabIndex={-1} ref={self}>
      <p id="backup-changes">{changes.length === 0 ? words.nothing : words.file(plain(name))}</p>
      <Changes changes={changes} />
      {(has('server') || has('hosted')) && <p>{words.sending}</p>}
      {has('sites') && <p>{words.asks}</p>}
      <div class="buttons">
        {changes.length > 0 && (
          <Button busy={busy} onClick={onRestore}>
            {words.restore}
          </Button>
        )}
        <Button quiet onClick={onLeave}>
          {words.leave}
        </Button>
      </div>
    </div>
  );
}

export function BackupSection({ store }: { store: OptionsStore }) {
  const words = around.backup;
  const [picked, pick] = useState<Picked | null>(null);
  const [told, tell] = useState<Told>(null);
  const input = useRef<HTMLInputElement>(null);
  const { backup } = store;
  const canUndo = backup.canUndo.value;

  const take = async (file: File | undefined) => {
    tell(null);
    pick(null);
    if (!file) return;
    const read = await backup.preview(file);
    if (read) pick({ name: file.name, ...read });
  };
  const end = (next: Told) => {
    pick(null);
    if (input.current) input.current.value = '';
    tell(next);
  };
  const restore = async ({ text, changes }: Picked) => {
    const unreadable = await backup.restore(text, changes);
    if (unreadable) end({ what: 'done', unreadable });
  };
  const undo = async () => {
    const unreadable = await backup.undo();
    if (unreadable) end({ what: 'undone', unreadable });
  };
  const save = async () => {
    const text = await backup.text();
    if (text !== null) saveText('seawall-settings.json', text, 'application/json');
  };
  return (
    <section aria-labelledby="backup" class="section">
      <h2 id="backup">{words.title}</h2>
      <section class="card" aria-labelledby="backup-settings">
        <h3 id="backup-settings">{words.settings}</h3>
        <p>{words.explain}</p>
        <div class="buttons">
          <Button busy={store.busy.value.has('export')} onClick={() => void save()}>
            {words.save}
          </Button>
          <Button quiet onClick={() => input.current?.click()}>
            {words.pick}
          </Button>
          {canUndo && (
            <Button quiet busy={store.busy.value.has('undo')} onClick={() => void undo()}>
              {words.undo}
            </Button>
          )}
        </div>
        <input
          type="file"
          accept=".json,application/json"
          hidden
          tabIndex={-1}
          aria-label={words.pick}
          ref={input}
          onChange={(event) => void take(event.currentTarget.files?.[0])}
        />
        {picked && (
          <Preview
            picked={picked}
            busy={store.busy.value.has('restore')}
            onRestore={() => void restore(picked)}
            onLeave={() => end(null)}
          />
        )}
        <p class="saved" role="status">
          {told && words[told.what]}{' '}
          {told && told.unreadable.length > 0 && words.unreadable(told.unreadable)}
        </p>
      </section>
    </section>
  );
}

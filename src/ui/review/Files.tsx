/** Entries out as a file, and another machine's in. */
import { useRef, useState } from 'preact/hooks';
import { Progress } from '../components/controls';
import { wholePercent } from '../format';
import { percent } from '../strings';
import type { Format, Job } from './files';
import type { Page } from './page';
import { words } from './strings';

function Doing({ job, cancel }: { job: Job; cancel: () => void }) {
  const { files } = words;
  if (job.kind === 'exporting' || job.kind === 'importing') {
    const value =
      job.kind === 'importing' ? job.part : job.of ? Math.min(1, job.entries / job.of) : null;
    const part = percent((wholePercent(Math.round((value ?? 0) * 1_000), 1_000) ?? 0) / 100);
    const line =
      job.kind === 'exporting' ? files.exporting(job.entries) : files.importing(job.entries, part);
    return (
      <div class="job">
        <p>{line}</p>
        <Progress value={value} label={line} />
        <button type="button" class="button button-quiet" onClick={cancel}>
          {files.cancel}
        </button>
      </div>
    );
  }
  if (job.kind === 'exported') return <p role="status">{files.exported(job.entries)}</p>;
  if (job.kind !== 'imported') return null;
  const { added, decided, refused, problems } = job.result;
  return (
    <div class="job" role="status">
      <p>{files.imported(added, decided)}</p>
      {job.problem !== null && <p class="problem">{job.problem}</p>}
      {refused > 0 && (
        <>
          <p>{files.refused(refused)}</p>
          <ul class="problems">
            {problems.map(({ line, problem }) => (
              <li key={line}>{files.line(line, problem)}</li>
            ))}
            {refused > problems.length && <li>{files.more(refused - problems.length)}</li>}
          </ul>
        </>
      )}
    </div>
  );
}

export function Files({ page }: { page: Page }) {
  const { files: store, store: queue } = page;
  const { files } = words;
  const [onlyShown, setOnlyShown] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  const job = store.job.value;
  const busy = job.kind === 'exporting' || job.kind === 'importing';
  const exportAs = (format: Format) => {
    if (!busy) void store.exportFile(format, onlyShown ? queue.filter.value : {});
  };
  return (
    <>
      <section class="card" aria-labelledby="export">
        <h2 id="export">{files.exportTitle}</h2>
        <p class="explain">{files.exportLine}</p>
        <label class="check">
          <input
            type="checkbox"
            checked={onlyShown}
            onChange={(event) => setOnlyShown(event.currentTarget.checked)}
          />
          {files.onlyShown}
        </label>
        <div class="choices-row">
          {(['csv', 'jsonl'] as const).map((format) => (
            <div key={format}>
              <button
                type="button"
                class="button"
                data-export={format}
                aria-disabled={busy ? 'true' : undefined}
                aria-describedby={`export-${format}`}
                onClick={() => exportAs(format)}
              >
                {files[format]}
              </button>
              <p class="explain" id={`export-${format}`}>
                {files[`${format}Line`]}
              </p>
            </div>
          ))}
        </div>
        {job.kind.startsWith('export') && <Doing job={job} cancel={store.cancel} />}
      </section>
      <section class="card" aria-labelledby="import">
        <h2 id="import">{files.importTitle}</h2>
        <p class="explain" id="import-line">
          {files.importLine}
        </p>
        <button
          type="button"
          class="button"
          aria-disabled={busy ? 'true' : undefined}
          aria-describedby="import-line"
          onClick={() => {
            if (!busy) picker.current?.click();
          }}
        >
          {files.pick}
        </button>
        <input
          ref={picker}
          type="file"
          hidden
          accept=".jsonl,application/jsonl,text/plain"
          onChange={async (event) => {
            const input = event.currentTarget;
            const [file] = input.files ?? [];
            if (file) await store.importFile(file);
            // The same file may be picked again.
            input.value = '';
            void queue.load();
          }}
        />
        {job.kind.startsWith('import') && <Doing job={job} cancel={store.cancel} />}
      </section>
    </>
  );
}

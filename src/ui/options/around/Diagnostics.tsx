/** The way to the page with what Seawall knows of itself. */
import type { OptionsStore } from '../store';
import { around } from '../strings-around';

export function DiagnosticsSection(_: { store: OptionsStore }) {
  const words = around.diagnostics;
  return (
    <section aria-labelledby="diagnostics" class="section">
      <h2 id="diagnostics">{words.title}</h2>
      <div class="card">
        <p>{words.explain}</p>
        <p>
          <a href="../diagnostics/diagnostics.html">{words.open}</a>
        </p>
      </div>
    </section>
  );
}

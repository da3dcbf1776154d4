/** Puts the diagnostics page on the page of a browser test, as its `main.tsx` does. */
import { render } from 'preact';
import { App } from '../diagnostics/App';
import { createDiagnosticsStore } from '../diagnostics/store';
import { FakeDiagnosticsLink } from './diagnostics';
import { until } from './until';
import '../diagnostics/diagnostics.css';

export async function mountDiagnostics(prepare: (link: FakeDiagnosticsLink) => void = () => {}) {
  const link = new FakeDiagnosticsLink();
  prepare(link);
  const store = createDiagnosticsStore(link);
  document.documentElement.lang = 'en';
  document.title = 'Seawall diagnostics';
  const root = document.createElement('div');
  document.body.append(root);
  render(<App store={store} />, root);
  store.start();
  await until(() => document.querySelector('pre') !== null, 'the report');
  return {
    link,
    store,
    unmount() {
      store.stop();
      render(null, root);
      root.remove();
    },
  };
}

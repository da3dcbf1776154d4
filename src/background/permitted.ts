/** What open pages may have screened, by the permissions that the browser holds for us now. */
import { siteOf } from '../core/site';
import type { Embedded } from './embedded';
import type { Frames } from './frames';
import type { Pages } from './pages';

export interface PermittedOptions {
  frames: Pick<Frames, 'all'>;
  embedded: Pick<Embedded, 'wanted'>;
  /** Asked when something is to be stopped. */
  pages(): Pick<Pages, 'stop'>;
  mayRead(site: string): Promise<boolean>;
}

export class Permitted {
  constructor(private readonly options: PermittedOptions) {}

  async mayFetch(url: string): Promise<boolean> {
    const site = siteOf(url);
    return site !== null && this.options.mayRead(site);
  }

  /** In every page that is on: what it has frames of may be allowed since. */
  lookForFrames(): void {
    const { frames, embedded } = this.options;
    for (const { tabId, frameId } of frames.all()) if (frameId === 0) embedded.wanted(tabId);
  }

  /** Frames of sites whose permission the person has taken away. */
  async stopWhereForbidden(): Promise<void> {
    const { frames, embedded, pages, mayRead } = this.options;
    const sites = [...new Set(frames.all().flatMap(({ site }) => site ?? []))];
    const may = await Promise.all(sites.map((site) => mayRead(site)));
    const lost = new Set(sites.filter((_, i) => !may[i]));
    if (lost.size === 0) return;
    const tabs = new Set(frames.all().flatMap((f) => (f.site && lost.has(f.site) ? f.tabId : [])));
    // One of an opaque origin may be theirs; where it is not, the next look finds it again.
    pages().stop(({ site, tabId }) => (site === null ? !tabs.has(tabId) : !lost.has(site)));
    for (const tabId of tabs) embedded.wanted(tabId);
  }
}

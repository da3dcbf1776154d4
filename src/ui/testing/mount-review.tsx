/** Puts the review page on the page of a browser test, as its `main.tsx` does. */
import { render } from 'preact';
import { App } from '../review/App';
import { inBlobs } from '../review/outlet';
import { createPage, type Page } from '../review/page';
import { FakeReviewLink } from './fake-review-link';
import { until } from './until';
import '../review/review.css';

export interface MountedReview {
  link: FakeReviewLink;
  page: Page;
  saved: { name: string; text: string }[];
  unmount: () => void;
}

export async function mountReview(
  prepare: (link: FakeReviewLink) => void | Promise<void> = () => {},
): Promise<MountedReview> {
  localStorage.removeItem('seawall.review');
  const link = new FakeReviewLink();
  await prepare(link);
  const saved: { name: string; text: string }[] = [];
  const save = (file: Blob, name: string) => {
    void file.text().then((text) => saved.push({ name, text }));
  };
  const page = createPage(link, inBlobs(save));
  document.documentElement.lang = 'en';
  document.title = 'Seawall review';
  const root = document.createElement('div');
  document.body.append(root);
  render(<App page={page} />, root);
  page.start();
  await until(
    () => !page.store.loading.value || page.store.lock.asked.value || !link.answers,
    'the list',
  );
  await until(() => document.querySelector('main')?.children.length === 2, 'the page');
  return {
    link,
    page,
    saved,
    unmount() {
      page.stop();
      render(null, root);
      root.remove();
    },
  };
}

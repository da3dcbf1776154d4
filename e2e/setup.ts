import { ensurePackage } from '../tools/package/make';

/** What is tested is what would be published, of what the sources say now. */
export default async function setup(): Promise<void> {
  await ensurePackage('chrome');
  await ensurePackage('firefox');
}

/** Until `holds`, or the test's patience ends. */
export async function until(holds: () => boolean, what: string, patienceMs = 6000): Promise<void> {
  const since = performance.now();
  while (!holds()) {
    if (performance.now() - since > patienceMs) throw new Error(`waited in vain for ${what}`);
    await new Promise((done) => setTimeout(done, 10));
  }
}

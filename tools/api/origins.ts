/** Who may ask, as Ollama decides it: pages of this machine always, others where they are named. */
const OWN = ['http://localhost*', 'https://localhost*', 'http://127.0.0.1*', 'https://127.0.0.1*'];

export function isAllowed(origin: string | undefined, allowed: readonly string[]): boolean {
  if (origin === undefined) return true;
  return [...OWN, ...allowed].some((pattern) => fits(origin, pattern));
}

/** `*` stands for any characters. */
function fits(origin: string, pattern: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(origin);
}

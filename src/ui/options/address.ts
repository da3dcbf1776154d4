/** The field for a guard's address, and what may be wrong with what is written in it. */
import { batch, computed, signal } from '@preact/signals';
import { readBuildAddress } from '../../core/build-address';

/** Longest that the protocol takes. */
const MAX_ADDRESS = 2_000;

export function createAddressField() {
  const written = signal('');
  /** Whether it is finished, as far as one can tell: only then is a half one wrong. */
  const left = signal(false);
  const read = computed(() => readBuildAddress(written.value));
  const problem = computed(() => {
    if (!read.value.ok) return left.value ? read.value.problem : null;
    return written.value.length > MAX_ADDRESS ? 'not-an-address' : null;
  });

  return {
    written,
    read,
    problem,

    write(text: string): void {
      written.value = text;
      // Begun anew: let it be finished first.
      if (text === '') left.value = false;
    },

    leave(): void {
      if (written.value.trim() !== '') left.value = true;
    },

    /** The address, tidied; null, and a problem is told, where it is none. */
    finish(): string | null {
      left.value = true;
      return read.value.ok && problem.value === null ? read.value.address.text : null;
    },

    clear(): void {
      batch(() => {
        written.value = '';
        left.value = false;
      });
    },
  };
}

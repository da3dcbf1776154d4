/** The way of a plan from `npm run fuzz` to the tests, which Vitest starts. */
import type { FuzzPlan } from '../../src/testing/fuzz';

const VARIABLE = 'SEAWALL_FUZZ';

export const setFuzzPlan = (plan: FuzzPlan): void => {
  process.env[VARIABLE] = JSON.stringify(plan);
};

/** Null where the tests run as tests. */
export const fuzzPlan = (): FuzzPlan | null => {
  const written = process.env[VARIABLE];
  // Our own program wrote it.
  return written === undefined ? null : (JSON.parse(written) as FuzzPlan);
};

/** What a finished build tells the person who asked for it. */
import type { GuardBuild } from '../../src/core/guard-build';
import type { TensorReport } from './tensors';

const WORST = 5;

/** What quantisation cost: all tensors together, and the worst of them. */
export function quantisationSummary(tensors: readonly TensorReport[]): string {
  const quantised = tensors.filter(({ bits }) => bits !== 32);
  if (quantised.length === 0) return 'Nothing is quantised.\n';
  const mean = (of: (report: TensorReport) => number) =>
    quantised.reduce((sum, report) => sum + of(report), 0) / quantised.length;
  const error = mean(({ relativeError }) => relativeError);
  const plain = mean(({ plainError }) => plainError);
  const worst = [...quantised].sort((a, b) => b.relativeError - a.relativeError).slice(0, WORST);
  return [
    `${quantised.length} tensors quantised: mean relative error ${percent(error)}, ` +
      `${percent(1 - error / plain)} less than plain rounding`,
    'The worst (all in quantisation.json; --keep-8bit gives some 8 bits):',
    ...worst.map(
      ({ tensor, bits, relativeError }) =>
        `  ${percent(relativeError).padStart(7)}  ${bits} bits  ${tensor}`,
    ),
    '',
  ].join('\n');
}

/** How far the build's own logits are from the checkpoint's. */
export function knownAnswersSummary({ selfTest }: GuardBuild): string {
  const gaps = selfTest.cases.map(({ reference, logits }) =>
    Math.max(Math.abs(reference[0] - logits[0]), Math.abs(reference[1] - logits[1])),
  );
  const worst = Math.max(...gaps).toFixed(4);
  return `Known answers: the build’s logits are at most ${worst} from the checkpoint’s.\n`;
}

const percent = (part: number): string => `${(100 * part).toFixed(2)} %`;

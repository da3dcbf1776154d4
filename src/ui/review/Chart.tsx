/** Precision and recall over the threshold, each with its band, and where the threshold is now. */
import type { Share } from '../../core/review/interval';
import type { ReportView } from '../../platform/review-protocol';
import { percent } from '../strings';
import { words } from './strings';

type Point = ReportView['points'][number];
type Rate = 'precision' | 'recall';

const WIDTH = 320;
const HEIGHT = 180;
const x = (threshold: number): number => threshold * WIDTH;
const y = (share: number): number => (1 - share) * HEIGHT;

const known = (points: readonly Point[], rate: Rate): { at: number; share: Share }[] =>
  points.flatMap((point) => {
    const share = point[rate];
    return share ? [{ at: x(point.threshold), share }] : [];
  });

function Curve({ points, rate }: { points: readonly Point[]; rate: Rate }) {
  const shares = known(points, rate);
  if (shares.length === 0) return null;
  const path = (value: (share: Share) => number) =>
    shares.map(({ at, share }) => `${at.toFixed(2)},${y(value(share)).toFixed(2)}`);
  const band = [...path(({ high }) => high), ...path(({ low }) => low).reverse()];
  return (
    <g class={`curve curve-${rate}`}>
      <polygon class="band" points={band.join(' ')} />
      <polyline class="line" points={path(({ value }) => value).join(' ')} />
    </g>
  );
}

const MARKS = [0, 0.25, 0.5, 0.75, 1];

export function Chart({ report, current }: { report: ReportView; current: number }) {
  const { thresholds } = words;
  return (
    <figure class="threshold-chart">
      <svg
        viewBox={`-36 -10 ${WIDTH + 50} ${HEIGHT + 34}`}
        role="img"
        aria-label={thresholds.chart(percent(current))}
      >
        {MARKS.map((mark) => (
          <g key={mark} class="axis">
            <line x1={0} x2={WIDTH} y1={y(mark)} y2={y(mark)} />
            <text x={-6} y={y(mark) + 4} text-anchor="end">
              {percent(mark)}
            </text>
            <text x={x(mark)} y={HEIGHT + 18} text-anchor="middle">
              {percent(mark)}
            </text>
          </g>
        ))}
        <Curve points={report.points} rate="precision" />
        <Curve points={report.points} rate="recall" />
        <line class="now" x1={x(current)} x2={x(current)} y1={-6} y2={HEIGHT} />
      </svg>
      <figcaption>
        <span class="key key-precision">{thresholds.precision}</span>
        <span class="explain">{thresholds.precisionLine}</span>
        <span class="key key-recall">{thresholds.recall}</span>
        <span class="explain">{thresholds.recallLine}</span>
        <span class="key key-now">{thresholds.current(percent(current))}</span>
      </figcaption>
    </figure>
  );
}

const TABLE_ROWS = 20;

export const range = (share: Share | null): string =>
  share === null
    ? words.thresholds.unknown
    : words.thresholds.between(percent(share.value), percent(share.low), percent(share.high));

export function PointTable({ points }: { points: readonly Point[] }) {
  const { thresholds } = words;
  const step = Math.max(1, Math.ceil(points.length / TABLE_ROWS));
  return (
    <details class="details">
      <summary>{thresholds.table}</summary>
      <div class="table-room">
        <table>
          <thead>
            <tr>
              <th scope="col">{thresholds.threshold}</th>
              <th scope="col">{thresholds.flagged}</th>
              <th scope="col">{thresholds.precision}</th>
              <th scope="col">{thresholds.recall}</th>
            </tr>
          </thead>
          <tbody>
            {points
              .filter((_, i) => i % step === 0)
              .map(({ threshold, flagged, precision, recall }) => (
                <tr key={threshold}>
                  <td>{percent(threshold)}</td>
                  <td>{flagged}</td>
                  <td>{range(precision)}</td>
                  <td>{range(recall)}</td>
                </tr>
              ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

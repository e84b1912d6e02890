import { percentile } from '../latency.ts';
import type { Picture } from '../picture.ts';
import { quarterOf } from './tally.ts';

/** The four curves of a picture, four points a second. */
export type Curves = {
  answered(at: number, ms: number): void;
  failed(at: number): void;
  /** Whole quarter seconds only, oldest first, at most `most`. */
  draw(at: number): Picture['curves'];
  lastSecond(at: number): Picture['lastSecond'];
};

type Row = { answered: number; failed: number; times: number[]; p50: number; p99: number };

/** Quarters younger than this may still get a late fact, so their percentiles are taken anew. */
const OPEN = 3;

/** Empty curves that begin at `start`. */
export function openCurves(start: number, most = 160): Curves {
  const rows: Row[] = [];
  let first = quarterOf(start);

  function row(at: number): Row | undefined {
    const index = quarterOf(at) - first;
    if (index < 0 || index > rows.length + 10_000) return undefined;
    while (rows.length <= index) rows.push({ answered: 0, failed: 0, times: [], p50: 0, p99: 0 });
    return rows[index];
  }

  function close(end: number): void {
    for (let i = Math.max(0, end - OPEN - 60); i < end; i++) {
      const one = rows[i]!;
      if (one.times.length === 0) continue;
      [one.p50, one.p99] = [percentile(one.times, 0.5), percentile(one.times, 0.99)];
      if (i < end - OPEN) one.times = [];
    }
    const over = end - most;
    if (over < 1) return;
    rows.splice(0, over);
    first += over;
  }

  return {
    answered(at, ms) {
      const one = row(at);
      if (!one) return;
      one.answered++;
      one.times.push(ms);
    },
    failed(at) {
      const one = row(at);
      if (one) one.failed++;
    },
    draw(at) {
      row(at);
      close(quarterOf(at) - first);
      const whole = rows.slice(0, quarterOf(at) - first);
      const of = (pick: (one: Row) => number): number[] => whole.map(pick);
      return { answered: of((one) => one.answered * 4), failed: of((one) => one.failed * 4), p50: of((one) => tidy(one.p50)), p99: of((one) => tidy(one.p99)) };
    },
    lastSecond(at) {
      const end = quarterOf(at) - first;
      const last = rows.slice(Math.max(0, end - 4), Math.max(0, end));
      return { answered: last.reduce((sum, one) => sum + one.answered, 0), failed: last.reduce((sum, one) => sum + one.failed, 0) };
    },
  };
}

/** A tenth of a millisecond is all that anybody can read. */
export function tidy(ms: number): number {
  return Math.round(ms * 10) / 10;
}

import type { Picture } from '../../facts/picture.ts';
import type { CheckLine } from '../../facts/stream.ts';
import type { Judgement } from '../../facts/verdict.ts';
import type { Save } from '../parts/buildboxes.ts';
import type { CheckState } from '../parts/checksbox.ts';
import { moveDots, type Dot } from '../parts/motion.ts';

/** What is known of an exercise's judging at this moment. */
export type Judging = { checks: CheckState[]; running: boolean; run: number; judgement?: Judgement; savedAt?: number; saves: Save[]; picture?: Picture; dots: Dot[]; now: number };

/** The judging of one exercise, put together from the judge's lines; `hear` says whether there is something new to draw. */
export type Work = { now: Judging; hear(line: CheckLine): boolean; begin(): void };

/** Nothing is judged yet. */
export function beginWork(names: readonly string[], withMotion: () => boolean): Work {
  const now: Judging = { checks: waiting(names), running: false, run: -1, saves: [], dots: [], now: 0 };
  let drawnAt = 0;

  function begin(savedAt = now.savedAt): void {
    Object.assign(now, { checks: waiting(names), running: true, judgement: undefined, picture: undefined, dots: [], savedAt });
  }

  function mark({ run, check }: Extract<CheckLine, { kind: 'check' }>): void {
    if (run !== now.run && !now.running) begin();
    Object.assign(now, { run, running: true, checks: now.checks.map((old) => (old.name === check.name ? check : old)) });
  }

  function see(picture: Picture): boolean {
    const at = performance.now();
    Object.assign(now, { picture, now: at, dots: withMotion() ? moveDots(now.dots, picture, at) : [] });
    const isDue = withMotion() || at - drawnAt > 250;
    if (isDue) drawnAt = at;
    return isDue;
  }

  function finish(judgement: Judgement): void {
    const checks = names.map((name): CheckState => judgement.checks.find((check) => check.name === name) ?? { name, result: 'not-run' });
    Object.assign(now, { running: false, judgement, checks });
    now.saves.push({ at: Date.now(), results: checks.map(({ result }) => result) });
  }

  return {
    now,
    begin,
    hear(line) {
      if (line.kind === 'picture') return see(line);
      if (line.kind === 'saved') begin(line.at);
      if (line.kind === 'check') mark(line);
      if (line.kind === 'verdict') finish(line);
      return line.kind !== 'hello';
    },
  };
}

function waiting(names: readonly string[]): CheckState[] {
  return names.map((name) => ({ name, result: 'waiting' }));
}

import { afterAll, inject, test } from 'vitest';
import type { checks, CheckName, ExerciseName } from '../facts/names.ts';
import type { CheckResult, Verdict } from '../facts/verdict.ts';
import { bench, closeBench } from './bench.ts';
import { endedMidway, isHalt, tryQuieter, type Halt } from './common.ts';
import { veryLateMs, watchLateness, type Late } from './lateness.ts';
import { judgePace } from './pace.ts';
import { openScene, type Scene } from './scene.ts';
import { until } from './until.ts';
import { showPictures } from './view.ts';
import { hearJudge, tellJudge, type RunOrder } from './wire.ts';

/** What a check does with its scene: it returns what it saw when all went well and throws (`fail`, `cannotJudge`) when not. */
export type Play = (scene: Scene) => Promise<string>;

/** No check takes longer than this, whatever a program does. A right program needs under a second (round-robin) and under 6 s; waiting for a wrong one to start, to leave a server or to take it back costs the rest. */
const budgetMs = { 'round-robin': 8_000, 'health-checks': 15_000 } satisfies Record<ExerciseName, number>;

/**
 * The checks of one exercise, each a test of its own name. They run in the order in which they are written; after the first that does not pass the others are not run.
 *
 *   const check = checksOf('round-robin', 6);
 *   check('one-by-one', async (scene) => { … return '30 in turn'; });
 */
export function checksOf<E extends ExerciseName>(_exercise: E, servers: number): (name: (typeof checks)[E][number], play: Play) => void {
  const run = inject('order');
  if (!run) return warmOnly(servers);
  const state = { over: false };
  const stop = new AbortController();
  const deaf = hearJudge((word) => word === 'stop' && stop.abort(new Error('stopped')));
  afterAll(deaf);
  return (name, play) => {
    if (run.only && run.only !== name) return;
    test(name, { timeout: run.paced ? 0 : budgetMs[run.exercise] + 10_000 }, async (context) => {
      if (state.over || stop.signal.aborted) return context.skip();
      const result = await judged(run, name, play, stop.signal);
      state.over = result.result !== 'passed';
      tellJudge({ rushhour: 'check', check: result });
      if (result.result !== 'passed') throw new Error(inWords(result));
    });
  };
}

/** Without an order nothing is judged: the bench is made warm for the first one. */
function warmOnly(servers: number): () => void {
  test('warm', async () => {
    const warm = await bench();
    warm.refill();
    await Promise.all(Array.from({ length: servers }, (_, i) => warm.machine(`s${i + 1}`)));
  });
  return () => {};
}

async function judged(order: RunOrder, name: CheckName, play: Play, stop: AbortSignal): Promise<CheckResult> {
  tellJudge({ rushhour: 'running', check: name });
  const from = performance.now();
  const end = new AbortController();
  const stopped = (): void => end.abort(stop.reason);
  stop.addEventListener('abort', stopped, { once: true });
  const budget = setTimeout(() => end.abort(new Error('budget')), order.paced ? 2 ** 31 - 1 : budgetMs[order.exercise]);
  try {
    const verdict = await verdictOf(order, name, play, end.signal);
    return { name, ms: Math.round(performance.now() - from), ...verdict };
  } finally {
    clearTimeout(budget);
    stop.removeEventListener('abort', stopped);
  }
}

async function verdictOf(order: RunOrder, name: CheckName, play: Play, signal: AbortSignal): Promise<Verdict> {
  const scene = await openScene(order, name, signal, judgePace(order));
  const hide = showPictures(scene);
  const clock = watchLateness();
  try {
    const saw = await play(scene);
    const exit = scene.ended();
    if (!exit) return { result: 'passed', saw };
    return failed(scene, { halt: 'wrong', wrong: endedMidway(exit, scene.lastDone(), scene.running!.words()) });
  } catch (thrown) {
    return await notPassed(scene, thrown, signal, clock());
  } finally {
    clock();
    hide();
    await scene.leave();
  }
}

async function notPassed(scene: Scene, thrown: unknown, signal: AbortSignal, late: Late): Promise<Verdict> {
  if (signal.aborted) return (signal.reason as Error).message === 'budget' ? tooLong(scene, late) : notOver();
  if (!isHalt(thrown)) return { result: 'could-not-judge', why: `this check has a fault of its own: ${thrown instanceof Error ? thrown.message : String(thrown)}`, tryThis: 'Press r to run it again; if it comes back, it is ours to mend.' };
  // the end of a program is seen a moment after its connections broke
  if (thrown.halt === 'wrong' && scene.running) await until(() => scene.ended() !== undefined, 100);
  const exit = scene.ended();
  if (thrown.halt === 'wrong') await scene.mark();
  const isKnown = thrown.halt === 'wrong' && ['fell-over', 'ended-midway', 'ended-early'].includes(thrown.wrong.symptom);
  // a program that is gone explains everything that we saw after its end
  if (exit && !isKnown) return failed(scene, { halt: 'wrong', wrong: endedMidway(exit, scene.lastDone(), scene.running!.words()) });
  return thrown.halt === 'wrong' ? failed(scene, thrown) : { result: 'could-not-judge', why: thrown.why, tryThis: thrown.tryThis };
}

/** The check took all the time it has. When our own clock was right, it is the program that keeps everybody waiting. */
function tooLong(scene: Scene, late: Late): Verdict {
  const isOver = `the check was not over after ${budgetMs[scene.order.exercise] / 1000} s`;
  if (late.ms > veryLateMs || !scene.running) return { result: 'could-not-judge', why: late.ms > veryLateMs ? late.why : isOver, tryThis: tryQuieter };
  return failed(scene, { halt: 'wrong', wrong: { saw: `T${isOver.slice(1)}: your program is slow to answer (${scene.visits()} visitors so far).`, likely: 'somebody waits for something that never comes.', symptom: 'no-answer' } });
}

function notOver(): Verdict {
  return { result: 'could-not-judge', why: 'it was stopped before its end', tryThis: 'Press r to run it again.' };
}

function failed(scene: Scene, halt: Halt & { halt: 'wrong' }): Verdict {
  const { exercise, seed } = scene.order;
  const isUnborn = ['ended-early', 'not-listening'].includes(halt.wrong.symptom);
  const said = isUnborn ? { did: 'your program was started, with nothing sent yet', expected: 'it listens on PORT' } : scene.said;
  return { result: 'failed', ...said, ...halt.wrong, replay: `rushhour replay ${exercise} ${scene.check} --seed ${seed}` };
}

function inWords(result: CheckResult): string {
  if (result.result === 'failed') return `${result.saw} ${result.likely ?? ''}`;
  return result.result === 'could-not-judge' ? `could not judge: ${result.why}` : result.result;
}

// The judge is gone or says so: nothing of ours may stay behind. Registered once, because this module is read once in a worker.
hearJudge((word) => {
  if (word === 'leave') void leave();
});
process.once('disconnect', () => void leave());

async function leave(): Promise<void> {
  await closeBench();
  process.kill(process.pid, 'SIGKILL');
}

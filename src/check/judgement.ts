import { checks, type CheckName, type ExerciseName } from '../facts/names.ts';
import type { CheckResult, Judgement } from '../facts/verdict.ts';

/** The whole run from its checks: failed by the first that failed, not judged when one could not be, passed when all passed. Checks that did not come are 'not-run'. */
export function judgementOf(exercise: ExerciseName, only: CheckName | undefined, seed: number, ms: number, came: CheckResult[], outside?: string): Judgement {
  const names = checks[exercise].filter((name) => !only || name === only);
  const found = names.map((name): CheckResult => came.find((one) => one.name === name) ?? { name, result: 'not-run' });
  const rest = found.findIndex((one) => one.result === 'not-run');
  const isBroken = rest >= 0 && found.slice(0, rest).every((one) => one.result === 'passed');
  // no check may end without a word: what stopped the run is told at the first that did not come
  if (isBroken) found[rest] = { name: found[rest]!.name, result: 'could-not-judge', why: outside ?? 'the check ended without a word', tryThis: 'Press r to run it again.' };
  const result = found.some((one) => one.result === 'failed') ? 'failed' : found.every((one) => one.result === 'passed') ? 'passed' : 'could-not-judge';
  return { kind: 'verdict', exercise, result, seed, ms, checks: found };
}

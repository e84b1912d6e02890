import type { Symptom } from './names.ts';

/** What a check found. It always says what it saw. */
export type Verdict =
  | { result: 'passed'; saw: string }
  | { result: 'failed'; did: string; expected: string; saw: string; likely?: string; symptom: Symptom; replay: string }
  | { result: 'could-not-judge'; why: string; tryThis: string };

/** One line of `check --json`: a check's verdict under its name; `ms` is how long it took. */
export type CheckResult = { name: string; ms?: number } & (Verdict | { result: 'not-run' });

/** The last line of `check --json`: the whole run. */
export type Judgement = {
  kind: 'verdict';
  exercise: string;
  result: 'passed' | 'failed' | 'could-not-judge';
  seed: number;
  ms: number;
  checks: CheckResult[];
};

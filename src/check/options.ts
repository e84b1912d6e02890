import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { checks, type CheckName, type ExerciseName } from '../facts/names.ts';
import type { ProgramSource } from '../system/program.ts';

/** What the judge was asked to do. */
export type Options = { exercise: ExerciseName; source: ProgramSource; seed?: number; only?: CheckName; watch: boolean; paced: boolean };

/** Reads `EXERCISE [--file F | --run CMD --cwd D] [--seed N] [--only CHECK] [--watch] [--paced]`; a string says what is wrong with it. */
export function readOptions(args: string[]): Options | string {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { file: { type: 'string' }, run: { type: 'string' }, cwd: { type: 'string' }, seed: { type: 'string' }, only: { type: 'string' }, watch: { type: 'boolean' }, paced: { type: 'boolean' }, json: { type: 'boolean' } } });
  // an exercise may be named with its lesson: 2-load-balancing/round-robin
  const exercise = (positionals[0] ?? '').split('/').at(-1) as ExerciseName;
  if (!(exercise in checks)) return `There is no exercise "${exercise}". There are: ${Object.keys(checks).join(', ')}.`;
  const only = values.only as CheckName | undefined;
  if (only && !(checks[exercise] as readonly string[]).includes(only)) return `${exercise} has no check "${only}". It has: ${checks[exercise].join(', ')}.`;
  const seed = values.seed === undefined ? undefined : Number(values.seed);
  if (seed !== undefined && !Number.isInteger(seed)) return `--seed takes a whole number, not "${values.seed}".`;
  if (!values.file && !values.run) return 'What shall be judged? --file FILE or --run COMMAND.';
  const source = values.run ? { command: values.run, cwd: resolve(values.cwd ?? '.') } : { file: resolve(values.file!) };
  return { exercise, source, seed, only, watch: values.watch ?? false, paced: values.paced ?? false };
}

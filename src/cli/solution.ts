import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { findExercise, openCourse, solutionFile } from './course.ts';
import { options } from './usage.ts';

/** `rushhour solution EXERCISE`: our program; asks first when the learner's has not passed (no answer, or no terminal without --yes: not shown). */
export async function solution(args: string[]): Promise<number> {
  const { values, positionals } = options(args, { yes: { type: 'boolean', short: 'y' } });
  const { id, exercise } = findExercise(positionals[0]);
  const { state } = openCourse();
  const passed = state.get().exercises[id]?.state === 'passed';
  if (!passed && !values.yes && !(await agreed(exercise.title))) {
    process.stderr.write(`Not shown. npx rushhour hint ${exercise.name} gives less away; --yes shows it without asking.\n`);
    return 0;
  }
  process.stdout.write(readFileSync(solutionFile(id), 'utf8'));
  process.stderr.write(`\nWhy it works: ${exercise.why}\n`);
  return 0;
}

async function agreed(title: string): Promise<boolean> {
  process.stderr.write(`Yours has not passed yet. Show our "${title}" all the same? [y/N] `);
  if (!process.stdin.isTTY) return (process.stderr.write('\n'), false);
  const ask = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await ask.question('');
  ask.close();
  return /^y(es)?$/i.test(answer.trim());
}

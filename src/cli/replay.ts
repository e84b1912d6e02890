import { createInterface } from 'node:readline';
import type { CheckResult, Judgement } from '../facts/verdict.ts';
import { checkLines } from '../screen/words/verdict.ts';
import { openRun } from '../system/run.ts';
import { checkOption, sourceOption } from './check.ts';
import { findExercise } from './course.ts';
import { onEnd } from './end.ts';
import { openStream } from './stream.ts';
import { numberOption, options, Usage } from './usage.ts';

const known = { seed: { type: 'string' }, file: { type: 'string' }, run: { type: 'string' } } as const;

/** `rushhour replay EXERCISE CHECK --seed N`: that check alone, one step for each Enter, the first that broke the rule marked. */
export async function replay(args: string[]): Promise<number> {
  const { values, positionals } = options(args, known);
  const exercise = findExercise(positionals[0]);
  const check = checkOption(exercise.name, positionals[1] ?? '');
  const seed = numberOption('seed', values.seed, 0, 2_147_483_647);
  if (seed === undefined) throw new Usage(`Which run? The verdict names its seed: npx rushhour replay ${exercise.name} ${check} --seed N`);
  const source = sourceOption(exercise.id, values);
  const run = await openRun('replay');
  onEnd(() => run.close());
  say(`${exercise.exercise.title}, ${check}, seed ${seed}. Enter plays the next step; Ctrl-C leaves.\n`);
  try {
    const child = await openStream(run, 'judge', 'judge', [exercise.id, ...source, '--only', check, '--seed', String(Math.floor(seed)), '--paced'], (line) => show(line as Line));
    const keys = createInterface({ input: process.stdin });
    keys.on('line', () => child.stdin?.write('go\n'));
    // without a person at the keys the steps follow one another
    keys.on('close', () => setInterval(() => child.stdin?.write('go\n'), 20).unref());
    await child.exited;
    keys.close();
    return 0;
  } finally {
    await run.close();
  }
}

type Line = { kind: 'line'; text: string; waits: boolean } | { kind: 'check'; check: CheckResult | { name: string; result: 'running' } } | Judgement;

function show(line: Line): void {
  if (line.kind === 'line') say(`${line.waits ? '▸' : ' '} ${line.text}`);
  if (line.kind === 'check' && line.check.result !== 'running') say(`\n${checkLines(line.check).join('\n')}`);
}

function say(words: string): void {
  process.stdout.write(`${words}\n`);
}

import { existsSync } from 'node:fs';
import { find } from '../course/find.ts';
import type { Lesson, Step, Watch } from '../course/lesson.ts';
import { lineReader } from '../facts/stream.ts';
import { lessons } from '../../lessons/index.ts';
import { openStage, type Stage } from '../stage/stage.ts';
import { openRun } from '../system/run.ts';
import { openLiveLines } from './live-lines.ts';
import { numberOption, options, pathOption, Usage } from './usage.ts';

const known = {
  seconds: { type: 'string' },
  rate: { type: 'string' },
  seed: { type: 'string' },
  with: { type: 'string' },
  json: { type: 'boolean' },
  plain: { type: 'boolean' },
} as const;

/** `rushhour live LESSON[/STEP]`: runs a step's live system; levers are lines on stdin, `--json` prints the stream. Exit 0; 1 it did not start; 64 usage. */
export async function live(args: string[]): Promise<number> {
  const { values, positionals } = options(args, known);
  const { lesson, step, watch } = findWatch(positionals[0]);
  if (values.json && values.plain) throw new Usage('Give --json or --plain, not both.');
  const seconds = numberOption('seconds', values.seconds, 0.1, 86_400);
  const run = await openRun('live');
  try {
    const stage = openStage({
      run,
      lesson: lesson.id,
      step: step.id,
      watch,
      seconds,
      rate: whole(numberOption('rate', values.rate, 1, 600)),
      seed: whole(numberOption('seed', values.seed, 0, 2_147_483_647)),
      ...(values.with === undefined ? {} : { with: { file: programFile(values.with) } }),
      isInteractive: seconds === undefined,
      onLine: values.json ? (line) => print(JSON.stringify(line)) : openLiveLines(print, watch.panels.includes('counts')),
    });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stage.close());
    readLevers(stage, seconds !== undefined);
    return await stage.done;
  } finally {
    process.stdin.destroy();
    await run.close();
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** The end of the input ends a live system, except one that ends by the clock. */
function readLevers(stage: Stage, endsByClock: boolean): void {
  const read = lineReader((line) => stage.order(line));
  process.stdin.setEncoding('utf8').on('data', read).on('error', () => {});
  process.stdin.on('end', () => endsByClock || void stage.close());
  // whoever read us is gone
  process.stdout.on('error', () => void stage.close());
}

function findWatch(name: string | undefined): { lesson: Lesson; step: Step; watch: Watch } {
  const all = lessons.flatMap((lesson) => lesson.steps.flatMap((step) => (watchOf(step) ? [{ lesson, step, watch: watchOf(step)! }] : [])));
  const list = all.map(({ lesson, step }) => `${lesson.id}/${step.id}`).join(', ');
  if (name === undefined) throw new Usage(`Which step? These can be run live: ${list}.`);
  const found = find(lessons, name);
  if (found.kind === 'unknown') throw new Usage(`${found.words} These can be run live: ${list}.`);
  const wanted = all.find(({ lesson, step }) => lesson === found.lesson && (found.kind === 'lesson' ? step.kind === 'watch' : step === found.step));
  if (!wanted) throw new Usage(`${found.id} has no live system. These have one: ${list}.`);
  return wanted;
}

function watchOf(step: Step): Watch | undefined {
  if (step.kind === 'watch') return step.watch;
  return step.kind === 'predict' ? step.reveal : undefined;
}

function programFile(path: string): string {
  const file = pathOption(path);
  if (!existsSync(file)) throw new Usage(`There is no file ${file}.`);
  return file;
}

function whole(value: number | undefined): number | undefined {
  return value === undefined ? undefined : Math.round(value);
}

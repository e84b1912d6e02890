/**
 * The judge: `node dist/judge.js EXERCISE --file F` runs the exercise's checks and prints one JSON line for each thing that happens (facts/stream.ts), the Judgement last.
 *
 *   save ─► "saved" ─► the run before is stopped ─► "check … running" ─► picture, picture ─► "check …" ─► … ─► "verdict"
 */
import { createInterface } from 'node:readline';
import { now } from '../facts/clock.ts';
import { steps } from '../facts/names.ts';
import type { CheckLine } from '../facts/stream.ts';
import type { CheckResult, Judgement } from '../facts/verdict.ts';
import { judgementOf } from './judgement.ts';
import { readOptions } from './options.ts';
import { openWarm } from './warm.ts';
import { watchFile } from './watch.ts';
import type { FromWorker } from './wire.ts';

/** A newer save gives the run before it this long to end by itself. */
const graceMs = 250;

const exitCodes = { passed: 0, failed: 1, 'could-not-judge': 2 } as const;

const asked = readOptions(process.argv.slice(2));
if (typeof asked === 'string') {
  process.stderr.write(`${asked}\n`);
  process.exit(64);
}
const { exercise, source, only, paced } = asked;
const firstSeed = asked.seed ?? newSeed();
let leaving: Promise<void> | undefined;

process.stdout.on('error', () => process.exit(0));
const opening = openWarm(exercise);
// whoever ends a watching judge has seen enough; a single run that was ended has judged nothing
process.once('SIGTERM', () => void leave(asked.watch ? 0 : 143));
process.once('SIGINT', () => void leave(130));
// whoever has read the first line may save: by then we look
if (asked.watch) watching();
print({ v: 1, kind: 'hello', lesson: Object.entries(steps).find(([, ids]) => (ids as readonly string[]).includes(exercise))?.[0] ?? '', step: exercise, seed: firstSeed });
if (!asked.watch) await once();

async function once(): Promise<void> {
  const warm = await opening;
  obeyStdin({ go: () => warm.go(), stop: () => void warm.stop(1_000), quit: () => void leave(2) });
  const judgement = await oneRun(1, firstSeed, () => true);
  print(judgement);
  await leave(exitCodes[judgement.result]);
}

/** Runs on each save and on `again`; a newer one stops the run before it. */
function watching(): void {
  let number = 0;
  let last: Promise<unknown> = opening.then((warm) => warm.run(null, () => {}));
  const stop = (): void => void opening.then((warm) => warm.stop(graceMs));

  function next(): void {
    const mine = ++number;
    if (mine > 1) stop();
    last = last.then(async () => {
      if (mine !== number) return;
      const judgement = await oneRun(mine, mine === 1 ? firstSeed : (asked as { seed?: number }).seed ?? newSeed(), () => mine === number);
      // a run that a newer one has stopped says nothing more
      if (mine === number) print(judgement);
    });
  }

  if ('file' in source) watchFile(source.file, () => {
    print({ kind: 'saved', at: now(), file: source.file });
    next();
  });
  obeyStdin({ again: next, stop, quit: () => void leave(0) }).on('close', () => void leave(0));
}

/** One run of the checks; its lines are printed as long as it is wanted. */
async function oneRun(run: number, seed: number, isWanted: () => boolean): Promise<Judgement> {
  const warm = await opening;
  const from = performance.now();
  const came: CheckResult[] = [];
  const hear = (message: FromWorker): void => {
    if (!isWanted()) return;
    if (message.rushhour === 'running') print({ kind: 'check', run, check: { name: message.check, result: 'running' } });
    if (message.rushhour === 'picture') print(message.picture);
    if (message.rushhour === 'line') print({ kind: 'line', text: message.text, waits: message.waits });
    if (message.rushhour !== 'check') return;
    came.push(message.check);
    print({ kind: 'check', run, check: message.check });
  };
  const outside = await warm.run({ exercise, source, seed, only, paced }, hear).catch((error: Error) => error.message);
  return judgementOf(exercise, only, seed, Math.round(performance.now() - from), came, outside);
}

function print(line: CheckLine | { kind: 'line'; text: string; waits: boolean }): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** One word a line. */
function obeyStdin(words: Record<string, () => void>): ReturnType<typeof createInterface> {
  return createInterface({ input: process.stdin }).on('line', (line) => words[line.trim()]?.());
}

function leave(code: number): Promise<void> {
  leaving ??= opening.then((warm) => warm.close()).catch(() => {}).then(() => void process.stdout.write('', () => process.exit(code)));
  return leaving;
}

function newSeed(): number {
  return 1_000 + Math.floor(Math.random() * 9_000);
}

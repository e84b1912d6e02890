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
import { readOptions, type Options } from './options.ts';
import { openWarm, type Warm } from './warm.ts';
import { watchFile } from './watch.ts';
import type { FromWorker } from './wire.ts';

/** A newer save gives the run before it this long to end by itself. */
const graceMs = 250;

const exitCodes = { passed: 0, failed: 1, 'could-not-judge': 2 } as const;

const print = (line: CheckLine | { kind: 'line'; text: string; waits: boolean }): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

let leaving: Promise<void> | undefined;
const options = readOptions(process.argv.slice(2));
if (typeof options === 'string') {
  process.stderr.write(`${options}\n`);
  process.exit(64);
}
process.stdout.on('error', () => process.exit(0));
const seed = options.seed ?? newSeed();
const lesson = Object.entries(steps).find(([, ids]) => (ids as readonly string[]).includes(options.exercise))?.[0] ?? '';
print({ v: 1, kind: 'hello', lesson, step: options.exercise, seed });
const warm = await openWarm(options.exercise);
process.once('SIGTERM', () => void leave(0));
process.once('SIGINT', () => void leave(130));
if (options.watch) await watching(options, warm);
else await once(options, warm);

async function once(asked: Options, warm: Warm): Promise<void> {
  obeyStdin({ go: () => warm.go(), stop: () => void warm.stop(1_000), quit: () => void leave(2) });
  const judgement = await oneRun(asked, warm, 1, seed);
  print(judgement);
  await leave(exitCodes[judgement.result]);
}

/** Runs on each save and on `again`; a newer one stops the run before it. */
async function watching(asked: Options, warm: Warm): Promise<void> {
  let number = 0;
  let last: Promise<unknown> = warm.run(null, () => {});

  async function next(): Promise<void> {
    const mine = ++number;
    const before = last;
    let done = (): void => {};
    last = new Promise<void>((resolve) => (done = resolve));
    if (mine > 1) void warm.stop(graceMs);
    await before;
    const judgement = mine === number ? await oneRun(asked, warm, mine, mine === 1 ? seed : (asked.seed ?? newSeed()), () => mine === number) : undefined;
    // a run that a newer one has stopped says nothing more
    if (judgement && mine === number) print(judgement);
    done();
  }

  const ended = new AbortController();
  if ('file' in asked.source) {
    const { file } = asked.source;
    watchFile(file, ended.signal, () => {
      print({ kind: 'saved', at: now(), file });
      void next();
    });
  }
  obeyStdin({ again: () => void next(), stop: () => void warm.stop(graceMs), quit: () => void leave(0) });
}

async function oneRun(asked: Options, warm: Warm, run: number, seed: number, isWanted: () => boolean = () => true): Promise<Judgement> {
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
  const { exercise, source, only, paced } = asked;
  const outside = await warm.run({ exercise, source, seed, ...(only ? { only } : {}), paced }, hear).catch((error: Error) => error.message);
  return judgementOf(exercise, only, seed, Math.round(performance.now() - from), came, outside);
}

/** One word a line; the end of stdin is the end of whoever wanted a verdict, in watch mode. */
function obeyStdin(words: Record<string, () => void>): void {
  const lines = createInterface({ input: process.stdin });
  lines.on('line', (line) => words[line.trim()]?.());
  if (options instanceof Object && options.watch) lines.on('close', () => void leave(0));
}

function leave(code: number): Promise<void> {
  return (leaving ??= warm.close().catch(() => {}).then(() => process.stdout.write('', () => process.exit(code))) as Promise<void>);
}

function newSeed(): number {
  return 1_000 + Math.floor(Math.random() * 9_000);
}

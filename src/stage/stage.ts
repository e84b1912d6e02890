import type { Watch } from '../course/lesson.ts';
import { now } from '../facts/clock.ts';
import type { LiveLine } from '../facts/stream.ts';
import type { ProgramSource } from '../system/program.ts';
import type { Run } from '../system/run.ts';
import { openBook } from './book.ts';
import { firstSettings, theorySeconds } from './controls.ts';
import { openCrowd, type Crowd } from './crowd.ts';
import { readLever, type Pulled, type Scene } from './levers.ts';
import { openMachines } from './machines.ts';
import { openObey } from './obey.ts';
import { openPlay } from './play.ts';
import { openTapped, type Tapped } from './tapped.ts';

/** What to show: the watch of one step, at its own rate and seed or others; `with` takes the place of the door; `seconds` ends it. */
export type StageOptions = {
  run: Run;
  lesson: string;
  step: string;
  watch: Watch;
  seed?: number;
  rate?: number;
  seconds?: number;
  with?: ProgramSource;
  /** Somebody may still type `again` when a machine does not start. */
  isInteractive?: boolean;
  onLine: (line: LiveLine) => void;
};

/** A live system being watched. `done` resolves with the exit code: 0, or 1 when it did not start. */
export type Stage = { order(line: string): void; done: Promise<number>; close(): Promise<number> };

const PICTURES_A_SECOND = 15;
/** At the end those inside may still get their answer. */
const LAST_ANSWERS_MS = 300;

/**
 * Starts a system and its crowd, folds their facts, prints pictures, obeys levers, and ends with a summary.
 *
 *   lever ─► obey ─► machines, crowd ─► facts ─► ledger ─► picture, 15 a second
 */
export function openStage(options: StageOptions): Stage {
  const { run, watch } = options;
  const system = watch.system();
  const seed = options.seed ?? watch.traffic.seed;
  const isYours = options.with !== undefined;
  const settings = firstSettings(watch, options.rate);
  const timers: NodeJS.Timeout[] = [];
  const opened = now();
  let state: 'starting' | 'playing' | 'failed' | 'ending' = 'starting';
  let tapped: Tapped | undefined;
  let crowd: Crowd | undefined;
  let lateness = 0;
  let ended: (code: number) => void = () => {};
  const done = new Promise<number>((resolve) => (ended = resolve));

  const machines = openMachines({ run, system, source: options.with, tap: () => tapped!.path, rule: () => ({ ...settings, seed }), tell: (fact) => book.tell(fact), onChange: sayStarting });
  const book = openBook(() => ({ door: system.entry, yours: isYours, machines: machines.places().map(({ machine }) => ({ id: machine.id, role: machine.role, workers: Number(machine.env?.WORKERS ?? 0) })) }));
  const play = openPlay({ watch, seed, isYours, settings, machines, crowd: () => crowd!, book, broken });
  const obey = openObey({ machines, play, isYours, settings, first: firstSettings(watch, options.rate), watch, book, restart: start, door: () => crowd?.order({ order: 'door', url: doorUrl() }) });

  /** Once it ends, only the summary is left to say. */
  function say(line: LiveLine): void {
    if (!isEnding() || line.kind === 'summary') options.onLine(line);
  }

  function isEnding(): boolean {
    return state === 'ending';
  }

  function sayStarting(): void {
    if (state !== 'starting') return;
    const rows = machines.places().map(({ machine, state, port, ms }) => ({ id: machine.id, state, ...(port === undefined ? {} : { port }), ...(ms === undefined ? {} : { ms }) }));
    say({ kind: 'starting', machines: rows, ms: Math.round(now() - opened) });
  }

  /** From nothing to the first visitor. */
  async function start(): Promise<void> {
    if (isEnding()) return;
    state = 'starting';
    tapped ??= await openTapped(run.folder, machines.at, book.tell);
    if (!(await machines.startAll())) return failed();
    if (isEnding()) return;
    crowd ??= await openTheCrowd(tapped.path);
    crowd.order({ order: 'door', url: doorUrl() });
    if (isEnding()) return;
    state = 'playing';
    play.begin();
    if (timers.length === 0) keepTime();
  }

  /** It may have ended again by now; then visitors find nobody there. */
  function doorUrl(): string {
    return `http://127.0.0.1:${machines.door().port}`;
  }

  async function openTheCrowd(tap: string): Promise<Crowd> {
    const opened = await openCrowd(run, { ...watch.traffic, seed, rate: settings.rate }, doorUrl(), tap);
    opened.onReport((report) => report.report === 'late' && (lateness = report.p99));
    void opened.child.exited.then(() => {
      say({ kind: 'sorry', words: 'The crowd has ended by itself; the live system is closed.' });
      void finish(1);
    });
    return opened;
  }

  function failed(): void {
    if (isEnding()) return;
    state = 'failed';
    say(book.ledger().picture(now()));
    if (!options.isInteractive) void finish(1);
  }

  function keepTime(): void {
    timers.push(setInterval(() => say(book.ledger().picture(now())), 1000 / PICTURES_A_SECOND));
    timers.push(setInterval(play.tellTheoryAnew, theorySeconds.every * 1000));
    if (options.seconds !== undefined) timers.push(setTimeout(() => void finish(0), options.seconds * 1000));
  }

  async function finish(code: number): Promise<void> {
    if (isEnding()) return;
    // a system that never stood did not start, however its end was asked for
    const exitCode = state === 'failed' ? 1 : code;
    state = 'ending';
    play.cancel();
    for (const timer of timers) clearInterval(timer);
    crowd?.order({ order: 'hold' });
    for (const until = now() + LAST_ANSWERS_MS; book.ledger().inside() > 0 && now() < until; ) await new Promise((resolve) => setTimeout(resolve, 15));
    const summary = book.ledger().summary(now());
    if (crowd) run.note(crowd.child.pid, { stopped: 'asked' });
    await crowd?.child.stop();
    await machines.stopAll();
    tapped?.close();
    say({ ...summary, lateness: Math.round(lateness * 10) / 10, ended: [...run.ended] });
    ended(exitCode);
  }

  function scene(): Scene {
    const servers = machines.servers().map(({ machine, running }) => ({ id: machine.id, isRunning: running !== undefined }));
    return { door: system.entry, yours: isYours, servers, doorIsRunning: machines.door().running !== undefined };
  }

  async function take(line: string): Promise<void> {
    if (isEnding()) return;
    const pulled = readLever(line, scene());
    if ('sorry' in pulled) return say({ kind: 'sorry', words: pulled.sorry });
    if (state === 'failed' && pulled.lever !== 'again') return say({ kind: 'sorry', words: 'Nothing runs now. again starts it, quit ends it.' });
    if (pulled.lever === 'again') book.keepWords();
    book.tell({ at: now(), kind: 'lever-pulled', command: line.trim() });
    await obey(pulled as Exclude<Pulled, { lever: 'quit' }>, state === 'failed');
  }

  function broken(error: unknown): void {
    say({ kind: 'sorry', words: `Something of ours went wrong: ${(error as Error).message}` });
    if (state === 'starting') void finish(1);
  }

  say({ v: 1, kind: 'hello', lesson: options.lesson, step: options.step, seed });
  let queue = start().catch(broken);
  run.signal.addEventListener('abort', () => void finish(0));

  return {
    order(line) {
      if (line.trim() === '') return;
      if (line.trim() === 'quit') return void finish(0);
      queue = queue.then(() => take(line)).catch(broken);
    },
    done,
    close: () => (void finish(0), done),
  };
}

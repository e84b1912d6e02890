import type { Watch } from '../course/lesson.ts';
import { now } from '../facts/clock.ts';
import type { Fact } from '../facts/fact.ts';
import { Ledger } from '../facts/ledger.ts';
import type { LiveLine } from '../facts/stream.ts';
import type { ProgramSource } from '../system/program.ts';
import type { Run } from '../system/run.ts';
import { firstSettings, controlsOf, theorySeconds } from './controls.ts';
import { openCrowd, type Crowd } from './crowd.ts';
import { readLever, type Pulled, type Scene } from './levers.ts';
import { openMachines } from './machines.ts';
import { openObey } from './obey.ts';
import { playRounds, type Comparison } from './rounds.ts';
import { summarise } from './summary.ts';
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
  let tapped: Tapped | undefined;
  let crowd: Crowd | undefined;
  let lateness = 0;
  let state: 'starting' | 'playing' | 'failed' | 'ending' = 'starting';
  let comparison: AbortController | undefined;
  let plays = 0;
  // what a program says while it starts belongs to the ledger that is opened when it has
  let saidEarly: Fact[] | undefined = [];
  // a step that only offers a comparison waits for `policy all`
  const playsAtOnce = watch.rounds !== undefined && !watch.levers.includes('all-policies');
  const machines = openMachines({ run, system, source: options.with, tap: () => tapped!.path, rule: () => ({ ...settings, seed }), tell, onChange: sayStarting });
  let ledger = newLedger();

  /** Once it ends, only the summary is left to say. */
  function onLine(line: LiveLine): void {
    if (!isEnding() || line.kind === 'summary') options.onLine(line);
  }

  function tell(fact: Fact): void {
    if (fact.kind === 'machine-said') saidEarly?.push(fact);
    ledger.tell(fact);
  }

  function isEnding(): boolean {
    return state === 'ending';
  }

  function newLedger(): Ledger {
    const known = machines.places().map(({ machine }) => ({ id: machine.id, role: machine.role, workers: Number(machine.env?.WORKERS ?? 0) }));
    return new Ledger({ start: now(), door: system.entry, yours: isYours, machines: known });
  }

  function sayStarting(): void {
    if (state !== 'starting') return;
    const rows = machines.places().map(({ machine, state, port, ms }) => ({ id: machine.id, state, ...(port === undefined ? {} : { port }), ...(ms === undefined ? {} : { ms }) }));
    onLine({ kind: 'starting', machines: rows, ms: Math.round(now() - opened) });
  }

  /** From nothing to the first visitor. */
  async function start(): Promise<void> {
    state = 'starting';
    tapped ??= await openTapped(run.folder, machines.at, tell);
    if (!(await machines.startAll())) return failed();
    if (isEnding()) return;
    crowd ??= await openTheCrowd(tapped.path);
    crowd.order({ order: 'door', url: doorUrl() });
    if (isEnding()) return;
    begin();
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
      if (isEnding()) return;
      onLine({ kind: 'sorry', words: 'The crowd has ended by itself; the live system is closed.' });
      void finish(1);
    });
    return opened;
  }

  function failed(): void {
    if (isEnding()) return;
    state = 'failed';
    onLine(ledger.picture(now()));
    if (!options.isInteractive) void finish(1);
  }

  function keepTime(): void {
    timers.push(setInterval(() => onLine(ledger.picture(now())), 1000 / PICTURES_A_SECOND));
    timers.push(setInterval(() => comparison || tellTheory(Math.min(theorySeconds.most, ledger.measured(now()).seconds)), theorySeconds.every * 1000));
    if (options.seconds !== undefined) timers.push(setTimeout(() => void finish(0), options.seconds * 1000));
  }

  /** A new ledger, and the crowd from its first visitor on. */
  function begin(): void {
    state = 'playing';
    cancel();
    plays++;
    const { rounds } = ledger.picture(now());
    ledger = newLedger();
    for (const round of rounds) tell({ at: now(), kind: 'round-finished', round });
    for (const fact of [...(saidEarly ?? []), ...machines.present()]) ledger.tell(fact);
    saidEarly = undefined;
    if (!isYours) {
      tell({ at: now(), kind: 'policy-set', policy: settings.policy });
      tell({ at: now(), kind: 'passive-set', on: settings.passive });
    }
    setRate(settings.rate);
    if (playsAtOnce) void compare(watch.rounds!, false).catch(broken);
    else comeAnew();
  }

  function setRate(rate: number): void {
    settings.rate = rate;
    crowd!.order({ order: 'rate', rate });
    tell({ at: now(), kind: 'rate-set', rate });
  }

  function usePolicy(policy: typeof settings.policy): void {
    settings.policy = policy;
    machines.order({ order: 'policy', policy, seed: balancerSeed() });
    tell({ at: now(), kind: 'policy-set', policy });
  }

  /** The same visitors again, and the same dice, for the controls in force; and what theory says of them. */
  function comeAnew(): void {
    tellTheory();
    crowd!.order({ order: 'hold' });
    machines.order({ order: 'policy', policy: settings.policy, seed: balancerSeed() });
    crowd!.order({ order: 'restart', seed });
  }

  /** A step that is a comparison may be played again with other dice: is it the same every time? */
  function balancerSeed(): number {
    return playsAtOnce ? seed + 1000 * (plays - 1) : seed;
  }

  function theory(seconds: number, policy = settings.policy) {
    return isYours ? undefined : watch.theory?.(controlsOf(watch, { ...settings, policy }, machines.servers(), machines.door(), seed, seconds));
  }

  function tellTheory(seconds = theorySeconds.first): void {
    const told = theory(seconds);
    if (told) tell({ at: now(), kind: 'theory-told', theory: told });
  }

  /** Plays all policies; afterwards the rule that was in force goes on, or (`goesOn` false) the result stands still. */
  async function compare(what: Comparison, goesOn: boolean): Promise<void> {
    cancel();
    if (isYours) return void crowd!.order({ order: 'restart', seed, requests: what.requests });
    const mine = (comparison = new AbortController());
    const before = settings.policy;
    await playRounds({ comparison: what, crowd: crowd!, ledger, seed, tell, usePolicy, theory: (policy, seconds) => theory(seconds, policy), signal: mine.signal });
    if (mine.signal.aborted) return;
    comparison = undefined;
    if (!goesOn) return;
    usePolicy(before);
    comeAnew();
  }

  function cancel(): void {
    comparison?.abort();
    comparison = undefined;
  }

  async function finish(code: number): Promise<void> {
    if (isEnding()) return;
    state = 'ending';
    cancel();
    for (const timer of timers) clearInterval(timer);
    crowd?.order({ order: 'hold' });
    for (const until = now() + 300; ledger.inside() > 0 && now() < until; ) await new Promise((resolve) => setTimeout(resolve, 15));
    const at = now();
    const summary = summarise(ledger, at, lateness, []);
    if (crowd) {
      run.note(crowd.child.pid, { stopped: 'asked' });
      await crowd.child.stop();
    }
    await machines.stopAll();
    tapped?.close();
    onLine({ ...summary, ended: [...run.ended] });
    ended(code);
  }

  function broken(error: unknown): void {
    if (isEnding()) return;
    onLine({ kind: 'sorry', words: `Something of ours went wrong: ${(error as Error).message}` });
    if (state === 'starting') void finish(1);
  }

  let ended: (code: number) => void = () => {};
  const done = new Promise<number>((resolve) => (ended = resolve));

  const obey = openObey({ machines, isYours, settings, first: firstSettings(watch, options.rate), watch, tell, tellTheory, setRate, usePolicy, comeAnew, compare, cancel, begin, restart: start, insideOf: (id) => ledger.inside(id), door: () => crowd?.order({ order: 'door', url: doorUrl() }) });

  function scene(): Scene {
    const isRunning = ({ running }: { running: unknown }): boolean => running !== undefined;
    return { door: system.entry, yours: isYours, servers: machines.servers().map((place) => ({ id: place.machine.id, isRunning: isRunning(place) })), doorIsRunning: isRunning(machines.door()) };
  }

  async function take(line: string): Promise<void> {
    if (isEnding()) return;
    const pulled = readLever(line, scene());
    if ('sorry' in pulled) return onLine({ kind: 'sorry', words: pulled.sorry });
    if (state === 'failed' && pulled.lever !== 'again') return onLine({ kind: 'sorry', words: 'Nothing runs now. again starts it, quit ends it.' });
    if (pulled.lever === 'again') saidEarly = [];
    tell({ at: now(), kind: 'lever-pulled', command: line.trim() });
    await obey(pulled as Exclude<Pulled, { lever: 'quit' }>, state === 'failed');
  }

  onLine({ v: 1, kind: 'hello', lesson: options.lesson, step: options.step, seed });
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

import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFileSync, lstatSync, mkdirSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { Ended } from '../facts/picture.ts';
import { now } from '../facts/clock.ts';
import { childOf, type Child, type Plan } from './child.ts';
import { childEnvironment } from './environment.ts';
import { groupLives, killGroup, killOne, markedWith, startOf } from './processes.ts';
import { programPath, programUrl } from './programs.ts';
import { openReaper } from './reaper/open.ts';
import { sweepLeftovers } from './sweep.ts';

/**
 * Everything one owner starts, from its first child to "0 of ours remain".
 *
 *   openRun ─► folder, journal, reaper ─► spawn: process waits at its gate ─► reaper told ─► go ─► … ─► close: all stopped, folder gone
 */
export type Run = AsyncDisposable & {
  id: string;
  folder: string;
  /** Aborted when the run closes. */
  signal: AbortSignal;
  spawn(plan: Plan): Promise<Child>;
  /** What was started and has ended, for the receipt; `note` says how a row is to read. */
  ended: Ended[];
  note(pid: number, row: Partial<Ended>): void;
  /** Children that have not ended. */
  living(): Child[];
  close(): Promise<void>;
  /** Processes of this run that are there right now. */
  remaining(): number[];
};

/** The folder in which every run of this user has its own. */
export function runsFolder(): string {
  return join(tmpdir(), `rushhour-${process.platform === 'win32' ? userInfo().username.replace(/\W/g, '') : userInfo().uid}`);
}

/** In a shared temporary folder somebody else may have taken our name: journals that we did not write must never name whom to end. */
function ownRunsFolder(): void {
  const folder = runsFolder();
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  const isOurs = process.platform === 'win32' || (found.isDirectory() && found.uid === userInfo().uid && (found.mode & 0o077) === 0);
  if (!isOurs) throw new Error(`${folder} is not a folder of ours alone. Remove it, or set TMPDIR to a folder of your own`);
}

/** Opens a run: a folder only we can read, a journal, a reaper; and clears away what a run whose owner died has left. */
export async function openRun(owner: string): Promise<Run> {
  const outer = process.env.RUSHHOUR_RUN;
  const id = `${outer ? `${outer}.` : ''}${randomBytes(4).toString('hex')}`;
  const folder = join(runsFolder(), id.split('.').at(-1)!);
  ownRunsFolder();
  mkdirSync(folder, { mode: 0o700 });
  const journal = (row: object): void => appendFileSync(join(folder, 'journal'), `${JSON.stringify(row)}\n`);
  journal({ run: id, owner, pid: process.pid, start: startOf(process.pid) });
  const reaper = openReaper(id, folder);
  sweepLeftovers(runsFolder(), folder);

  const children = new Map<number, Child>();
  const began = new Map<number, number>();
  const notes = new Map<number, Partial<Ended>>();
  const ended: Ended[] = [];
  const closing = new AbortController();
  let closed: Promise<void> | undefined;

  async function start(plan: Plan): Promise<Child> {
    if (closing.signal.aborted) throw new Error(`${plan.what} was not started: everything is being stopped`);
    const child = childOf(plan.what, spawnPlan(plan, id));
    if (!child.pid) throw new Error(`${plan.what} could not be started`);
    children.set(child.pid, child);
    began.set(child.pid, now());
    const born = startOf(child.pid) ?? 'unknown';
    void child.exited.then((exit) => gone(child, exit.signal));
    await reaper.tell(child.pid, born);
    journal({ pid: child.pid, start: born, what: plan.what });
    if (!plan.spare) child.go();
    return child;
  }

  /** A leader may leave members of its group behind: they go with it. */
  function gone(child: Child, signal: string | null): void {
    if (groupLives(child.pid)) killGroup(child.pid);
    children.delete(child.pid);
    void reaper.forget(child.pid);
    const asked = closing.signal.aborted;
    ended.push({ what: child.what, pid: child.pid, stopped: asked ? 'asked' : signal === 'SIGKILL' ? 'killed' : 'crashed', at: now(), ms: 0, ...notes.get(child.pid) });
  }

  async function close(): Promise<void> {
    closing.abort();
    const from = now();
    await Promise.all([...children.values()].map(async (child) => {
      await child.stop();
      run.note(child.pid, { ms: now() - from });
    }));
    for (let round = 0; round < 20 && markedWith(id).length > 0; round++) for (const pid of markedWith(id)) killOne(pid);
    await reaper.close();
    rmSync(folder, { recursive: true, force: true });
  }

  const run: Run = {
    id,
    folder,
    signal: closing.signal,
    spawn: start,
    ended,
    note(pid, row) {
      notes.set(pid, { ...notes.get(pid), ...row });
      const written = ended.find((one) => one.pid === pid);
      if (written) Object.assign(written, row);
    },
    living: () => [...children.values()],
    close: () => (closed ??= close()),
    remaining: () => [...new Set([...children.keys(), ...markedWith(id)])].filter((pid) => groupLives(pid) || markedWith(id).includes(pid)),
    [Symbol.asyncDispose]: () => run.close(),
  };
  return run;
}

function spawnPlan(plan: Plan, run: string) {
  const stdio = [plan.stdin ? 'pipe' : 'ignore', 'pipe', 'pipe', 'pipe', ...(plan.ipc ? ['ipc' as const] : [])] as ('pipe' | 'ignore' | 'ipc')[];
  const options = { cwd: plan.cwd, env: childEnvironment(plan.env ?? {}, run), detached: process.platform !== 'win32', stdio, windowsHide: true } as const;
  if (plan.command !== undefined) return foreign(plan.command, options);
  const waits = plan.program === 'learner' ? [] : ['--import', programUrl('gate')];
  const imports = (plan.imports ?? []).flatMap((url) => ['--import', url]);
  return spawn(process.execPath, ['--disable-warning=DEP0060', '--disable-warning=ExperimentalWarning', ...(plan.nodeFlags ?? []), ...waits, ...imports, programPath(plan.program ?? 'learner'), ...(plan.args ?? [])], options);
}

/** A foreign command waits at the same gate, in the shell's own words. */
function foreign(command: string, options: object) {
  if (process.platform === 'win32') return spawn('cmd', ['/d', '/s', '/c', `"${command}"`], { ...options, windowsVerbatimArguments: true } as object);
  return spawn('/bin/sh', ['-c', `read _ <&3 || exit 0; exec 3<&-; ${command}`], options);
}

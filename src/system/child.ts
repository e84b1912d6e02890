import type { ChildProcess } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import type { GateLine } from './gate-line.ts';
import { groupLives, killGroup } from './processes.ts';
import type { Program } from './programs.ts';

/** What to start: one of our programs, a learner's bundle behind `learner`, or a foreign command. `env` is the whole contract; `gate: false` leaves it waiting. */
export type Plan = {
  what: string;
  program?: Program;
  command?: string;
  args?: string[];
  env?: Record<string, string>;
  cwd?: string;
  imports?: string[];
  nodeFlags?: string[];
  ipc?: boolean;
  stdin?: boolean;
  spare?: boolean;
};

/** How a process ended. */
export type Exit = { code: number | null; signal: string | null };

/** One process of ours, leader of its own group. */
export type Child = {
  what: string;
  pid: number;
  exited: Promise<Exit>;
  ended: () => Exit | undefined;
  stdout: Readable;
  stderr: Readable;
  stdin: Writable | null;
  /** Opens its gate; a spare gets its program with it. */
  go(line?: GateLine): void;
  send(message: object): void;
  onMessage(listener: (message: never) => void): () => void;
  /** Asks (SIGTERM), waits, and kills what is left of the group. */
  stop(graceMs?: number): Promise<Exit>;
  /** Kills the whole group at once (SIGKILL) and resolves when the exit was seen. */
  kill(): Promise<Exit>;
};

/** Wraps a spawned process; the caller has made it a group leader with descriptor 3 as its gate. */
export function childOf(what: string, spawned: ChildProcess): Child {
  const pid = spawned.pid!;
  let ended: Exit | undefined;
  const exited = new Promise<Exit>((resolve) => {
    spawned.once('exit', (code, signal) => resolve((ended = { code, signal })));
    spawned.once('error', () => resolve((ended ??= { code: null, signal: null })));
  });
  const gate = spawned.stdio[3] as Writable | undefined;
  for (const pipe of [gate, spawned.stdin]) pipe?.on('error', () => {});
  return {
    what,
    pid,
    exited,
    ended: () => ended,
    stdout: spawned.stdout!,
    stderr: spawned.stderr!,
    stdin: spawned.stdin,
    go: (line = {}) => void gate?.end(`${JSON.stringify(line)}\n`),
    send: (message) => void (spawned.connected && spawned.send(message, () => {})),
    onMessage: (listener) => {
      spawned.on('message', listener as (message: unknown) => void);
      return () => spawned.off('message', listener as (message: unknown) => void);
    },
    stop: (graceMs = 500) => stopGroup(pid, exited, () => ended, graceMs),
    kill: () => stopGroup(pid, exited, () => ended, 0),
  };
}

async function stopGroup(pid: number, exited: Promise<Exit>, ended: () => Exit | undefined, graceMs: number): Promise<Exit> {
  if (graceMs > 0 && !ended()) {
    killGroup(pid, 'SIGTERM');
    await Promise.race([exited, new Promise((resolve) => setTimeout(resolve, graceMs).unref())]);
  }
  if (!ended() || groupLives(pid)) killGroup(pid);
  return exited;
}

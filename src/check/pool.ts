import { fork, type ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import type { PoolOptions, PoolRunnerInitializer, PoolWorker } from 'vitest/node';
import { isOurs, type FromWorker, type ToWorker } from './wire.ts';

/**
 * One worker process that is lent to one run after the other, where vitest would start a new one each time: so our servers, the modules and the spare process stay warm.
 *
 *   run 1 ── start ─► fork ── run ─► … ── stop ─► (kept)      run 2 ── start ─► (the same) ── run ─► …
 */
export type WarmPool = PoolRunnerInitializer & {
  /** Hears what our checks say beside vitest's own messages. */
  hear: (message: FromWorker) => void;
  say(word: ToWorker['rushhour']): void;
  /** Ends the worker at once; the next run gets a new one. */
  kill(): Promise<void>;
  /** Lets the worker stop what it has started, then ends it. */
  leave(graceMs: number): Promise<void>;
};

/** Opens the pool; its worker is forked at the first run. */
export function openPool(): WarmPool {
  let child: ChildProcess | undefined;

  function start(options: PoolOptions): ChildProcess {
    const made = fork(join(options.distPath, 'workers/forks.js'), [], { env: options.env as NodeJS.ProcessEnv, execArgv: options.execArgv, stdio: ['ignore', 'ignore', 'ignore', 'ipc'], serialization: 'advanced' });
    made.on('message', (message) => isOurs(message) && pool.hear(message as FromWorker));
    made.once('exit', () => {
      if (child === made) child = undefined;
    });
    return made;
  }

  const pool: WarmPool = {
    name: 'warm',
    hear: () => {},
    createPoolWorker: (options) => lend(() => {
      const isNew = !child;
      child ??= start(options);
      return { child, isNew };
    }),
    say: (word) => void (child?.connected && child.send({ rushhour: word })),
    async kill() {
      const gone = ended(child);
      child?.kill('SIGKILL');
      await gone;
    },
    async leave(graceMs) {
      const gone = ended(child);
      pool.say('leave');
      const late = setTimeout(() => child?.kill('SIGKILL'), graceMs);
      await gone;
      clearTimeout(late);
    },
  };
  return pool;
}

function ended(child: ChildProcess | undefined): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once('exit', () => resolve()));
}

/** What vitest sees of the worker during one run: a process that starts and stops when it is told. */
function lend(borrow: () => { child: ChildProcess; isNew: boolean }): PoolWorker {
  const heard = new EventEmitter();
  let child: ChildProcess | undefined;
  let isNew = true;
  const forward = { message: (message: unknown) => !isOurs(message) && heard.emit('message', message), exit: () => heard.emit('exit'), error: (error: Error) => heard.emit('error', error) };
  const answer = (type: string): void => queueMicrotask(() => heard.emit('message', { type, __vitest_worker_response__: true }));
  return {
    name: 'warm',
    // modules travel over the pipe: nothing of ours is left in the folder for temporary files after a kill
    cacheFs: false,
    on: (event, listener) => void heard.on(event, listener),
    off: (event, listener) => void heard.off(event, listener),
    deserialize: (message) => message,
    send(message) {
      if (message.type === 'stop') return answer('stopped');
      if (message.type === 'start' && !isNew) return answer('started');
      if (child?.connected) child.send(message, () => {});
    },
    async start() {
      ({ child, isNew } = borrow());
      for (const [event, listener] of Object.entries(forward)) child.on(event, listener);
    },
    async stop() {
      for (const [event, listener] of Object.entries(forward)) child?.off(event, listener);
    },
  };
}

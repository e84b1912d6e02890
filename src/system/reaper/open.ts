import { spawn, type ChildProcess } from 'node:child_process';
import { programPath } from '../programs.ts';
import { reaperEnvironment } from '../environment.ts';

/** The owner's end of a reaper. Each call resolves when the words are in the pipe: from then on a kill -9 of the owner cannot lose them. */
export type Reaper = {
  tell(pid: number, start: string): Promise<void>;
  forget(pid: number): Promise<void>;
  /** Ends the reaper in an orderly way; it still kills what it knows. Resolves when it is gone. */
  close(): Promise<void>;
  pid(): number;
};

/** Starts the reaper of one run; if it is killed, another takes its place and is told everything again. */
export function openReaper(run: string, folder: string): Reaper {
  const known = new Map<number, string>();
  let closing = false;
  let reaper = start();

  function start(): ChildProcess {
    const child = spawn(process.execPath, [programPath('reaper'), run, folder], { detached: true, stdio: ['pipe', 'ignore', 'ignore'], env: reaperEnvironment(), windowsHide: true });
    child.stdin?.on('error', () => {});
    // a reaper that is killed is replaced at once; one that cannot start or ends by itself is not asked too fast
    const replace = (): void => void (closing || setTimeout(() => closing || (reaper = start()), performance.now() - born < 100 ? 200 : 0).unref());
    const born = performance.now();
    child.once('exit', replace);
    child.once('error', replace);
    for (const [pid, began] of known) child.stdin!.write(`+ ${pid} ${began}\n`);
    // the pipe must not keep the owner alive, and neither must the process
    child.unref();
    (child.stdin as unknown as { unref?(): void }).unref?.();
    return child;
  }

  const write = (line: string): Promise<void> => new Promise((resolve) => reaper.stdin!.write(line, () => resolve()));

  return {
    tell(pid, began) {
      known.set(pid, began);
      return write(`+ ${pid} ${began}\n`);
    },
    forget(pid) {
      known.delete(pid);
      return write(`- ${pid}\n`);
    },
    close() {
      closing = true;
      return new Promise((resolve) => {
        if (reaper.exitCode !== null || reaper.signalCode !== null) return resolve();
        reaper.ref();
        reaper.once('exit', () => resolve());
        reaper.stdin!.end();
      });
    },
    pid: () => reaper.pid ?? 0,
  };
}

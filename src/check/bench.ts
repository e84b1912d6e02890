import type { MachineId } from '../facts/fact.ts';
import type { Child } from '../system/child.ts';
import { startMachine, type RunningMachine } from '../system/machine.ts';
import { startSpare } from '../system/program.ts';
import { openRun, type Run } from '../system/run.ts';

/** What stays warm between the checks and runs of one worker: its run, its server machines, and a process that waits for the next program. */
export type Bench = {
  run: Run;
  /** The running machine of that name; started if it is not there, on `port` if one is asked for. */
  machine(id: MachineId, port?: number): Promise<RunningMachine>;
  /** Forgets a machine that was killed. */
  forget(id: MachineId): void;
  takeSpare(): Promise<Child | undefined>;
  /** Starts the next waiting process, without waiting for it. */
  refill(): void;
  close(): Promise<void>;
};

let open: Promise<Bench> | undefined;

/** The bench of this worker: opened at its first check, kept for all later ones, closed when the worker leaves. */
export function bench(): Promise<Bench> {
  return (open ??= openBench());
}

/** Stops everything on the bench, if it was ever opened. */
export async function closeBench(): Promise<void> {
  await (await open)?.close();
}

async function openBench(): Promise<Bench> {
  const run = await openRun('judge');
  const machines = new Map<MachineId, Promise<RunningMachine>>();
  let spare: Promise<Child | undefined> | undefined;

  const start = (id: MachineId, port?: number): Promise<RunningMachine> =>
    startMachine(run, { id, role: 'server', program: 'server', env: { WORKERS: '1000', WORK_MS: '0' } }, {}, port === undefined ? {} : { port });

  const made: Bench = {
    run,
    machine(id, port) {
      const machine = machines.get(id) ?? start(id, port);
      machines.set(id, machine);
      const gone = (): void => void (machines.get(id) === machine && machines.delete(id));
      machine.then(({ child }) => child.exited).then(gone, gone);
      return machine;
    },
    forget: (id) => void machines.delete(id),
    async takeSpare() {
      const taken = await spare;
      spare = undefined;
      return taken;
    },
    refill: () => void (spare ??= startSpare(run).catch(() => undefined)),
    close: () => run.close(),
  };
  return made;
}

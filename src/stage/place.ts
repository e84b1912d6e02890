import type { Fact, MachineId, Opinion } from '../facts/fact.ts';
import type { Policy, Trouble } from '../facts/names.ts';
import type { RunningMachine } from '../system/machine.ts';
import type { RunningProgram } from '../system/program.ts';
import type { Machine } from '../system/system.ts';

/** What the balancer is told when it starts. */
export type Rule = { policy: Policy; passive: boolean; seed: number };

/** A machine's place in the live system: what runs there now, and what was there before (a restart asks for the old port). */
export type Place = {
  machine: Machine;
  running: RunningMachine | RunningProgram | undefined;
  port: number | undefined;
  trouble: Trouble;
  /** How it ended, when it did not start again since. */
  stopped: Fact | undefined;
  opinion: Opinion | undefined;
  state: 'waits' | 'starting' | 'listening' | 'failed';
  /** How long it took to listen, in milliseconds. */
  ms: number | undefined;
};

/** A place where nothing runs yet. */
export function newPlace(machine: Machine): Place {
  return { machine, running: undefined, port: undefined, trouble: 'well', stopped: undefined, opinion: undefined, state: 'waits', ms: undefined };
}

/** Whether it takes orders: our machines do, a learner's program does not. */
export function takesOrders(running: Place['running']): running is RunningMachine {
  return running !== undefined && 'order' in running;
}

/** The lowest free name for one more server: s1, s2, … */
export function freeName(taken: MachineId[]): MachineId {
  for (let n = 1; ; n++) if (!taken.includes(`s${n}`)) return `s${n}`;
}

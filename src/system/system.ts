import type { MachineId, Role } from '../facts/fact.ts';

/** Our machine programs; each is dist/<name>.js. */
export type ProgramName = 'server' | 'balancer' | 'crowd';

/**
 * One real process.
 *
 *   talksTo { SERVERS: ['s1', 's2'] }  becomes  SERVERS=s1=http://127.0.0.1:41001,s2=http://127.0.0.1:41002
 */
export type Machine = { id: MachineId; role: Role; program: ProgramName; talksTo?: Record<string, MachineId[]>; env?: Record<string, string> };

/**
 * A mini-system: the processes and the door that traffic comes in by.
 *
 *   crowd ──► entry ──┬──► s1
 *                     ├──► s2
 *                     └──► s3
 */
export type System = { entry: MachineId; machines: Machine[] };

import type { MachineId, Opinion } from '../../../facts/fact.ts';
import type { Policy } from '../../../facts/names.ts';

/** What the balancer can be told over IPC; `opinions`: say what you think of each server. */
export type BalancerOrder = { order: 'policy'; policy: Policy; seed?: number } | { order: 'passive'; on: boolean } | { order: 'servers'; servers: string } | { order: 'opinions' };

/** What the balancer says over IPC. */
export type BalancerReport = { report: 'listening'; port: number } | { report: 'judged'; machine: MachineId; state: Opinion };

import type { Traffic } from './traffic.ts';

/** What the crowd can be told over IPC. */
export type CrowdOrder =
  /** Who they are and where the door is; warms up, reports `warm`, then waits for `restart`. */
  | { order: 'come'; traffic: Traffic; door: string }
  | { order: 'rate'; rate: number }
  /** Sends nobody any more; those inside are waited for. */
  | { order: 'hold' }
  /** From the first visitor of this seed on, at the rate in force; stops after `requests`. */
  | { order: 'restart'; seed: number; requests?: number }
  | { order: 'door'; url: string };

/** What the crowd says over IPC. `late` is the p99 of its own lateness since it first started, once a second. */
export type CrowdReport = { report: 'warm' } | { report: 'all-sent'; sent: number } | { report: 'late'; p99: number };

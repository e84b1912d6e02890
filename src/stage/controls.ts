import type { Controls, Watch } from '../course/lesson.ts';
import type { Policy } from '../facts/names.ts';
import type { Place } from './place.ts';

/** The levers that have a value. */
export type Settings = { rate: number; policy: Policy; passive: boolean };

/** The windows that theory is told for, in seconds: at first the whole, then as long as what was measured. */
export const theorySeconds = { first: 25, every: 5, most: 60 };

/** How a watch begins. */
export function firstSettings(watch: Watch, rate?: number): Settings {
  return { rate: rate ?? watch.traffic.rate, policy: watch.policy ?? watch.policies?.[0] ?? 'round-robin', passive: watch.passive ?? false };
}

/** The controls in force, as theory needs them. */
export function controlsOf(watch: Watch, settings: Settings, servers: Place[], door: Place, seed: number, seconds: number): Controls {
  return {
    ...settings,
    servers: servers.length,
    workers: Number(servers[0]?.machine.env?.WORKERS ?? 1),
    workMs: watch.traffic.workMs,
    checkMs: Number(door.machine.env?.CHECK_MS ?? 1000),
    seed,
    seconds,
  };
}

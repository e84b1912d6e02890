import { holdersOf } from './ports.ts';
import { killOne, startOf } from './processes.ts';

/**
 * Processes that answer on a program's port in its place: it went into the background, or started another that cut itself loose (nginx without `daemon off;`).
 * The port was free when the program was started, so whoever holds it and is younger than the program came from it.
 */
export function standInsOf(port: number, own: number[], began: string): number[] {
  return holdersOf(port).filter((pid) => !own.includes(pid) && Number(startOf(pid)) >= Number(began));
}

/** Ends them; nothing that a learner's program has started stays behind, whatever it did to its name, group and environment (Linux). */
export function endStandIns(port: number, own: number[], began: string): number {
  const found = standInsOf(port, own, began);
  for (const pid of found) killOne(pid);
  return found.length;
}

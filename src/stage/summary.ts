import type { Ended, Summary } from '../facts/picture.ts';
import type { Ledger } from '../facts/ledger.ts';

/** The whole run in numbers: what the ledger counted, the crowd's own lateness, and how each process ended. */
export function summarise(ledger: Ledger, at: number, lateness: number, ended: Ended[]): Summary {
  return { ...ledger.summary(at), lateness: Math.round(lateness * 10) / 10, ended };
}

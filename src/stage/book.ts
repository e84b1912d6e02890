import { now } from '../facts/clock.ts';
import type { Fact, Tell } from '../facts/fact.ts';
import { Ledger, type Opening } from '../facts/ledger.ts';

/** The ledger in use: `again` opens a new one. */
export type Book = {
  tell: Tell;
  ledger(): Ledger;
  /** From now on what programs say while they start is kept for the next ledger. */
  keepWords(): void;
  /** Opens a new ledger with what is so now, the words that were kept, and the rounds that were played. */
  renew(present: Fact[]): void;
};

/** Opens a book; its first ledger knows only what is to come. */
export function openBook(opening: () => Omit<Opening, 'start'>): Book {
  let ledger = new Ledger({ start: now(), ...opening() });
  let words: Fact[] | undefined = [];
  return {
    tell(fact) {
      if (fact.kind === 'machine-said') words?.push(fact);
      ledger.tell(fact);
    },
    ledger: () => ledger,
    keepWords: () => void (words = []),
    renew(present) {
      const { rounds } = ledger.picture(now());
      const played = rounds.map((round): Fact => ({ at: now(), kind: 'round-finished', round }));
      ledger = new Ledger({ start: now(), ...opening() });
      for (const fact of [...played, ...(words ?? []), ...present]) ledger.tell(fact);
      words = undefined;
    },
  };
}

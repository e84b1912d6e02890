/** How often something happened in each of the last quarter seconds; a quarter is milliseconds / 250, rounded down. */
export type Tally = { add(quarter: number): void; sum(from: number, to: number): number };

/** The quarter second in which a moment lies. */
export function quarterOf(at: number): number {
  return Math.floor(at / 250);
}

/** An empty tally of the last `size` quarter seconds; a late one is still counted in its own. */
export function openTally(size = 32): Tally {
  const counts = new Int32Array(size);
  const quarters = new Float64Array(size).fill(-1);
  return {
    add: (quarter) => {
      const slot = quarter % size;
      if (quarters[slot]! > quarter) return;
      if (quarters[slot] !== quarter) {
        quarters[slot] = quarter;
        counts[slot] = 0;
      }
      counts[slot]!++;
    },
    sum: (from, to) => {
      let sum = 0;
      for (let quarter = from; quarter < to; quarter++) if (quarters[quarter % size] === quarter) sum += counts[quarter % size]!;
      return sum;
    },
  };
}

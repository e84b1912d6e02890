/** Times kept in buckets that grow by 2.4 %: any percentile within 1.2 %, in a few kilobytes, however many there are. */
export type Latencies = {
  add(ms: number): void;
  /** The time that a share `q` (0-1) of all stays under, in milliseconds; 0 when there are none. */
  quantile(q: number): number;
  mean(): number;
  count(): number;
  clear(): void;
};

const GROWTH = 1.024;
const LEAST = 0.05;
const BUCKETS = 640; // up to 190 seconds

/** An empty collection of times. */
export function openLatencies(): Latencies {
  const buckets = new Uint32Array(BUCKETS);
  let count = 0;
  let sum = 0;

  function quantile(q: number): number {
    if (count === 0) return 0;
    let left = Math.min(count, Math.floor(q * count) + 1);
    for (let i = 0; i < BUCKETS; i++) {
      left -= buckets[i]!;
      if (left <= 0) return middleOf(i);
    }
    return middleOf(BUCKETS - 1);
  }

  return {
    add: (ms) => {
      buckets[bucketOf(ms)]!++;
      count++;
      sum += ms;
    },
    quantile,
    mean: () => (count === 0 ? 0 : sum / count),
    count: () => count,
    clear: () => {
      buckets.fill(0);
      count = sum = 0;
    },
  };
}

/** The percentile of a handful of times, exact. */
export function percentile(times: number[], q: number): number {
  if (times.length === 0) return 0;
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))]!;
}

function bucketOf(ms: number): number {
  if (!(ms > LEAST)) return 0;
  return Math.min(BUCKETS - 1, 1 + Math.floor(Math.log(ms / LEAST) / Math.log(GROWTH)));
}

function middleOf(bucket: number): number {
  return bucket === 0 ? LEAST : LEAST * GROWTH ** (bucket - 0.5);
}

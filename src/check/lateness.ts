/** How late our own timers or requests were, 99th percentile in milliseconds, and the same as a fact in words. */
export type Late = { ms: number; why: string };

/** Above this nobody can judge by time. */
export const lateMs = 20;

/** A miss that is far from the line is not explained by less than this. */
export const veryLateMs = 100;

/** Watches how late our own timers are; the returned function stops and tells. */
export function watchLateness(): () => Late {
  const late: number[] = [];
  let due = performance.now() + 5;
  const timer = setInterval(() => {
    late.push(Math.max(0, performance.now() - due));
    due = performance.now() + 5;
  }, 5);
  return () => {
    clearInterval(timer);
    const ms = p99([...late, performance.now() - due]);
    return { ms, why: `our own clock ran ${Math.round(ms)} ms late (more than ${lateMs} ms is too much)` };
  };
}

/** The value that 99 of 100 do not exceed. */
export function p99(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.99))] ?? 0;
}

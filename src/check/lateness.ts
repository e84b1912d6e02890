import { p99 } from './crowd.ts';

/** Watches how late our own timers are; the returned function stops and says why the last moments cannot be trusted, if they cannot. */
export function watchLateness(): () => string | undefined {
  const late: number[] = [];
  let due = performance.now() + 5;
  const timer = setInterval(() => {
    late.push(Math.max(0, performance.now() - due));
    due = performance.now() + 5;
  }, 5);
  return () => {
    clearInterval(timer);
    const worst = p99([...late, performance.now() - due]);
    return worst > 20 ? `our own clock ran ${Math.round(worst)} ms late (more than 20 ms is too much)` : undefined;
  };
}

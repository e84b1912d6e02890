/**
 * Visitors who get an error when one of `servers` is killed and only active checks can find out: its share of `rate` (a second) until it is out.
 *
 * The next check comes half a `checkMs` later on average, the server is out after `fall` bad ones: rate / n · checkMs · (fall - ½).
 */
export function plug({ rate, servers, checkMs, fall = 2 }: { rate: number; servers: number; checkMs: number; fall?: number }): { lost: number; least: number; most: number } {
  const perMs = rate / servers / 1000;
  return { lost: perMs * checkMs * (fall - 0.5), least: perMs * checkMs * (fall - 1), most: perMs * checkMs * fall };
}

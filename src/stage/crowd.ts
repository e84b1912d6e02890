import type { Run } from '../system/run.ts';
import type { Child } from '../system/child.ts';
import type { CrowdOrder, CrowdReport } from '../traffic/orders.ts';
import type { Traffic } from '../traffic/traffic.ts';

/** The crowd's process, warm and waiting. */
export type Crowd = { child: Child; order(order: CrowdOrder): void; onReport(listener: (report: CrowdReport) => void): () => void };

/** Starts the crowd in front of a door and waits until it has warmed up (10 s, raced against its exit). */
export async function openCrowd(run: Run, traffic: Traffic, door: string, tap: string): Promise<Crowd> {
  const child = await run.spawn({ what: 'crowd', program: 'crowd', env: { RUSHHOUR_TAP: tap }, ipc: true });
  const crowd: Crowd = { child, order: (order) => child.send(order), onReport: (listener) => child.onMessage(listener) };
  const isWarm = reported(crowd, 'warm', 10_000);
  crowd.order({ order: 'come', traffic, door });
  if (!(await Promise.race([isWarm, child.exited.then(() => false)]))) throw new Error('the crowd did not come');
  return crowd;
}

/** Waits for a report of the crowd; false when it did not come in time or the wait was given up. */
export function reported(crowd: Crowd, wanted: CrowdReport['report'], withinMs: number, signal?: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (came: boolean): void => {
      clearTimeout(timer);
      stop();
      signal?.removeEventListener('abort', giveUp);
      resolve(came);
    };
    const giveUp = (): void => end(false);
    const timer = setTimeout(giveUp, withinMs);
    const stop = crowd.onReport(({ report }) => report === wanted && end(true));
    if (signal?.aborted) giveUp();
    signal?.addEventListener('abort', giveUp);
  });
}

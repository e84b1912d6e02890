import { hearJudge, tellJudge, type RunOrder } from './wire.ts';

/** What is told at each step of a check, and when the step may begin: at once in a normal run, after a key in a replay. */
export function judgePace(order: RunOrder): (text: string, waits?: boolean) => Promise<void> {
  if (!order.paced) return async () => {};
  return async (text, waits = false) => {
    tellJudge({ rushhour: 'line', text, waits });
    if (waits) await aKey();
  };
}

function aKey(): Promise<void> {
  return new Promise((resolve) => {
    const deaf = hearJudge((word) => {
      if (word !== 'go' && word !== 'stop') return;
      deaf();
      resolve();
    });
  });
}

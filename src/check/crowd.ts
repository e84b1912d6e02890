import { ask, type Answer, type Visit } from './client.ts';
import { rest } from './until.ts';

/** What a crowd lived through. `lateness` is how late its own requests left, 99th percentile in milliseconds; `sent` of `planned` left in time to count. */
export type CrowdResult = { answers: Answer[]; lateness: number; sent: number; planned: number };

/** An open loop: `rate` requests a second for `ms`, each at its own moment whatever became of those before. `meanwhile` sees each as it leaves. */
export async function crowd(url: string, plan: { rate: number; ms: number; visit: (number: number) => Visit; signal?: AbortSignal; meanwhile?: (number: number) => void }): Promise<CrowdResult> {
  const planned = Math.round((plan.rate * plan.ms) / 1000);
  const gap = 1000 / plan.rate;
  const late: number[] = [];
  const asked: Promise<Answer>[] = [];
  const start = performance.now();
  while (asked.length < planned) {
    const due = start + asked.length * gap;
    const wait = due - performance.now();
    if (wait > 0) await rest(wait, plan.signal);
    if (performance.now() > start + plan.ms * 1.5) break;
    late.push(Math.max(0, performance.now() - due - 1));
    plan.meanwhile?.(asked.length + 1);
    asked.push(ask(url, plan.visit(asked.length + 1)));
  }
  return { answers: await Promise.all(asked), lateness: p99(late), sent: asked.length, planned };
}

/** Why a crowd's own numbers cannot be trusted, if they cannot. */
export function tooLate(result: CrowdResult): string | undefined {
  if (result.sent < result.planned * 0.95) return `our own crowd sent only ${result.sent} of its ${result.planned} requests`;
  if (result.lateness > 20) return `our own requests left ${Math.round(result.lateness)} ms late (more than 20 ms is too much)`;
  return undefined;
}

/** The value that 99 of 100 do not exceed. */
export function p99(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.99))] ?? 0;
}

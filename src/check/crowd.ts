import { ask, type Answer, type Visit } from './client.ts';
import { cannotJudge, tryQuieter } from './common.ts';
import { lateMs, p99, type Late } from './lateness.ts';
import { rest } from './until.ts';

/** What a crowd lived through. `lateness` is how late its own requests left, 99th percentile in milliseconds; `sent` of `planned` left. */
export type CrowdResult = { answers: Answer[]; lateness: number; sent: number; planned: number };

/** An open loop: `rate` requests a second for `ms`, each at its own moment whatever became of those before. `meanwhile` sees each as it leaves. With less than 95 % of its schedule nobody can judge. */
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
  const answers = await Promise.all(asked);
  if (asked.length < planned * 0.95) cannotJudge(`our own crowd sent only ${asked.length} of its ${planned} requests`, tryQuieter);
  return { answers, lateness: p99(late), sent: asked.length, planned };
}

/** How late a crowd's own requests left. */
export function latenessOf(result: CrowdResult): Late {
  return { ms: result.lateness, why: `our own requests left ${Math.round(result.lateness)} ms late (more than ${lateMs} ms is too much)` };
}

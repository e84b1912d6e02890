import type { Round } from '../../facts/fact.ts';
import { policyName } from './policy.ts';
import { time } from './numbers.ts';

/** A finished round in one sentence: the waits, or how even the counts were. */
export function roundWords({ policy, mean, p99, counts, above, theory, sent }: Round, isAboutCounts: boolean): string {
  if (isAboutCounts) return `Round ${policyName[policy]}: ${sent} cars, ${Object.entries(counts).map(([id, count]) => `${id} ${count}`).join(', ')}; the fullest road has ${Math.round(above * 10) / 10} more than its share${theory?.line === undefined ? '' : `, theory says ${Math.round(theory.line * 10) / 10}`}.`;
  const beside = [theory?.sameDice === undefined ? '' : `same dice ${time(theory.sameDice)}`, theory?.line === undefined ? '' : `theory ${time(theory.line)}`].filter(Boolean);
  return `Round ${policyName[policy]}: mean ${time(mean)}, worst 1% ${time(p99)}${beside.length ? `; ${beside.join(', ')}` : ''}.`;
}

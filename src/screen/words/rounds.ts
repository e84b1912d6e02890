import type { Round } from '../../facts/fact.ts';
import { policyName } from './policy.ts';
import { time } from './numbers.ts';

/** A finished round in one sentence: the waits, or how even the counts were. */
export function roundWords({ policy, mean, p99, counts, above, theory, sent }: Round, isAboutCounts: boolean): string {
  if (isAboutCounts) {
    const roads = Object.entries(counts).map(([id, count]) => `${id} ${count}`).join(', ');
    const expected = theory?.line === undefined ? '' : `, theory says ${tenth(theory.line)}`;
    return `Round ${policyName[policy]}: ${sent} cars, ${roads}; the fullest road has ${tenth(above)} more than its share${expected}.`;
  }
  const beside = [theory?.sameDice === undefined ? '' : `same dice ${time(theory.sameDice)}`, theory?.line === undefined ? '' : `theory ${time(theory.line)}`].filter(Boolean);
  return `Round ${policyName[policy]}: mean ${time(mean)}, worst 1% ${time(p99)}${beside.length ? `; ${beside.join(', ')}` : ''}.`;
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}

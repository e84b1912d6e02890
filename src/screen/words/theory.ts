import type { Theory } from '../../facts/fact.ts';
import type { Picture } from '../../facts/picture.ts';
import { time } from './numbers.ts';

/** What theory says beside what was measured, long and short: 'theory 45 ms · same dice 46 ms'. */
export function theoryWords(theory: Theory | undefined): { long: string; short: string } | undefined {
  if (!theory) return undefined;
  const parts: [string, string][] = [];
  if (theory.line !== undefined) parts.push([`theory ${lineWords(theory)}`, `theory ${time(theory.line)}`]);
  if (theory.sameDice !== undefined) parts.push([`same dice ${time(theory.sameDice)}`, `dice ${time(theory.sameDice)}`]);
  if (theory.lost !== undefined) parts.push([`theory: about ${Math.round(theory.lost)} lost`, `theory ${Math.round(theory.lost)} lost`]);
  return parts.length ? { long: parts.map(([long]) => long).join(' · '), short: parts.map(([, short]) => short).join(' · ') } : undefined;
}

/** The measured mean beside theory, for the lower edge of the waiting box; the mean only once 30 answers are in. */
export function meanBeside(picture: Picture): { long: string; short: string } | undefined {
  const theory = picture.theory?.line === undefined && picture.theory?.sameDice === undefined ? undefined : theoryWords({ ...picture.theory, lost: undefined });
  if (!theory || picture.totals.answered < 30) return theory;
  const mean = `mean ${time(picture.window.mean)}`;
  return { long: `${mean} · ${theory.long}`, short: `${mean} · ${theory.short}` };
}

function lineWords({ line, band }: Theory): string {
  return band ? `${time(line!)} (${Math.round(band[0])} to ${Math.round(band[1])})` : time(line!);
}

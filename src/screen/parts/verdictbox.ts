import type { Exercise } from '../../course/lesson.ts';
import type { Picture } from '../../facts/picture.ts';
import type { CheckResult, Judgement } from '../../facts/verdict.ts';
import { canReplay, checkName } from '../words/verdict.ts';
import { box, type Area } from './box.ts';
import { bold, put, say, type Line, type Sheet, type Span } from './sheet.ts';
import { gotRow } from './gotrow.ts';
import { paragraphLines } from './prose.ts';
import { wrap } from './wrap.ts';

/** What a judged box may say besides the verdict. */
export type VerdictLook = { judgement: Judgement; exercise: Exercise; picture?: Picture; line?: number; editor: boolean; tight: boolean };

/** The first failed check in four lines (we did, we hoped, we saw, likely), why it works once it passes, or why it could not be judged. */
export function verdictBox(sheet: Sheet, area: Area, look: VerdictLook): void {
  const stuck = look.judgement.checks.find(({ result }) => result === 'failed' || result === 'could-not-judge');
  if (stuck?.result === 'failed') return draw(sheet, area, 'What went wrong', 'hurt', failed(stuck, look, area.width - 6));
  if (stuck?.result === 'could-not-judge') return draw(sheet, area, 'Could not judge', 'strained', unsure(stuck, area.width - 6));
  draw(sheet, area, ['✓ ', look.exercise.title].join(''), 'healthy', passed(look, area.width - 6));
}

function draw(sheet: Sheet, area: Area, title: string, role: 'hurt' | 'strained' | 'healthy', lines: Line[]): void {
  const inside = box(sheet, area, { title, role });
  const fits = [...lines];
  while (fits.length > inside.height && fits.includes('')) fits.splice(fits.indexOf(''), 1);
  fits.slice(0, inside.height).forEach((line, i) => put(sheet, inside.x + 1, inside.y + i, line, inside.width - 1));
}

function failed(check: Extract<CheckResult, { result: 'failed' }>, look: VerdictLook, width: number): Line[] {
  return [
    [bold('✗ ', 'hurt'), bold(checkName(check.name))],
    ...labelled('We did    ', check.did, width),
    ...labelled('We hoped  ', check.expected, width),
    ...labelled('We saw    ', check.saw, width),
    '',
    ...(look.tight ? [] : traffic(look.picture)),
    ...(check.likely ? [...paragraphLines(`**Likely:** ${check.likely}`, width), ''] : []),
    [bold('h', 'focus'), say('quiet', ' a hint   '), ...(canReplay(look.judgement) ? [bold('z', 'focus'), say('quiet', ' by hand   ')] : []), ...(look.editor ? [bold('e', 'focus'), say('quiet', look.line ? ` open at line ${look.line}` : ' open your file')] : [])],
  ];
}

function unsure(check: Extract<CheckResult, { result: 'could-not-judge' }>, width: number): Line[] {
  return [
    [bold('◐ ', 'strained'), bold(checkName(check.name))],
    ...labelled('We saw    ', check.why, width),
    ...labelled('Try       ', check.tryThis, width),
    '',
    say('quiet', 'Nothing is wrong with your code as far as we know.'),
    '',
    [bold('r', 'focus'), say('quiet', ' check again')],
  ];
}

function passed({ exercise, judgement }: VerdictLook, width: number): Line[] {
  return [
    '',
    [bold('Why it works')],
    ...paragraphLines(exercise.why, width),
    '',
    ...(exercise.stretch ? [...paragraphLines(`**More?** ${exercise.stretch}`, width), ''] : []),
    say('quiet', `All ${judgement.checks.length} checks, seed ${judgement.seed}. The next run draws another seed.`),
    '',
    [bold('→', 'focus'), say('quiet', ' next   '), bold('H', 'focus'), say('quiet', ' our solution, to compare')],
  ];
}

function labelled(label: string, text: string, width: number): Line[] {
  return wrap(text, width - label.length).map((line, i): Span[] => [say('quiet', i ? ' '.repeat(label.length) : label), line]);
}

// The traffic that the verdict is about: who got how many.
function traffic(picture: Picture | undefined): Line[] {
  const servers = picture?.machines.filter(({ role }) => role === 'server').slice(0, 6) ?? [];
  const most = Math.max(1, ...servers.map(({ got }) => got));
  if (!servers.some(({ got }) => got)) return [];
  return [say('quiet', 'Requests since the check began'), ...servers.map((server): Line => gotRow(server, most, 24)), ''];
}

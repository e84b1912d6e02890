import { rungs } from '../../course/hints.ts';
import type { Ladder } from '../../course/lesson.ts';
import type { Judgement } from '../../facts/verdict.ts';
import { box } from '../parts/box.ts';
import { checksBox, type CheckState } from '../parts/checksbox.ts';
import { drawFrame, isSmall, type Frame } from '../parts/frame.ts';
import { bold, put, say, type Line, type Sheet } from '../parts/sheet.ts';
import { paragraphLines } from '../parts/prose.ts';

/** A hint ladder with `opened` of its three rungs open; `because` says why it was chosen. */
export type HintsProps = { ladder: Ladder; opened: number; because: string; checks: CheckState[]; judgement?: Judgement };

/** Draws the hint ladder under the checks: opened rungs with their words, closed ones with the key that opens them. */
export function hintsPage(sheet: Sheet, frame: Frame, props: HintsProps): void {
  drawFrame(sheet, frame);
  const top = isSmall(sheet) ? 2 : 3;
  const rows = Math.min(props.checks.length, isSmall(sheet) ? 3 : 9);
  checksBox(sheet, { x: 0, y: top, width: sheet.width, height: rows + 2 }, props.checks, props.judgement, false);
  const area = { x: 0, y: top + rows + 2, width: sheet.width, height: sheet.height - top - rows - 2 - 2 };
  const inside = box(sheet, area, { title: 'Hints', right: say('quiet', `chosen because: ${props.because}`) });
  contents(props, inside.width - 8, inside.height).slice(0, inside.height).forEach((line, i) => put(sheet, inside.x, inside.y + i, line, inside.width));
}

function contents({ ladder, opened }: HintsProps, width: number, height: number): Line[] {
  const indented = (words: string) => paragraphLines(words, width).map((line): Line => ['       ', ...line]);
  const next = (i: number): Line => say('quiet', `       h opens it.${i === 2 ? ' One line is left for you.' : ''}`);
  const lines = rungs(ladder).flatMap(({ name, words }, i): Line[] => [rung(i, name, opened), ...(i < opened ? indented(words) : i === opened ? [next(i)] : []), '']);
  const last: Line[] = [[say('frame', '○ '), '4  our solution'], say('quiet', '       H opens it, and asks once. The step is then marked seen, not done.'), '', say('quiet', 'Hints cost nothing.')];
  const all = [...lines, ...last];
  return all.length <= height ? all : all.filter((line) => line !== '');
}

function rung(index: number, name: string, opened: number): Line {
  const sign = index < opened - 1 ? say('healthy', '✓ ') : index === opened - 1 ? bold('▸ ', 'focus') : say('frame', '○ ');
  return [sign, index === opened - 1 ? bold(`${index + 1}  ${name}`, 'focus') : `${index + 1}  ${name}`];
}

import type { Failure } from '../words/failure.ts';
import { box, type Area } from './box.ts';
import { bold, put, say, type Line, type Sheet, type Span } from './sheet.ts';
import { wrap } from './wrap.ts';

/** A system that did not start: what we did, hoped and saw, what to press, and what became of the others. `area` is at least as high as the box becomes. */
export function notStarted(sheet: Sheet, area: Area, failure: Failure): void {
  const width = area.width - 6;
  const lines: Line[] = [
    '',
    [bold('✗ ', 'hurt'), bold(`${failure.who} did not start`)],
    '',
    ...labelled('We did', [failure.did], width),
    ...labelled('We hoped', [failure.hoped], width),
    ...labelled('We saw', [failure.saw], width),
    ...failure.lastWords.map((words): Line => [' '.repeat(11), say('quiet', words.slice(0, width - 11))]),
    '',
    tryLine,
    '',
    ...wrap(failure.others, width),
  ];
  draw(sheet, area, lines);
}

/** The live system as a whole is not there: its own words, and what to press. */
export function away(sheet: Sheet, area: Area, words: string): void {
  const lines: Line[] = ['', [bold('✗ ', 'hurt'), bold('The live system is not running')], '', ...labelled('We saw', [words], area.width - 6), '', tryLine];
  draw(sheet, area, lines);
}

const tryLine: Line = [say('quiet', 'Try        '), bold('r', 'focus'), ' start again   ', bold('q', 'focus'), ' leave, then npx rushhour doctor'];

function draw(sheet: Sheet, area: Area, lines: Line[]): void {
  const inside = box(sheet, area, { title: 'The crossing', right: say('quiet', 'not running'), role: 'hurt' });
  const fits = [...lines];
  while (fits.length > inside.height && fits.includes('')) fits.splice(fits.indexOf(''), 1);
  fits.slice(0, inside.height).forEach((line, i) => put(sheet, inside.x + 1, inside.y + i, line, inside.width - 1));
}

function labelled(label: string, words: string[], width: number): Line[] {
  return words.flatMap((text) => wrap(text, width - 11)).slice(0, 4).map((line, i): Span[] => [say('quiet', (i ? '' : label).padEnd(11)), line]);
}

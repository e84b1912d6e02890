import type { Picture } from '../../facts/picture.ts';
import { time } from '../words/numbers.ts';
import { lostPeople } from '../words/sentence.ts';
import { box, type Area } from './box.ts';
import { bold, put, putRight, say, type Role, type Sheet } from './sheet.ts';

/** Measured beside theory, where there is room for it: since the rule or the rate last changed. */
export function numbersBox(sheet: Sheet, area: Area, picture: Picture): void {
  const inside = box(sheet, area, { title: 'In numbers', right: say('quiet', `last ${Math.round(picture.window.seconds)} s`) });
  rows(picture).slice(0, inside.height).forEach(([label, value, role], i) => {
    put(sheet, inside.x, inside.y + i, say('quiet', label));
    putRight(sheet, inside.x + inside.width - 1, inside.y + i, bold(value, role));
  });
}

function rows(picture: Picture): [string, string, Role][] {
  const { window, theory, totals, lateness } = picture;
  const some = totals.answered > 0;
  const all: [string, string | undefined, Role][] = [
    ['mean wait', some ? time(window.mean) : undefined, 'text'],
    ['  theory', theory?.line === undefined ? undefined : time(theory.line), 'quiet'],
    ['  same dice', theory?.sameDice === undefined ? undefined : time(theory.sameDice), 'quiet'],
    ['half wait under', some ? time(window.p50) : undefined, 'text'],
    ['worst 1%', some ? time(window.p99) : undefined, 'strained'],
    ['sent', String(totals.sent), 'text'],
    ['lost', String(lostPeople(picture)), totals.failed ? 'hurt' : 'text'],
    ['  theory, about', theory?.lost === undefined ? undefined : String(Math.round(theory.lost)), 'quiet'],
    ['crowd itself late', lateness > 20 ? time(lateness) : undefined, 'strained'],
  ];
  return all.filter((row): row is [string, string, Role] => row[1] !== undefined);
}

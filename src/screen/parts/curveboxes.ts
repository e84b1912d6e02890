import type { Picture, StoryLine } from '../../facts/picture.ts';
import { meanBeside } from '../words/theory.ts';
import { time } from '../words/numbers.ts';
import { lostPeople } from '../words/sentence.ts';
import { box, type Area } from './box.ts';
import { curves, roundTop, scale, type Curve } from './curve.ts';
import { fitting } from './wrap.ts';
import { bold, putMiddle, say, widthOf, type Line, type Sheet } from './sheet.ts';

/** Answers a second: the answered, and under them the failed. */
export function answersBox(sheet: Sheet, area: Area, picture: Picture, held: Picture): void {
  const { answered, failed } = held.lastSecond;
  const right: Line = [bold(answered), say('quiet', ' ok '), say('frame', '·'), ' ', bold(failed, failed ? 'hurt' : 'text'), say('quiet', ' failed')];
  const lost = held.theory?.lost === undefined ? undefined : say('quiet', `${lostPeople(held)} lost${isAsTheorySays(held) ? ` · theory about ${Math.round(held.theory.lost)}` : ''}`);
  const inside = box(sheet, area, { title: area.width < 45 ? 'Answers' : 'Answers a second', right: held.totals.sent ? right : say('quiet', 'no traffic yet'), below: lost });
  const all = picture.curves.answered.map((value, i) => value + (picture.curves.failed[i] ?? 0));
  plot(sheet, inside, [{ values: all, role: 'moving', kind: 'area' }, { values: picture.curves.failed, role: 'hurt', kind: 'errors' }], roundTop(all, 10), (top) => String(top), 'the first answers draw this line');
}

/** Waiting time: half of the people as an area, the worst 1% as a line; theory stands on the lower edge. */
export function waitingBox(sheet: Sheet, area: Area, picture: Picture, held: Picture): void {
  const { p50, p99 } = held.window;
  const small = area.width < 45;
  const some = held.totals.answered > 0;
  const inWords = (half: string, worst: string): Line => [say('quiet', half), bold(time(p50)), say('frame', ' · '), say('quiet', worst), bold(time(p99), 'strained')];
  const long = inWords('half ', 'worst 1% ');
  const right = widthOf(long) <= area.width - (small ? 7 : 12) - 9 ? long : inWords('p50 ', 'p99 ');
  const beside = meanBeside(held);
  const late = held.lateness > 20;
  const below = late ? say('strained', fitting(area.width - 8, '◐ a busy laptop: trust these numbers less', '◐ busy laptop: trust these less')) : beside && say('quiet', widthOf(beside.long) <= area.width - 6 ? beside.long : beside.short);
  const inside = box(sheet, area, { title: small ? 'Waiting' : 'Waiting time', right: some ? right : say('quiet', 'no traffic yet'), below });
  const lines: Curve[] = [{ values: picture.curves.p50, role: 'moving', kind: 'area' }, { values: picture.curves.p99, role: 'strained', kind: 'line' }];
  plot(sheet, inside, lines, roundTop(picture.curves.p99, 20), (top) => time(top), 'half of people, and the worst 1%');
}

// Theory speaks of one plug pulled while nothing else changes; beside the sum of several troubles it would only mislead.
function isAsTheorySays({ story, machines, door }: Picture): boolean {
  const isTrouble = (line: StoryLine) => (line.what === 'stopped' && line.machine !== door) || line.what === 'crashed' || (line.what === 'troubled' && line.trouble !== 'well');
  const first = story.findIndex(isTrouble);
  if (first < 0) return lostPeople({ machines }) === 0;
  const changed = story.slice(first + 1).some((line) => isTrouble(line) || ['rate', 'policy', 'passive', 'added', 'dropped', 'stopped'].includes(line.what));
  return story[first]!.what === 'stopped' && !changed;
}

function plot(sheet: Sheet, inside: Area, lines: Curve[], top: number, words: (top: number) => string, empty: string): void {
  if (!lines[0]!.values.some((value) => value > 0)) return putMiddle(sheet, inside.x, inside.width, inside.y + Math.floor((inside.height - 1) / 2), say('quiet', empty));
  const label = words(top);
  curves(sheet, { ...inside, width: inside.width - Math.max(4, label.length) - 1 }, lines, top);
  scale(sheet, inside, label);
}

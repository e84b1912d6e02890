import { box, type Area } from './box.ts';
import { bold, put, putRight, say, widthOf, type Line, type Sheet, type Span } from './sheet.ts';

/** What to try, which of it is done, and the learner's guess beside what was seen. */
export type Tries = { items: { words: string; done: boolean }[]; guess?: { before: string; seen?: string } };

/** The list of things to try in a box, the guess in its corner. */
export function tryBox(sheet: Sheet, area: Area, tries: Tries): void {
  const inside = box(sheet, area, { title: 'Try', right: guessLine(tries, area.width - 12) });
  const next = tries.items.findIndex(({ done }) => !done);
  const from = Math.max(0, Math.min(next === -1 ? 0 : next - 1, tries.items.length - inside.height));
  tries.items.slice(from, from + inside.height).forEach((item, i) => put(sheet, inside.x, inside.y + i, itemLine(item, from + i === next), inside.width));
  if (!tries.items.length) put(sheet, inside.x, inside.y, say('quiet', 'Look, then go on when you like.'), inside.width);
}

/** The next thing to try in one row, with how many there are. */
export function tryRow(sheet: Sheet, area: Area, tries: Tries): void {
  const next = tries.items.findIndex(({ done }) => !done);
  const guess = guessLine(tries, 30);
  const room = area.width - (guess ? widthOf(guess) + 2 : 0);
  const words: Line = !tries.items.length ? '' : next === -1 ? [say('healthy', '✓ '), 'all tried; go on when you like'] : [bold('▸ ', 'focus'), say('quiet', 'Try: '), tries.items[next]!.words, say('quiet', ` ${next + 1}/${tries.items.length}`)];
  put(sheet, area.x, area.y, words, room);
  if (guess) putRight(sheet, area.x + area.width - 1, area.y, guess);
}

function guessLine({ guess }: Tries, room: number): Span[] | undefined {
  if (!guess) return undefined;
  const full: Span[] = [say('quiet', guess.before), ...(guess.seen === undefined ? [] : [bold(guess.seen, 'strained')])];
  return widthOf(full) <= room ? full : guess.seen === undefined ? undefined : [say('quiet', 'saw '), bold(guess.seen, 'strained')];
}

function itemLine({ words, done }: Tries['items'][number], next: boolean): Line {
  if (done) return [say('healthy', '✓ '), words];
  return next ? [bold('▸ ', 'focus'), words] : [say('frame', '○ '), words];
}

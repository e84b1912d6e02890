import { bold, put, putMiddle, say, type Sheet } from '../parts/sheet.ts';
import { wrap } from '../parts/wrap.ts';

/** Draws what a window under 80 x 24 says instead of the page; `notice` is the answer to a key. */
export function smallPage(sheet: Sheet, notice?: string): void {
  const { width, height } = sheet;
  const lines = [bold('A little more room, please'), '', `This window is ${width} x ${height}. The course needs 80 x 24.`, '', 'Make it bigger and the page comes back by itself.', 'Everything keeps running.', ...(notice ? ['', ...wrap(notice, width - 2).map((line) => say('focus', line))] : [])];
  const top = Math.max(0, Math.floor((height - lines.length - 2) / 2));
  lines.forEach((line, i) => top + i < height - 1 && putMiddle(sheet, 0, width, top + i, line));
  putMiddle(sheet, 0, width, height - 1, [bold('p', 'focus'), say('quiet', ' read as plain text   '), bold('q', 'focus'), say('quiet', ' leave')]);
}

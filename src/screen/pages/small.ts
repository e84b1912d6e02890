import { bold, put, putMiddle, say, type Sheet } from '../parts/sheet.ts';

/** Draws what a window under 80 x 24 says instead of the page. */
export function smallPage(sheet: Sheet): void {
  const { width, height } = sheet;
  const lines = [bold('A little more room, please'), '', `This window is ${width} x ${height}. The course needs 80 x 24.`, '', 'Make it bigger and the page comes back by itself.', 'Everything keeps running.'];
  const top = Math.max(0, Math.floor((height - lines.length - 2) / 2));
  lines.forEach((line, i) => top + i < height - 1 && putMiddle(sheet, 0, width, top + i, line));
  put(sheet, Math.max(0, Math.floor(width / 2) - 4), height - 1, [bold('q', 'focus'), say('quiet', ' leave')]);
}

import type { Frame } from '../parts/frame.ts';
import { bold, put, say, type Sheet } from '../parts/sheet.ts';

/** Only the path at the top, for what lies over a page. */
export function drawTop(sheet: Sheet, frame: Frame): void {
  put(sheet, 1, 0, [bold('Rush Hour'), say('frame', ' › '), say('quiet', frame.lesson.number ? `${frame.lesson.number} ${frame.lesson.title}` : frame.lesson.title), say('frame', ' › '), frame.here], sheet.width - 2);
}

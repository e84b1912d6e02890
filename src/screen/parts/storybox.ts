import type { Picture } from '../../facts/picture.ts';
import { clock } from '../words/numbers.ts';
import { storyLine } from '../words/story.ts';
import { box, type Area } from './box.ts';
import { put, say, widthOf, type Line, type Sheet } from './sheet.ts';

/** The last events in a box, newest at the bottom. */
export function storyBox(sheet: Sheet, area: Area, picture: Picture): void {
  const inside = box(sheet, area, { title: 'What happened' });
  if (!picture.story.length) return void put(sheet, inside.x, inside.y, say('quiet', 'Nothing yet. Pull a lever, and it is told here.'), inside.width);
  storyRows(sheet, inside, picture);
}

/** The last events as rows. */
export function storyRows(sheet: Sheet, area: Area, picture: Picture): void {
  picture.story.slice(-area.height).forEach((event, i) => {
    const words = storyLine(event, picture);
    const line: Line = [say('quiet', clock(event.at)), '  ', ...(Array.isArray(words) ? words : [words])];
    const end = put(sheet, area.x, area.y + i, line, area.width);
    if (widthOf(line) > area.width) put(sheet, end - 1, area.y + i, say('quiet', '…'));
  });
}

import type { Page } from '../../course/lesson.ts';
import { drawFrame, isSmall, moreBelow, type Frame } from '../parts/frame.ts';
import { bold, put, say, type Sheet, type Span } from '../parts/sheet.ts';
import { paragraphLines } from '../parts/prose.ts';

/** A page of the story and how far it is scrolled. */
export type ReadProps = { page: Page; scroll: number; minutes: number; next?: string };

/** Draws a page of the story in a column of at most 74, and returns how far it can be scrolled. */
export function readPage(sheet: Sheet, frame: Frame, props: ReadProps): number {
  const width = Math.min(74, sheet.width - 6);
  const lines = textLines(props, width);
  const top = isSmall(sheet) ? 3 : 4;
  const room = sheet.height - top - 2;
  const most = Math.max(0, lines.length - room);
  const scroll = Math.min(props.scroll, most);
  const x = Math.max(3, Math.floor((sheet.width - width) / 2));
  const right = most ? `lines ${scroll + 1} to ${Math.min(lines.length, scroll + room)} of ${lines.length}` : undefined;
  drawFrame(sheet, { ...frame, right });
  lines.slice(scroll, scroll + room).forEach((line, i) => put(sheet, x, top + i, line, width + 2));
  moreBelow(sheet, scroll, most);
  return most;
}

function textLines({ page, minutes, next }: ReadProps, width: number): Span[][] {
  const text = page.paragraphs.flatMap((paragraph) => [...paragraphLines(paragraph, width), []]);
  const drawing = page.drawing ? [...drawingLines(page.drawing, width), []] : [];
  return [...text, ...drawing, [say('quiet', `${minutes} min to read.${next ? ` Next: ${next}` : ''}`)]];
}

// A drawing keeps its characters; its parts that move or matter are found by their signs.
function drawingLines(drawing: string[], width: number): Span[][] {
  const sheetWidth = Math.min(width, Math.max(...drawing.map((line) => [...line].length)) + 4);
  const edge = '─'.repeat(Math.max(0, sheetWidth - 2));
  return [[say('frame', `╭${edge}╮`)], ...drawing.map((line): Span[] => [say('frame', '│ '), ...signed(pad(line, sheetWidth - 4)), say('frame', ' │')]), [say('frame', `╰${edge}╯`)]];
}

function signed(line: string): Span[] {
  return [...line].map((character) => {
    if ('•'.includes(character)) return bold(character, 'moving');
    if ('●✓'.includes(character)) return say('healthy', character);
    if ('✗'.includes(character)) return bold(character, 'hurt');
    return '─│╭╮╰╯├┤┬┴┼╌╎►▸→'.includes(character) ? say('frame', character) : character;
  });
}

function pad(line: string, width: number): string {
  const characters = [...line].slice(0, width);
  return characters.join('') + ' '.repeat(width - characters.length);
}


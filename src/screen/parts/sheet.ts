import { oneColumn } from '../signs.ts';

/** What a piece of text means; the theme turns it into a colour. `text` is the terminal's own. */
export const roles = ['text', 'healthy', 'strained', 'hurt', 'moving', 'focus', 'quiet', 'frame'] as const;
/** One of those meanings. */
export type Role = (typeof roles)[number];

/** Text with a meaning; a plain string is body text. */
export type Span = string | { text: string; role?: Role; bold?: boolean };
/** One row's worth of spans. */
export type Line = Span | Span[];

/**
 * A page before it is coloured: a grid of cells, each one column wide.
 *
 *   x →  0 … width-1        `marks` holds a role's number, plus 16 when bold
 *   y ↓  0 … height-1
 */
export type Sheet = { readonly width: number; readonly height: number; readonly cells: string[]; readonly marks: Uint8Array };

/** An empty sheet. */
export function newSheet(width: number, height: number): Sheet {
  return { width, height, cells: new Array<string>(width * height).fill(' '), marks: new Uint8Array(width * height) };
}

/** A span in a role: `say('quiet', 'ok')`. */
export function say(role: Role, text: string | number, bold = false): Span {
  return { text: String(text), role, bold };
}

/** A bold span. */
export function bold(text: string | number, role: Role = 'text'): Span {
  return { text: String(text), role, bold: true };
}

/** Writes a line at a place; what does not fit into `width` columns is left out. Returns the column after it. */
export function put(sheet: Sheet, x: number, y: number, line: Line, width = sheet.width - x): number {
  const end = Math.min(sheet.width, x + width);
  for (const span of spansOf(line)) {
    const mark = markOf(span);
    for (const character of typeof span === 'string' ? span : span.text) {
      if (x >= end) return x;
      if (x >= 0 && y >= 0 && y < sheet.height) {
        sheet.cells[y * sheet.width + x] = oneColumn(character);
        sheet.marks[y * sheet.width + x] = mark;
      }
      x++;
    }
  }
  return x;
}

/** Writes a line so that its last character stands at `right`. */
export function putRight(sheet: Sheet, right: number, y: number, line: Line): void {
  put(sheet, right - widthOf(line) + 1, y, line);
}

/** Writes a line in the middle of a stretch of columns. */
export function putMiddle(sheet: Sheet, x: number, width: number, y: number, line: Line): void {
  put(sheet, x + Math.max(0, Math.floor((width - widthOf(line)) / 2)), y, line, width);
}

/** How many columns a line takes. */
export function widthOf(line: Line): number {
  let width = 0;
  for (const span of spansOf(line)) width += [...(typeof span === 'string' ? span : span.text)].length;
  return width;
}

/** A line's characters without their meaning. */
export function plain(line: Line): string {
  return spansOf(line).map((span) => (typeof span === 'string' ? span : span.text)).join('');
}

/** The sheet's rows as plain text. */
export function textRows(sheet: Sheet): string[] {
  return Array.from({ length: sheet.height }, (_, y) => sheet.cells.slice(y * sheet.width, (y + 1) * sheet.width).join(''));
}

function spansOf(line: Line): Span[] {
  return Array.isArray(line) ? line : [line];
}

function markOf(span: Span): number {
  return typeof span === 'string' ? 0 : roles.indexOf(span.role ?? 'text') + (span.bold ? 16 : 0);
}

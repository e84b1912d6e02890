import { bold, put, putRight, say, widthOf, type Line, type Role, type Sheet } from './sheet.ts';

/** A place on a sheet. */
export type Area = { x: number; y: number; width: number; height: number };

/** Words in a box's borders: `title` top left, `right` top right, `below` bottom right. A dead box is drawn with broken lines. */
export type BoxLook = { title?: Line; right?: Line; below?: Line; role?: Role; dead?: boolean };

/** Draws a box and returns the place inside it (one column of air at each side). */
export function box(sheet: Sheet, area: Area, look: BoxLook = {}): Area {
  const { x, y, width, height } = area;
  const role = look.role ?? 'frame';
  const [flat, upright] = look.dead ? ['╌', '╎'] : ['─', '│'];
  put(sheet, x, y, say(role, `╭${flat.repeat(width - 2)}╮`));
  for (let row = y + 1; row < y + height - 1; row++) {
    put(sheet, x, row, say(role, upright));
    put(sheet, x + width - 1, row, say(role, upright));
  }
  put(sheet, x, y + height - 1, say(role, `╰${flat.repeat(width - 2)}╯`));
  titles(sheet, area, look);
  return { x: x + 2, y: y + 1, width: width - 4, height: height - 2 };
}

function titles(sheet: Sheet, { x, y, width, height }: Area, look: BoxLook): void {
  const title = look.title === undefined ? undefined : typeof look.title === 'string' ? bold(look.title) : look.title;
  if (title !== undefined) put(sheet, x + 2, y, spaced(title), width - 4);
  const room = width - 5 - (title === undefined ? 0 : widthOf(title) + 2);
  if (look.right !== undefined && widthOf(look.right) + 2 <= room) putRight(sheet, x + width - 3, y, spaced(look.right));
  if (look.below !== undefined && widthOf(look.below) + 2 <= width - 4) putRight(sheet, x + width - 3, y + height - 1, spaced(look.below));
}

function spaced(line: Line): Line {
  return [' ', ...(Array.isArray(line) ? line : [line]), ' '];
}

/** A bar of `width` columns filled to `share` (0-1); halves are shown. */
export function bar(share: number, width: number, role: Role): Line {
  const halves = Math.round(Math.max(0, Math.min(1, share)) * width * 2);
  const full = Math.floor(halves / 2);
  const half = halves % 2 === 1 ? 1 : 0;
  return [say(role, '━'.repeat(full) + '╸'.repeat(half)), say('frame', '─'.repeat(width - full - half))];
}

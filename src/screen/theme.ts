import { ascii, block } from './signs.ts';
import { roles, type Role, type Sheet } from './parts/sheet.ts';

/** Which colours, how many, and which characters. */
export type Theme = { palette: Palette; depth: Depth; ascii: boolean; blocks: boolean };

/** Colours for a background; `mono` has none. */
export type Palette = 'dark' | 'light' | 'unknown' | 'mono';
/** How many colours the terminal has. */
export type Depth = 'true' | '256' | '16' | 'none';

const hues: Record<Exclude<Palette, 'mono'>, Record<Exclude<Role, 'text'>, string>> = {
  dark: { healthy: '3ddcc0', strained: 'f7d54a', hurt: 'f96a45', moving: '4aaef5', focus: 'e391c8', quiet: '98a1b0', frame: '4b5361' },
  light: { healthy: '00766b', strained: '8a5a00', hurt: '9c1f10', moving: '1f56a3', focus: '8a2f86', quiet: '5b6470', frame: 'b4bac4' },
  unknown: { healthy: '15907d', strained: '9c6b08', hurt: 'cf4f3a', moving: '3478b5', focus: 'a354b4', quiet: '7b8492', frame: '7b8492' },
};
const sixteen: Record<Exclude<Role, 'text'>, string> = { healthy: '32', strained: '33', hurt: '31', moving: '36', focus: '35', quiet: '2', frame: '2' };

/** A sheet's rows with the theme's colours, ready for a terminal. */
export function paint(sheet: Sheet, theme: Theme): string[] {
  return Array.from({ length: sheet.height }, (_, y) => paintRow(sheet, y, theme));
}

/** A sheet's rows as the theme's characters, without colours. */
export function plainRows(sheet: Sheet, theme: Pick<Theme, 'ascii' | 'blocks'>): string[] {
  return paint(sheet, { palette: 'mono', depth: 'none', ...theme }).map((row) => row.replace(/\u001b\[[0-9;]*m/g, ''));
}

function paintRow(sheet: Sheet, y: number, theme: Theme): string {
  const write = theme.ascii ? ascii : theme.blocks ? block : (character: string) => character;
  let row = '';
  let mark = 0;
  for (let x = y * sheet.width; x < (y + 1) * sheet.width; x++) {
    if (sheet.marks[x] !== mark) {
      row += close(mark, theme) + open((mark = sheet.marks[x]!), theme);
    }
    row += write(sheet.cells[x]!);
  }
  return row + close(mark, theme);
}

function open(mark: number, theme: Theme): string {
  const role = roles[mark & 15]!;
  return (mark & 16 ? '\u001b[1m' : '') + (role === 'text' ? '' : colour(role, theme));
}

function close(mark: number, theme: Theme): string {
  const role = roles[mark & 15]!;
  const dims = isDim(role, theme) || mark & 16;
  const coloured = role !== 'text' && theme.depth !== 'none' && theme.palette !== 'mono' && !isDim(role, theme);
  return (coloured ? '\u001b[39m' : '') + (dims ? '\u001b[22m' : '');
}

function isDim(role: Role, { palette, depth }: Theme): boolean {
  return (role === 'quiet' || role === 'frame') && (palette === 'mono' || depth === 'none' || depth === '16');
}

function colour(role: Exclude<Role, 'text'>, theme: Theme): string {
  if (isDim(role, theme)) return '\u001b[2m';
  if (theme.palette === 'mono' || theme.depth === 'none') return '';
  if (theme.depth === '16') return `\u001b[${sixteen[role]}m`;
  const [r, g, b] = [0, 2, 4].map((at) => parseInt(hues[theme.palette as 'dark'][role].slice(at, at + 2), 16)) as [number, number, number];
  return theme.depth === 'true' ? `\u001b[38;2;${r};${g};${b}m` : `\u001b[38;5;${nearest(r, g, b)}m`;
}

// The nearest colour of the 256: the 6 x 6 x 6 cube, or the 24 greys.
function nearest(r: number, g: number, b: number): number {
  const steps = [0, 95, 135, 175, 215, 255];
  const step = (value: number) => steps.reduce((best, s, i) => (Math.abs(s - value) < Math.abs(steps[best]! - value) ? i : best), 0);
  const [cr, cg, cb] = [step(r), step(g), step(b)];
  const grey = Math.max(0, Math.min(23, Math.round(((r + g + b) / 3 - 8) / 10)));
  const away = (x: number, y: number, z: number) => (x - r) ** 2 + (y - g) ** 2 + (z - b) ** 2;
  const level = 8 + grey * 10;
  return away(level, level, level) < away(steps[cr]!, steps[cg]!, steps[cb]!) ? 232 + grey : 16 + 36 * cr + 6 * cg + cb;
}

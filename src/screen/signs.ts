/** Every sign on the screen and its ASCII twin; all are one column wide. */
export const signs: Record<string, string> = {
  '●': 'O', '◐': '%', '✗': 'X', '✓': 'v', '○': 'o', '◉': '@', '▸': '>', '›': '>', '→': '>', '←': '<', '↑': '^', '↓': 'v',
  '•': '*', '▰': '#', '▱': '.', '━': '=', '╸': '-', '─': '-', '│': '|', '╭': '+', '╮': '+', '╰': '+', '╯': '+', '├': '+', '┤': '+',
  '┬': '+', '┴': '+', '┼': '+', '╌': '~', '╎': ':', '’': "'", '·': '-', '…': '.', '×': 'x', '÷': '/', '–': '-', '—': '-', '“': '"', '”': '"', '√': 'v', '≤': '<', '≥': '>',
};

const blocks = ' ▁▂▃▄▅▆▇█';
const letters = /^[\u0020-\u007e\u00a0-\u00ac\u00ae-\u024f\u0370-\u03ff\u0400-\u052f\u2010-\u2015\u2018-\u201f\u2020-\u2026\u2030-\u205e\u20ac\u2190-\u21ff\u2200-\u22ff\u2500-\u25fc\u2800-\u28ff\u2713\u2717]$/u;

/** A character as one column: anything that a terminal might draw wider, or not at all, becomes `?`. */
export function oneColumn(character: string): string {
  return letters.test(character) ? character : '?';
}

/** A character for a terminal that has only ASCII. */
export function ascii(character: string): string {
  if (character <= '~') return character;
  return signs[character] ?? brailleAscii(character) ?? '?';
}

/** A braille cell as a block of the same height, for fonts without braille. */
export function block(character: string): string {
  const dots = dotsOf(character);
  return dots === undefined ? character : blocks[heightOf(dots) * 2]!;
}

function brailleAscii(character: string): string | undefined {
  const dots = dotsOf(character);
  if (dots === undefined) return blocks.includes(character) ? '#' : undefined;
  if (dots === failedPattern) return 'x';
  return [' ', '.', ':', '#', '#'][dots === 0 ? 0 : heightOf(dots)];
}

/** The dots of a cell of people who got an error: a chequered field, so that it needs no colour. */
export const failedPattern = 0x95;

function dotsOf(character: string): number | undefined {
  const code = character.codePointAt(0)!;
  return code >= 0x2800 && code <= 0x28ff ? code - 0x2800 : undefined;
}

// How many of the four rows of dots are used: rows from the top are 0x09, 0x12, 0x24, 0xc0.
function heightOf(dots: number): number {
  return [0x09, 0x12, 0x24, 0xc0].filter((row) => dots & row).length;
}

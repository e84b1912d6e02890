import { expect, test } from 'vitest';
import { bold, newSheet, put, roles, say, textRows } from '../../src/screen/parts/sheet.ts';
import { curves } from '../../src/screen/parts/curve.ts';
import { ascii, oneColumn, signs } from '../../src/screen/signs.ts';
import { answers, firstTheme, mayAsk } from '../../src/screen/terminal.ts';
import { paint, type Theme } from '../../src/screen/theme.ts';

const theme = (change: Partial<Theme>): Theme => ({ palette: 'dark', depth: 'true', ascii: false, blocks: false, ...change });

function allRoles(change: Partial<Theme>): string {
  const sheet = newSheet(80, 1);
  let x = 0;
  for (const role of roles) x = put(sheet, x, 0, [say(role, role), bold('!', role)]);
  return paint(sheet, theme(change))[0]!;
}

test('NO_COLOR and mono give no hues, and keep bold and dim', () => {
  for (const row of [allRoles({ palette: 'mono' }), allRoles({ depth: 'none' })]) {
    expect(row).not.toMatch(/\[3\d|\[38|\[9\d/);
    expect(row).toMatch(/\[1m/);
    expect(row).toMatch(/\[2m/);
  }
  expect(firstTheme({}, { NO_COLOR: '1', TERM: 'xterm' })).toMatchObject({ palette: 'mono', depth: 'none' });
  expect(firstTheme({}, { NO_COLOR: '', TERM: 'xterm-256color' }).depth).toBe('256');
});

test('each depth uses its own codes, and every row ends without a colour', () => {
  expect(allRoles({})).toContain('\u001b[38;2;61;220;192m');
  expect(allRoles({ depth: '256' })).toMatch(/\u001b\[38;5;\d+m/);
  expect(allRoles({ depth: '16' })).toContain('\u001b[32m');
  for (const depth of ['true', '256', '16', 'none'] as const) expect(allRoles({ depth }).trimEnd()).toMatch(/m$| $|!$/);
});

test('options win over the variable, that over the terminal, that over COLORFGBG', () => {
  expect(firstTheme({ theme: 'light' }, { RUSHHOUR_THEME: 'dark' }).palette).toBe('light');
  expect(firstTheme({}, { RUSHHOUR_THEME: 'dark', COLORFGBG: '0;15' }).palette).toBe('dark');
  expect(firstTheme({}, { COLORFGBG: '0;15' }).palette).toBe('light');
  expect(firstTheme({}, {}).palette).toBe('unknown');
  expect(mayAsk({}, { TERM: 'xterm' })).toBe(true);
  expect(mayAsk({}, { TERM: 'xterm', RUSHHOUR_THEME: 'dark' })).toBe(false);
});

test('the terminal answers with its background and with where the cursor went', () => {
  expect(answers('\u001b]11;rgb:ffff/ffff/ffff\u0007\u001b[29;4R')).toEqual({ palette: 'light', wide: false, complete: true });
  expect(answers('\u001b]11;rgb:10/10/10\u001b\\\u001b[29;7R')).toEqual({ palette: 'dark', wide: true, complete: true });
  expect(answers('\u001b[2').complete).toBe(false);
});

test('every sign has an ASCII twin of one column', () => {
  for (const [sign, twin] of Object.entries(signs)) {
    expect([...sign].length).toBe(1);
    expect(twin).toMatch(/^[ -~]$/);
    expect(oneColumn(sign), sign).toBe(sign);
  }
  expect(ascii('⣿')).toBe('#');
});

test('what a terminal might draw wider, or not at all, becomes a question mark', () => {
  const sheet = newSheet(9, 1);
  put(sheet, 0, 0, 'a漢😀e\u0301\u001bש.');
  expect(textRows(sheet)[0]).toBe('a??e???. ');
});

test('people who got an error have a shape of their own in the curve', () => {
  const sheet = newSheet(4, 1);
  curves(sheet, { x: 0, y: 0, width: 4, height: 1 }, [{ values: [4, 4, 4, 4, 4, 4], role: 'moving', kind: 'area' }, { values: [0, 0, 4, 4, 0, 0], role: 'hurt', kind: 'errors' }], 4);
  expect(textRows(sheet)[0]).toBe('⣿⢕⣿ ');
});

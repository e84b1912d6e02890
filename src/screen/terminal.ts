import type { Theme } from './theme.ts';

/** What the command line says about looks. */
export type Looks = { theme?: 'dark' | 'light' | 'mono'; ascii?: boolean; motion?: boolean };

/** The theme of the very first frame: everything that can be known without asking the terminal. */
export function firstTheme(looks: Looks, env: NodeJS.ProcessEnv): Theme {
  return { palette: paletteOf(looks, env), depth: depthOf(env), ascii: asciiOf(looks, env), blocks: false };
}

/** Whether moving dots are wanted. */
export function motionOf(looks: Looks, env: NodeJS.ProcessEnv): boolean {
  return looks.motion ?? env['RUSHHOUR_MOTION'] !== 'off';
}

/** Whether the terminal's answer about its background may still change the palette. */
export function mayAsk(looks: Looks, env: NodeJS.ProcessEnv): boolean {
  return !looks.theme && !namedTheme(env) && !env['NO_COLOR'] && depthOf(env) !== 'none';
}

/** One question to the terminal: its background (OSC 11), and how wide our signs are (printed on the empty row `row`, then cleared). */
export function question(row: number): string {
  return `\u001b7\u001b]11;?\u0007\u001b[${row};1H─●⣿\u001b[6n\u001b[2K\u001b8`;
}

/** What the terminal answered: a background, and whether our signs are one column wide; undefined while it is incomplete. */
export function answers(heard: string): { palette?: 'dark' | 'light'; wide?: boolean; complete: boolean } {
  const background = /\]11;rgb:([0-9a-f]+)\/([0-9a-f]+)\/([0-9a-f]+)/i.exec(heard);
  const place = /\[(\d+);(\d+)R/.exec(heard);
  return {
    ...(background && { palette: brightness(background.slice(1, 4)) > 0.5 ? 'light' : 'dark' }),
    ...(place && { wide: place[2] !== '4' }),
    complete: place !== null,
  };
}

function paletteOf(looks: Looks, env: NodeJS.ProcessEnv): Theme['palette'] {
  if (looks.theme) return looks.theme;
  if (env['NO_COLOR']) return 'mono';
  const back = /;(\d+)$/.exec(env['COLORFGBG'] ?? '')?.[1];
  return namedTheme(env) ?? (back === undefined ? 'unknown' : Number(back) === 7 || Number(back) === 15 ? 'light' : 'dark');
}

function namedTheme(env: NodeJS.ProcessEnv): 'dark' | 'light' | 'mono' | undefined {
  const name = env['RUSHHOUR_THEME'];
  return name === 'dark' || name === 'light' || name === 'mono' ? name : undefined;
}

function depthOf(env: NodeJS.ProcessEnv): Theme['depth'] {
  if (env['NO_COLOR'] || env['TERM'] === 'dumb') return 'none';
  if (/truecolor|24bit/.test(env['COLORTERM'] ?? '') || env['WT_SESSION']) return 'true';
  return /256/.test(env['TERM'] ?? '') ? '256' : '16';
}

function asciiOf(looks: Looks, env: NodeJS.ProcessEnv): boolean {
  if (looks.ascii || env['RUSHHOUR_ASCII'] === '1' || env['TERM'] === 'linux') return true;
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'];
  return process.platform !== 'win32' && locale !== undefined && !/utf-?8/i.test(locale);
}

function brightness([r, g, b]: string[]): number {
  const part = (hex: string) => parseInt(hex, 16) / (16 ** hex.length - 1);
  return 0.2126 * part(r!) + 0.7152 * part(g!) + 0.0722 * part(b!);
}

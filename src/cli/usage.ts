import { parseArgs, type ParseArgsConfig } from 'node:util';
import { resolve } from 'node:path';

/** A call that cannot be understood: one sentence with the next step; exit 64. */
export class Usage extends Error {}

/** Reads a command's options; an unknown or broken one is a Usage. */
export function options<T extends NonNullable<ParseArgsConfig['options']>>(args: string[], known: T) {
  try {
    return parseArgs({ args, options: known, allowPositionals: true, strict: true });
  } catch (error) {
    const words = (error as Error).message.split('. ')[0]!;
    throw new Usage(`${words}. ${Object.keys(known).length ? `Known here: ${Object.keys(known).map((name) => `--${name}`).join(' ')}.` : 'It takes no options.'}`);
  }
}

/** A number option within its bounds, or a Usage that says them. */
export function numberOption(name: string, text: string | undefined, low: number, high: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isFinite(value) || text.trim() === '' || value < low || value > high) throw new Usage(`--${name} takes a number from ${low} to ${high}; "${text}" is not one.`);
  return value;
}

/** A path as the learner means it: npm changes our folder, but says where the call was made. */
export function pathOption(path: string): string {
  return resolve(callFolder(), path);
}

/** The folder in which the command was called. */
export function callFolder(): string {
  return process.env.INIT_CWD ?? process.cwd();
}

/** What a command's failure means for the shell: 64 for a call we cannot understand; anything else is ours, said with its place. */
export function explain(error: unknown, command: string): number {
  const known = error instanceof Usage || (error as { usage?: boolean }).usage === true;
  process.stderr.write(known ? `${(error as Error).message}\n` : `rushhour ${command} met something it did not expect: ${(error as Error).stack ?? String(error)}\n`);
  return known ? 64 : 1;
}

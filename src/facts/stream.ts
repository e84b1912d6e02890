import type { CheckResult, Judgement } from './verdict.ts';
import type { Picture, Summary } from './picture.ts';

/** The first line of every stream. */
export type Hello = { v: 1; kind: 'hello'; lesson: string; step: string; seed: number };

/** Lines of `live --json`. */
export type LiveLine = Hello | Picture | Summary | { kind: 'starting'; machines: { id: string; state: 'waits' | 'starting' | 'listening' | 'failed'; port?: number; ms?: number }[]; ms: number } | { kind: 'sorry'; words: string };

/** Lines of `check --watch --json`. */
export type CheckLine =
  | Hello
  | { kind: 'saved'; at: number; file: string }
  | { kind: 'check'; run: number; check: CheckResult | { name: string; result: 'running' } }
  | Picture
  | Judgement;

/** Reads a stream line by line; a line that is not JSON with a `kind` is passed over. */
export function parseLine(line: string): { kind: string } | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && 'kind' in value && typeof value.kind === 'string' ? (value as { kind: string }) : undefined;
  } catch {
    return undefined;
  }
}

/** Cuts a stream of text into whole lines; keeps the rest until more comes; a line over `limit` characters is dropped. */
export function lineReader(onLine: (line: string) => void, limit = 4_000_000): (chunk: string) => void {
  let rest = '';
  return (chunk) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > limit) rest = '';
    for (const line of lines) if (line) onLine(line);
  };
}

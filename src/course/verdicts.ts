import { join } from 'node:path';
import type { Judgement } from '../facts/verdict.ts';
import { readText, writeWhole } from './files.ts';

/** Keeps the last verdict of an exercise ('lesson/name'), so that a hint can begin at what failed; a disk that cannot be written is no reason to stop. */
export function keepVerdict(folder: string, exercise: string, judgement: Judgement): void {
  // what could not be judged says nothing about the program: the failure before it stays the one to help with
  if (judgement.result === 'could-not-judge') return;
  try {
    writeWhole(verdictFile(folder, exercise), `${JSON.stringify(judgement, null, 2)}\n`);
  } catch {
    // the verdict was shown; only the next hint does not know of it
  }
}

/** The last verdict of an exercise, if there was one that can still be read. */
export function lastVerdict(folder: string, exercise: string): Judgement | undefined {
  try {
    const value = JSON.parse(readText(verdictFile(folder, exercise)) ?? '') as Judgement;
    return value.kind === 'verdict' && Array.isArray(value.checks) ? value : undefined;
  } catch {
    return undefined;
  }
}

function verdictFile(folder: string, exercise: string): string {
  return join(folder, '.state', 'verdicts', `${exercise.replaceAll('/', '.')}.json`);
}

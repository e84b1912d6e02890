import type { CheckName, ExerciseName } from '../facts/names.ts';
import type { Picture } from '../facts/picture.ts';
import type { CheckResult } from '../facts/verdict.ts';
import type { ProgramSource } from '../system/program.ts';

/** What one run of an exercise's checks is to do; `paced` waits for a word before each request (replay). */
export type RunOrder = { exercise: ExerciseName; source: ProgramSource; seed: number; only?: CheckName; paced?: boolean };

/** What the vitest worker says to its judge while a run goes on, beside vitest's own messages. */
export type FromWorker =
  | { rushhour: 'running'; check: CheckName }
  | { rushhour: 'check'; check: CheckResult }
  | { rushhour: 'picture'; picture: Picture }
  | { rushhour: 'line'; text: string; waits: boolean };

/** What the judge says to its worker: end this run, go on to the next request (replay), or stop everything and leave. */
export type ToWorker = { rushhour: 'stop' } | { rushhour: 'go' } | { rushhour: 'leave' };

declare module 'vitest' {
  interface ProvidedContext {
    order: RunOrder | null;
  }
}

/** Says something to the judge, when there is one (there is none under a plain `vitest run`). */
export function tellJudge(message: FromWorker): void {
  if (process.send && process.connected) process.send(message);
}

/** Hears what the judge says; returns how to stop hearing. */
export function hearJudge(listener: (word: ToWorker['rushhour']) => void): () => void {
  const hear = (message: unknown): void => {
    if (isOurs(message)) listener(message.rushhour as ToWorker['rushhour']);
  };
  process.on('message', hear);
  return () => void process.off('message', hear);
}

/** Whether a message on the pipe between judge and worker is ours and not vitest's. */
export function isOurs(message: unknown): message is { rushhour: string } {
  return typeof message === 'object' && message !== null && 'rushhour' in message;
}

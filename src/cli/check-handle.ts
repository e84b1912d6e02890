import type { Ended } from '../facts/picture.ts';
import type { CheckLine } from '../facts/stream.ts';
import type { Judgement } from '../facts/verdict.ts';
import { keepVerdict } from '../course/verdicts.ts';
import type { Run } from '../system/run.ts';
import { openStream } from './stream.ts';
import type { OwnCourse } from './course.ts';

/** A judge as the screen holds it: it watches the file by itself; `again` judges now, `stop` gives up the check under way. */
export type CheckHandle = { again(): void; stop(): void; close(): Promise<Ended[]> };

/** Starts the judge of an exercise, watching the learner's file, and hands its lines on; verdicts are kept for the hints. A judge that ends unasked is started anew by `again`. */
export function openCheck(run: () => Promise<Run>, course: OwnCourse, exercise: string, onLine: (line: CheckLine) => void): CheckHandle {
  let isClosed = false;
  const hear = (line: { kind: string }): void => {
    if (line.kind === 'verdict') keepVerdict(course.workspace.folder, exercise, line as Judgement);
    onLine(line as CheckLine);
  };
  const begin = async () => {
    const child = await openStream(await run(), 'judge', 'judge', [exercise, '--file', course.workspace.fileOf(exercise), '--watch'], hear);
    void child.exited.then(() => isClosed || hear(endedJudge(exercise, child.words())));
    return child;
  };
  let judge = begin();
  const send = (words: string): void => {
    judge = judge.then((child) => (child.ended() && words === 'again' ? begin() : child));
    void judge.then((child) => child.stdin?.write(`${words}\n`)).catch(() => {});
  };
  return {
    again: () => send('again'),
    stop: () => send('stop'),
    async close() {
      isClosed = true;
      const child = await judge.catch(() => undefined);
      child?.stdin?.end('quit\n');
      await Promise.race([child?.exited, new Promise((resolve) => setTimeout(resolve, 500).unref())]);
      await child?.stop();
      return [];
    },
  };
}

function endedJudge(exercise: string, words: string[]): Judgement {
  const why = `The judge ended without a word${words.length ? `; the last it said: ${words.at(-1)}` : ''}`;
  return { kind: 'verdict', exercise, result: 'could-not-judge', seed: 0, ms: 0, checks: [{ name: 'judge', result: 'could-not-judge', why, tryThis: 'Press r to start it again.' }] };
}

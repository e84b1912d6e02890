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
    void child.exited.then(() => isClosed || hear(noJudge(exercise, `The judge ended without a word${child.words().length ? `; the last it said: ${child.words().at(-1)}` : ''}`)));
    return child;
  };
  const tried = <T>(starting: Promise<T>): Promise<T | undefined> => starting.catch((error: Error) => (hear(noJudge(exercise, `The judge could not be started: ${error.message}`)), undefined));
  let judge = tried(begin());
  const send = (words: string): void => {
    judge = judge.then((child) => {
      const isGone = !child || child.ended() !== undefined;
      if (words === 'again' && isGone) return tried(begin().then((fresh) => (fresh.stdin?.write('again\n'), fresh)));
      child?.stdin?.write(`${words}\n`);
      return child;
    });
  };
  return {
    again: () => send('again'),
    stop: () => send('stop'),
    async close() {
      isClosed = true;
      const child = await judge;
      child?.stdin?.end('quit\n');
      await Promise.race([child?.exited, new Promise((resolve) => setTimeout(resolve, 500).unref())]);
      await child?.stop();
      return [];
    },
  };
}

function noJudge(exercise: string, why: string): Judgement {
  return { kind: 'verdict', exercise, result: 'could-not-judge', seed: 0, ms: 0, checks: [{ name: 'judge', result: 'could-not-judge', why, tryThis: 'Press r to start it again.' }] };
}

import type { Ended, Summary } from '../facts/picture.ts';
import type { LiveLine } from '../facts/stream.ts';
import type { Run } from '../system/run.ts';
import { openStream } from './stream.ts';

/** A live system as the screen holds it: it can order and close, nothing else. */
export type LiveHandle = { order(words: string): void; close(): Promise<Ended[]> };

/** Starts `rushhour live` for a step and hands its lines on; when it ends unasked the screen is told, and `again` starts it anew. */
export function openLive(run: () => Promise<Run>, lesson: string, step: string, onLine: (line: LiveLine) => void): LiveHandle {
  let ended: Ended[] = [];
  let isClosed = false;
  const hear = (line: { kind: string }): void => {
    if (line.kind === 'summary') ended = (line as Summary).ended;
    onLine(line as LiveLine);
  };
  /** A process that cannot be started is said on the page; the course goes on. */
  const tried = <T>(starting: Promise<T>): Promise<T | undefined> =>
    starting.catch((error: Error) => (onLine({ kind: 'sorry', words: `The live system could not be started: ${error.message}. r tries again; npx rushhour doctor says what does not fit.` }), undefined));
  const begin = async () => {
    const child = await openStream(await run(), 'stage', 'rushhour', ['live', `${lesson}/${step}`, '--json'], hear);
    void child.exited.then(({ code, signal }) => {
      if (!isClosed) onLine({ kind: 'sorry', words: `The live system ended (${signal ?? `code ${code}`}). r starts it again.${child.words().length ? ` It said: ${child.words().at(-1)}` : ''}` });
    });
    return child;
  };
  let stage = tried(begin());
  return {
    order(words) {
      stage = stage.then((child) => {
        if (words === 'again' && (!child || child.ended())) return tried(begin());
        child?.stdin?.write(`${words}\n`);
        return child;
      });
    },
    async close() {
      isClosed = true;
      const child = await stage;
      if (!child) return ended;
      child.stdin?.end('quit\n');
      await Promise.race([child.exited, new Promise((resolve) => setTimeout(resolve, 1_500).unref())]);
      await child.stop();
      return ended;
    },
  };
}

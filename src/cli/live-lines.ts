import type { Summary } from '../facts/picture.ts';
import type { LiveLine } from '../facts/stream.ts';
import { openTelling } from '../screen/plain/telling.ts';
import { list, people, time } from '../screen/words/numbers.ts';

/** Turns the stream of a live system into plain lines; lines are only added. `isAboutCounts`: what matters is who got how many. */
export function openLiveLines(print: (line: string) => void, isAboutCounts: boolean): (line: LiveLine) => void {
  const telling = openTelling((lines) => lines.forEach(print), { isAboutCounts });
  let isListening = false;

  function starting({ machines, ms }: Extract<LiveLine, { kind: 'starting' }>): void {
    if (isListening || !machines.every(({ state }) => state === 'listening')) return;
    isListening = true;
    print(`${list(machines.map(({ id, port }) => `${id} (port ${port})`))} listen, after ${time(ms)}.`);
  }

  function summary({ sent, answered, failed, mean, p50, p99, lateness, byMachine }: Summary): void {
    telling.end();
    const lost = Object.entries(byMachine).filter(([, counts]) => counts.failed > 0).map(([id, counts]) => `${counts.failed} at ${id}`);
    print(`In all: ${people(sent)} came, ${answered} got a page${failed ? `, ${failed} were lost (${list(lost)})` : ', nobody was lost'}.`);
    if (answered > 0) print(`Waiting: mean ${time(mean)}, half under ${time(p50)}, worst 1% ${time(p99)}. The crowd itself was at most ${time(lateness)} late (p99).`);
  }

  return (line) => {
    if (line.kind === 'hello') print(`Live: ${line.lesson}/${line.step}, seed ${line.seed}. Levers are lines here; quit ends it.`);
    if (line.kind === 'starting') starting(line);
    if (line.kind === 'sorry') print(line.words);
    if (line.kind === 'picture') telling.picture(line);
    if (line.kind === 'summary') summary(line);
  };
}

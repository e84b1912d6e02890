import { connect, type Socket } from 'node:net';
import type { Ending } from '../../facts/fact.ts';
import { openAnswerReader, type AnswerReader } from './answer.ts';

/** How one visit ended; `status` when an answer's head came. */
export type Visit = { ending: Ending; status?: number };

/** A door that visitors go in by: connections are kept and the one used last is used next. */
export type Door = {
  /** Asks with a whole request head; gives up when told so by the returned function. */
  visit(head: string, done: (visit: Visit) => void): () => void;
  /** No more visits: idle connections end now, the others with their answer. */
  retire(): void;
  close(): void;
};

/** An idle connection older than this is not trusted: servers close theirs after 5 seconds. */
const TRUST_MS = 3_000;

type Line = { socket: Socket; reader: AnswerReader; done: ((visit: Visit) => void) | undefined; isOpen: boolean; idleSince: number };

/** Opens the way to a door; connections are made when somebody needs one. */
export function openDoor(url: string): Door {
  const { hostname, port } = new URL(url);
  const idle: Line[] = [];
  const all = new Set<Line>();
  let retired = false;

  function lineFor(): Line {
    for (let line = idle.pop(); line; line = idle.pop()) {
      if (performance.now() - line.idleSince < TRUST_MS) return line;
      line.socket.destroy();
    }
    return newLine();
  }

  function newLine(): Line {
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    const line: Line = { socket, reader: openAnswerReader(({ status, keep }) => whole(line, status, keep)), done: undefined, isOpen: false, idleSince: 0 };
    all.add(line);
    socket.on('connect', () => (line.isOpen = true));
    socket.on('data', (chunk: Buffer) => {
      try {
        line.reader.read(chunk);
      } catch {
        socket.destroy();
      }
    });
    socket.on('error', () => {}); // 'close' follows and says it
    socket.on('end', () => void line.reader.ended());
    socket.on('close', () => gone(line));
    return line;
  }

  function whole(line: Line, status: number, keep: boolean): void {
    const { done } = line;
    line.done = undefined;
    if (keep && done && !retired) {
      line.idleSince = performance.now();
      idle.push(line);
    } else line.socket.destroy();
    done?.({ ending: status >= 500 ? 'failed' : 'answered', status });
  }

  function gone(line: Line): void {
    all.delete(line);
    const at = idle.indexOf(line);
    if (at >= 0) idle.splice(at, 1);
    const { done } = line;
    line.done = undefined;
    done?.({ ending: line.isOpen ? 'cut' : 'failed' });
  }

  return {
    visit(head, done) {
      const line = lineFor();
      line.done = done;
      line.socket.write(head);
      return () => {
        if (line.done !== done) return;
        line.done = undefined;
        line.socket.destroy();
        done({ ending: 'gave-up' });
      };
    },
    retire() {
      retired = true;
      for (const { socket } of idle.splice(0)) socket.destroy();
    },
    close: () => {
      for (const { socket } of all) socket.destroy();
    },
  };
}

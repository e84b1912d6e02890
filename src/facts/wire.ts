import { connect, type Socket } from 'node:net';
import type { Fact, Tell } from './fact.ts';

/** A way to tell facts to whoever listens on a local socket. */
export type Wire = { tell: Tell; close(): void };

/**
 * Opens a wire to a local socket (or named pipe): newline JSON, sent together every 16 ms. It never keeps a program alive, and never
 * troubles it: when nobody listens, or too slowly (over 1 MB waits), facts are let go.
 */
export function openWire(path: string, everyMs = 16): Wire {
  let socket: Socket | undefined = connect(path);
  let lines: string[] = [];
  let timer: NodeJS.Timeout | undefined;
  const give = (): void => void ((socket = undefined), (lines = []));
  socket.on('error', give).on('close', give).unref();

  const send = (): void => {
    timer = undefined;
    const text = lines.join('');
    lines = [];
    if (socket && socket.writableLength < 1_000_000) socket.write(text);
  };
  return {
    tell: (fact: Fact) => {
      if (!socket) return;
      lines.push(`${JSON.stringify(fact)}\n`);
      timer ??= setTimeout(send, everyMs).unref();
    },
    close: () => {
      clearTimeout(timer);
      if (lines.length > 0) send();
      socket?.end();
    },
  };
}

import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import type { Fact, MachineId, Tell } from '../facts/fact.ts';
import { lineReader } from '../facts/stream.ts';

/** The ear of the stage: a local socket that crowd and taps tell their facts to. */
export type Tapped = { path: string; close(): void };

/** What may come in by the socket; machines and levers are known first-hand. */
const heard = new Set<string>(['request-sent', 'request-arrived', 'request-forwarded', 'request-answered', 'request-dropped', 'request-finished', 'crowd-late'] satisfies Fact['kind'][]);

/** Listens in the run's folder; a port in `request-forwarded` becomes the machine that listens there, `machineAt(port)`. */
export async function openTapped(folder: string, machineAt: (port: number) => MachineId | undefined, tell: Tell): Promise<Tapped> {
  const path = socketPath(folder);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.setEncoding('utf8').on('data', lineReader((line) => hear(line, machineAt, tell))).on('error', () => {}).on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(path, resolve));
  return {
    path,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** A local socket's path must stay under 104 bytes, which a long TMPDIR may not leave. */
function socketPath(folder: string): string {
  const name = folder.split(/[\\/]/).at(-1);
  if (process.platform === 'win32') return `\\\\.\\pipe\\rushhour-${name}`;
  const path = join(folder, 'tap');
  return Buffer.byteLength(path) < 104 ? path : join('/tmp', `rushhour-tap-${name}`);
}

function hear(line: string, machineAt: (port: number) => MachineId | undefined, tell: Tell): void {
  const fact = parse(line);
  if (!fact || !heard.has(fact.kind)) return;
  if (fact.kind !== 'request-forwarded') return tell(fact);
  const to = machineAt(Number(fact.to));
  if (to !== undefined) tell({ ...fact, to });
}

function parse(line: string): Fact | undefined {
  try {
    return JSON.parse(line) as Fact;
  } catch {
    return undefined; // the last line of a killed process may be cut
  }
}

import { closeSync, readSync } from 'node:fs';

/** What comes through the gate: variables to add, and for a learner's program what to run. */
export type GateLine = { env?: Record<string, string>; imports?: string[]; entry?: string; file?: string };

/** Waits, without running anything else, for the one line on descriptor 3; the end of the pipe instead means that nobody wants us any more. */
export function waitAtGate(): GateLine {
  const bytes = Buffer.alloc(65_536);
  let text = '';
  while (!text.includes('\n')) {
    const read = readSome(bytes);
    if (read === 0) process.exit(0);
    text += bytes.toString('utf8', 0, read);
  }
  closeSync(3);
  const line = JSON.parse(text) as GateLine;
  Object.assign(process.env, line.env);
  return line;
}

/** Some systems hand out the pipe in non-blocking mode: then rest a little and ask again. */
function readSome(bytes: Buffer): number {
  for (;;) {
    try {
      return readSync(3, bytes);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return 0;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

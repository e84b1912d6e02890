import { StringDecoder } from 'node:string_decoder';
import { lineReader, parseLine } from '../facts/stream.ts';
import type { Child } from '../system/child.ts';
import { lastWords } from '../system/machine.ts';
import type { Program } from '../system/programs.ts';
import type { Run } from '../system/run.ts';

/** Variables of the course that its own programs need to see again. */
export function courseVariables(): Record<string, string> {
  const names = ['RUSHHOUR_HOME', 'INIT_CWD', 'VISUAL', 'EDITOR'];
  return Object.fromEntries(names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])));
}

/** Starts one of our own programs that speaks NDJSON and hands every line on; `words` keeps what it prints on stderr. */
export async function openStream(run: Run, what: string, program: Program, args: string[], onLine: (line: { kind: string }) => void): Promise<Child & { words: () => string[] }> {
  const child = await run.spawn({ what, program, args, stdin: true, env: courseVariables() });
  const decoder = new StringDecoder('utf8');
  const read = lineReader((line) => {
    const parsed = parseLine(line);
    if (parsed) onLine(parsed);
  });
  child.stdout.on('data', (chunk: Buffer) => read(decoder.write(chunk)));
  const words = lastWords({ ...child, stdout: child.stderr });
  return { ...child, words };
}

import { existsSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { bundle } from './bundle.ts';
import type { Child } from './child.ts';
import { lastWords } from './machine.ts';
import { answersAt, freePort, listenersOf } from './ports.ts';
import { groupMembers, markedWith, startOf } from './processes.ts';
import { programUrl } from './programs.ts';
import type { Run } from './run.ts';
import { endStandIns, standInsOf } from './stand-in.ts';

/** Where a learner's program is: a TypeScript or JavaScript file, or a command in any language. */
export type ProgramSource = { file: string } | { command: string; cwd: string };

/** A learner's program that listens on the port it was given. */
export type RunningProgram = { pid: number; port: number; url: string; child: Child; words(): string[] };

/** Why it does not run. `words` is a whole sentence; `line` only when the bundler told it. */
export type ProgramTrouble = { trouble: 'no-file' | 'syntax' | 'ended-early' | 'not-listening' | 'port-taken'; words: string; likely?: string; line?: number; code?: number | null; lastWords: string[] };

export type ProgramOptions = { spare?: Child; tap?: string; machine?: string; port?: number; readyMs?: number; onLine?: (line: string) => void };

/** The flags of a learner's Node: exact stack lines, no noise about http-proxy's age, and an end to eating memory. */
const nodeFlags = ['--enable-source-maps', '--max-old-space-size=512'];

/** Starts a process that has already read http-proxy and ioredis, and waits for its program. */
export function startSpare(run: Run): Promise<Child> {
  return run.spawn({ what: 'your program', program: 'learner', args: ['--spare'], nodeFlags, spare: true });
}

/** Starts a learner's program with the contract's environment and waits until it listens on PORT (3 s, raced against its exit). */
export async function startProgram(run: Run, source: ProgramSource, env: Record<string, string>, options: ProgramOptions = {}): Promise<RunningProgram | ProgramTrouble> {
  const prepared = await prepare(run, source);
  if ('trouble' in prepared) return prepared;
  const port = options.port ?? (await freePort());
  if (await answersAt(port)) return taken(port, []);
  const whole = { ...env, PORT: String(port), ...(options.tap ? { RUSHHOUR_TAP: options.tap, RUSHHOUR_MACHINE: options.machine ?? 'you' } : {}) };
  const child = await launch(run, source, prepared.entry, whole, options);
  const words = lastWords(child, options.onLine);
  run.note(child.pid, { port });
  const began = startOf(child.pid) ?? '';
  void child.exited.then(() => endStandIns(port, [], began));
  const trouble = await ready(run, child, port, words, options.readyMs ?? 3_000);
  if (trouble) {
    await child.kill();
    return trouble;
  }
  return { pid: child.pid, port, url: `http://127.0.0.1:${port}`, child, words };
}

async function prepare(run: Run, source: ProgramSource): Promise<{ entry: string } | ProgramTrouble> {
  if ('command' in source) return { entry: '' };
  const name = basename(source.file);
  if (!existsSync(source.file)) return { trouble: 'no-file', words: `There is no file ${source.file}. It may have been renamed or deleted; reset brings back a fresh one.`, lastWords: [] };
  if (statSync(source.file).size === 0) return { trouble: 'no-file', words: `${name} is empty. If that was not meant, reset brings back a fresh one.`, lastWords: [] };
  const made = await bundle(source.file, run.folder);
  if ('entry' in made) return made;
  return { trouble: 'syntax', words: `${name} cannot be read as a program${made.line ? ` (line ${made.line})` : ''}.`, lastWords: made.why.split('\n'), ...(made.line ? { line: made.line } : {}) };
}

async function launch(run: Run, source: ProgramSource, entry: string, env: Record<string, string>, options: ProgramOptions): Promise<Child> {
  if ('command' in source) {
    const tapped: Record<string, string> = options.tap ? { NODE_OPTIONS: `--import ${programUrl('tap')}` } : {};
    return run.spawn({ what: 'your program', command: source.command, cwd: source.cwd, env: { ...env, ...tapped } });
  }
  const imports = options.tap ? [programUrl('tap')] : [];
  const child = options.spare && !options.spare.ended() ? options.spare : await run.spawn({ what: 'your program', program: 'learner', cwd: dirname(source.file), nodeFlags, spare: true });
  child.go({ env, imports, entry, file: source.file });
  return child;
}

/** Asks every few milliseconds whether somebody accepts on the port, until the program ends or the time is over. */
async function ready(run: Run, child: Child, port: number, words: () => string[], readyMs: number): Promise<ProgramTrouble | undefined> {
  for (const until = performance.now() + readyMs; performance.now() < until; ) {
    if (child.ended()) return endedEarly(child, words());
    if (await answersAt(port)) return isOurs(run, child, port) ? undefined : (standIn(child, port, words()) ?? taken(port, words()));
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return child.ended() ? endedEarly(child, words()) : notListening(run, child, port, readyMs, words());
}

/** The one who answers must be the one we started. Where the system does not tell who holds a port, that our program lives is all we know. */
function isOurs(run: Run, child: Child, port: number): boolean {
  if (child.ended()) return false;
  if (process.platform !== 'linux') return true;
  const own = new Set([...groupMembers(child.pid), ...markedWith(run.id)]);
  return listenersOf([...own]).some((listener) => listener.port === port);
}

/** The program lives, but what answers cut itself loose from it. */
function standIn(child: Child, port: number, words: string[]): ProgramTrouble | undefined {
  if (child.ended()) return endedEarly(child, words);
  if (standInsOf(port, groupMembers(child.pid), startOf(child.pid) ?? '').length === 0) return undefined;
  return { trouble: 'not-listening', words: `Something that your program started answers on PORT ${port} in its place.`, likely: 'The program itself must listen, and stay in the foreground until it is ended.', lastWords: words };
}

function endedEarly(child: Child, words: string[]): ProgramTrouble {
  const exit = child.ended();
  const code = exit?.code ?? null;
  // an end without an error is no crash: it ran to its end, or went into the background
  const likely = code === 0 ? 'it came to its end without listening, or went into the background: it must stay in front (nginx: daemon off;).' : code === 126 || code === 127 ? 'the command could not be run: is the path right, and is it executable?' : undefined;
  return { trouble: 'ended-early', code, words: `Your program ended before it listened (${code === null ? `signal ${exit?.signal}` : `exit code ${code}`}).`, lastWords: words, ...(likely ? { likely } : {}) };
}

function notListening(run: Run, child: Child, port: number, readyMs: number, words: string[]): ProgramTrouble {
  const [found] = listenersOf(groupMembers(child.pid));
  const what = `Your program is running but nothing listens on PORT ${port} after ${readyMs / 1000} s.`;
  if (!found) return { trouble: 'not-listening', words: `${what} A server must call listen(process.env.PORT).`, lastWords: words };
  const where = found.port === port ? `It listens on ${found.address} only; visitors come to 127.0.0.1.` : `It listens on ${found.port} instead.`;
  return { trouble: 'not-listening', words: `${what} ${where}`, lastWords: words };
}

function taken(port: number, words: string[]): ProgramTrouble {
  return { trouble: 'port-taken', words: `Another program answers on port ${port}`, lastWords: words };
}

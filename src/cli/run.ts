import { watch } from 'node:fs';
import { dirname } from 'node:path';
import { startMachine, serverList, type RunningMachine } from '../system/machine.ts';
import { startProgram, type ProgramTrouble, type RunningProgram } from '../system/program.ts';
import { openRun, type Run } from '../system/run.ts';
import { findExercise, openCourse } from './course.ts';
import { onEnd } from './end.ts';
import { options } from './usage.ts';

/** `rushhour run EXERCISE`: the learner's program with its neighbours, until Ctrl-C; a save starts it anew on the same port. */
export async function run(args: string[]): Promise<number> {
  const { positionals } = options(args, {});
  const { id, exercise } = findExercise(positionals[0]);
  const file = openCourse().workspace.fileOf(id);
  const opened = await openRun('run');
  onEnd(() => opened.close());
  const servers = await startServers(opened, exercise.neighbours.servers);
  const env = { ...exercise.neighbours.env, SERVERS: serverList(Object.fromEntries(servers.map(({ machine, url }) => [machine.id, url]))) };
  for (const { machine, url, pid } of servers) say(`${machine.id.padEnd(8)} ${url}  pid ${pid}`);
  let program = await begin(opened, file, env);
  if ('port' in program) say(`\nby hand  ${exercise.byHand.replaceAll('$PORT', String(program.port)).replaceAll('$S2', String(servers[1]?.pid ?? ''))}\n\nSave ${file} and it starts anew. Ctrl-C ends everything.`);
  const port = 'port' in program ? program.port : undefined;
  let starting: Promise<unknown> = Promise.resolve();
  onSave(file, opened.signal, () => {
    starting = starting.then(async () => {
      if ('child' in program) await program.child.kill();
      program = await begin(opened, file, env, port);
    });
  });
  await new Promise((resolve) => opened.signal.addEventListener('abort', resolve));
  return 0;
}

function startServers(opened: Run, count: number): Promise<RunningMachine[]> {
  const ids = Array.from({ length: count }, (_, i) => `s${i + 1}`);
  return Promise.all(ids.map((id) => startMachine(opened, { id, role: 'server', program: 'server', env: { WORKERS: '4', WORK_MS: '20' } })));
}

async function begin(opened: Run, file: string, env: Record<string, string>, port?: number): Promise<RunningProgram | ProgramTrouble> {
  const program = await startProgram(opened, { file }, env, { onLine: (line) => say(`  | ${line}`), ...(port ? { port } : {}) });
  if ('trouble' in program) {
    say(`${program.words}${program.lastWords.length ? `\n  ${program.lastWords.join('\n  ')}` : ''}`);
    return program;
  }
  say(`yours    ${program.url}  pid ${program.pid}`);
  void program.child.exited.then(({ code, signal }) => opened.signal.aborted || say(`Your program ended (${code === null ? signal : `exit code ${code}`}). Save to start it again.`));
  return program;
}

function onSave(file: string, signal: AbortSignal, saved: () => void): void {
  let quiet: NodeJS.Timeout | undefined;
  watch(dirname(file), { signal }, (_, name) => {
    if (name !== null && !file.endsWith(name)) return;
    clearTimeout(quiet);
    quiet = setTimeout(saved, 100);
  }).on('error', () => {});
}

function say(words: string): void {
  process.stdout.write(`${words}\n`);
}

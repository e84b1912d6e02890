import { watchFile } from '../check/watch.ts';
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
  onEnd(() => opened.close(), 0);
  try {
    const servers = await startServers(opened, exercise.neighbours.servers);
    const env = { ...exercise.neighbours.env, SERVERS: serverList(Object.fromEntries(servers.map(({ machine, url }) => [machine.id, url]))) };
    for (const { machine, url, pid } of servers) say(`${machine.id.padEnd(8)} ${url}  pid ${pid}`);
    const byHand = exercise.byHand.replaceAll('$S2', String(servers[1]?.pid ?? ''));
    await keepRunning(opened, file, env, byHand);
    return 0;
  } finally {
    await opened.close();
  }
}

/** Starts the program, and again at each save, until the run is closed; the first port it gets is its port. */
async function keepRunning(opened: Run, file: string, env: Record<string, string>, byHand: string): Promise<void> {
  let running: RunningProgram | undefined;
  let port: number | undefined;
  const start = async (): Promise<void> => {
    await running?.child.kill();
    const program = await begin(opened, file, env, port);
    running = 'child' in program ? program : undefined;
    if (!running || port !== undefined) return;
    port = running.port;
    say(`\nby hand  ${byHand.replaceAll('$PORT', String(port))}\n\nSave ${file} and it starts anew. Ctrl-C ends everything.`);
  };
  let starting = start();
  const unwatch = watchFile(file, () => void (starting = starting.then(start).catch((error: Error) => say(error.message))));
  await new Promise((resolve) => opened.signal.addEventListener('abort', resolve));
  unwatch();
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

function say(words: string): void {
  process.stdout.write(`${words}\n`);
}

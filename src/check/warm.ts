import { join } from 'node:path';
import { Writable } from 'node:stream';
import { createVitest } from 'vitest/node';
import { steps, type ExerciseName } from '../facts/names.ts';
import { packageFolder } from '../system/programs.ts';
import { runsFolder } from '../system/run.ts';
import { openPool } from './pool.ts';
import type { FromWorker, RunOrder } from './wire.ts';

/** A vitest that stays open: it runs an exercise's checks again and again in one warm worker. */
export type Warm = {
  /** Runs once; `hear` gets what the checks say. Resolves with what went wrong outside the checks, if anything. */
  run(order: RunOrder | null, hear: (message: FromWorker) => void): Promise<string | undefined>;
  /** Asks the run to end; a worker that does not within `graceMs` is killed. */
  stop(graceMs: number): Promise<void>;
  /** A key was pressed in a replay. */
  go(): void;
  close(): Promise<void>;
};

/** Opens vitest for one exercise: without a config file, without a word on stdout, and nothing written beside the learner's files. */
export async function openWarm(exercise: ExerciseName): Promise<Warm> {
  const pool = openPool();
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lesson = Object.entries(steps).find(([, ids]) => (ids as readonly string[]).includes(exercise))?.[0];
  const file = join(packageFolder, 'exercises', lesson ?? '', `${exercise}.test.ts`);
  const vitest = await createVitest(
    'test',
    { config: false, root: packageFolder, watch: false, include: [`exercises/${lesson}/${exercise}.test.ts`], exclude: [], pool, maxWorkers: 1, isolate: false, fileParallelism: false, reporters: [{}], cache: false, disableConsoleIntercept: true, ui: false, server: { deps: { inline: [ours()] } } },
    { cacheDir: join(runsFolder(), 'vite'), clearScreen: false, logLevel: 'silent', server: { watch: null } },
    { stdout: nowhere, stderr: nowhere },
  );
  const project = vitest.getRootProject();
  let running: Promise<unknown> = Promise.resolve();

  return {
    async run(order, hear) {
      pool.hear = hear;
      project.provide('order', order);
      const run = vitest.runTestSpecifications([project.createSpecification(file)]);
      running = run.catch(() => {});
      const { testModules, unhandledErrors } = await run;
      const outside = [...testModules.flatMap((module) => [...module.errors()]), ...(unhandledErrors as Error[])];
      const why = outside[0] && (outside[0].message ?? String(outside[0]));
      return why?.startsWith('[vitest-pool]') ? 'our own worker was ended before its time' : why;
    },
    async stop(graceMs) {
      pool.say('stop');
      const late = setTimeout(() => void pool.kill(), graceMs);
      await running;
      clearTimeout(late);
    },
    go: () => pool.say('go'),
    async close() {
      await pool.leave(3_000);
      await vitest.close();
    },
  };
}

/** Our own sources are transformed even when the whole package lies below somebody's node_modules (npx). */
function ours(): RegExp {
  const folder = packageFolder.replaceAll('\\', '/').replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${folder}/(src|exercises|lessons)/`);
}

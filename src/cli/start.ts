import { readFileSync } from 'node:fs';
import { find } from '../course/find.ts';
import { openHints } from '../course/hints.ts';
import { openState } from '../course/store.ts';
import { lastVerdict } from '../course/verdicts.ts';
import { workspaceFolder } from '../course/workspace.ts';
import type { CourseProps } from '../screen/course.ts';
import { overview } from '../screen/words/overview.ts';
import { lessons } from '../../lessons/index.ts';
import { openCheck } from './check-handle.ts';
import { openCourse, solutionFile, type OwnCourse } from './course.ts';
import { openEditor } from './editor.ts';
import { openLive } from './live-handle.ts';
import { lazyRun, type LazyRun } from './lazy-run.ts';
import { options, Usage } from './usage.ts';
import { versionText } from './version.ts';

const known = {
  theme: { type: 'string' },
  ascii: { type: 'boolean' },
  motion: { type: 'string' },
  plain: { type: 'boolean' },
} as const;

type Values = { theme?: string; ascii?: boolean; motion?: string; plain?: boolean };

/** `rushhour [start] [LESSON[/STEP]]`: the course on a terminal; without one, what the course is. 0, or 1 when something would not stop. */
export async function start(args: string[]): Promise<number> {
  const { values, positionals } = options(args, known);
  const looks = looksOf(values);
  const place = placeOf(positionals[0]);
  const isTerminal = Boolean(process.stdin.isTTY && process.stdout.isTTY);
  const isPlain = values.plain || ['RUSHHOUR_PLAIN', 'ACCESSIBLE'].some((name) => process.env[name] === '1') || process.env.INK_SCREEN_READER === 'true' || (isTerminal && process.env.TERM === 'dumb');
  if (!isTerminal && !isPlain) return tellOverview();
  const own = openCourse();
  const run = lazyRun();
  const course = { ...propsOf(own, run), options: looks, ...(place ? { open: place } : {}) };
  if (isPlain) return (await import('./plain.ts')).plain(course, run);
  return (await import('./screen.ts')).screen(course, run);
}

function tellOverview(): number {
  process.stdout.write(`${overview(lessons, openState(workspaceFolder()).get()).join('\n')}\n`);
  return 0;
}

/** Everything the screen is given: data, and the few things that it may ask for. */
function propsOf(own: OwnCourse, run: LazyRun): CourseProps {
  return {
    lessons,
    options: {},
    state: own.state,
    openLive: (lesson, step, onLine) => openLive(run.open, lesson, step, onLine),
    openCheck: (exercise, onLine) => openCheck(run.open, own, exercise, onLine),
    workspace: {
      folder: own.workspace.folder,
      fileOf: own.workspace.fileOf,
      solutionOf: (exercise) => readFileSync(solutionFile(exercise), 'utf8').split('\n'),
      edit: openEditor,
      reset: async (exercise) => {
        const kept = own.workspace.reset(exercise);
        return { words: kept ? `The file is fresh again. Yours is kept as ${kept}` : 'It is our file already.' };
      },
    },
    hints: openHints(own.workspace.folder),
    lastVerdict: (exercise) => lastVerdict(own.workspace.folder, exercise),
    version: versionText(),
  };
}

function looksOf({ theme, ascii, motion }: Values): CourseProps['options'] {
  if (theme !== undefined && theme !== 'dark' && theme !== 'light' && theme !== 'mono') throw new Usage(`--theme is dark, light or mono; "${theme}" is none of them.`);
  if (motion !== undefined && motion !== 'on' && motion !== 'off') throw new Usage(`--motion is on or off; "${motion}" is neither.`);
  return { ...(theme ? { theme } : {}), ...(ascii ? { ascii } : {}), ...(motion ? { motion: motion === 'on' } : {}) };
}

function placeOf(name: string | undefined): { lesson: string; step: string } | undefined {
  if (name === undefined) return undefined;
  const found = find(lessons, name);
  if (found.kind === 'unknown') throw new Usage(found.words);
  return { lesson: found.lesson.id, step: found.kind === 'lesson' ? found.lesson.steps[0]!.id : found.step.id };
}

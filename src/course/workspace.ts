import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { codeOf, fileStamp, keepCopy, writeWhole } from './files.ts';
import { linkPackages } from './links.ts';
import { rootFiles } from './root-files.ts';

/** The learner's own folder. `made` are the files that were laid in just now; `note` is something to say once. */
export type Workspace = {
  folder: string;
  made: string[];
  note?: string;
  /** The learner's file of an exercise, 'lesson/name'. */
  fileOf(exercise: string): string;
  /** Lays in what is missing (a file that was deleted, a link that points nowhere); never writes over anything. */
  mend(): void;
  /** Puts the starter back; what stood there is kept, and its path returned (undefined: it was the starter already). Throws what the disk says. */
  reset(exercise: string): string | undefined;
};

/** Why there is no workspace: a whole sentence with a way out. */
export type WorkspaceTrouble = { trouble: 'inside-the-course' | 'not-writable'; words: string };

/** Where the workspace is: RUSHHOUR_HOME (from the folder in which the learner typed), else ~/rush-hour. */
export function workspaceFolder(env: NodeJS.ProcessEnv = process.env): string {
  return env.RUSHHOUR_HOME ? resolve(env.INIT_CWD ?? process.cwd(), env.RUSHHOUR_HOME) : join(homedir(), 'rush-hour');
}

/** Opens the learner's folder and lays in every exercise that is not there yet; files that are there are never touched. */
export function openWorkspace(packageFolder: string, folder: string = workspaceFolder()): Workspace | WorkspaceTrouble {
  if (isInside(folder, packageFolder)) {
    return { trouble: 'inside-the-course', words: `${folder} is inside the course's own folder, and an update would sweep it away. Your files need a folder of their own: set RUSHHOUR_HOME to one, for example RUSHHOUR_HOME=${join(homedir(), 'rush-hour')}.` };
  }
  const made: string[] = [];
  const failed = layIn(packageFolder, folder, made);
  if (failed) return { trouble: 'not-writable', words: `${folder} cannot be written (${failed}). Your exercises need a folder that can: set RUSHHOUR_HOME to one, for example RUSHHOUR_HOME=${join(homedir(), 'rush-hour')}.` };
  const notes = linkPackages(folder, packageFolder);
  return {
    folder,
    made,
    ...(notes.length > 0 ? { note: `${notes.join(' ')} Your editor may not know these names; the course runs your code all the same.` } : {}),
    fileOf: (exercise) => fileOf(folder, exercise),
    mend: () => {
      layIn(packageFolder, folder, []);
      linkPackages(folder, packageFolder);
    },
    reset: (exercise) => reset(packageFolder, folder, exercise),
  };
}

function fileOf(folder: string, exercise: string): string {
  return join(folder, 'exercises', `${exercise}.ts`);
}

/** Lays in what is missing; the disk's word for why an exercise could not be laid in, if one could not. */
function layIn(packageFolder: string, folder: string, made: string[]): string | undefined {
  try {
    for (const path of starters(packageFolder)) lay(join(folder, 'exercises', path), readFileSync(join(packageFolder, 'exercises', path), 'utf8'), made);
  } catch (error) {
    return codeOf(error);
  }
  try {
    for (const [name, text] of Object.entries(rootFiles)) lay(join(folder, name), text, made);
  } catch {
    // a convenience for editors, no reason to stop: the exercises are there
  }
  return undefined;
}

function lay(file: string, text: string, made: string[]): void {
  if (existsSync(file)) return;
  mkdirSync(dirname(file), { recursive: true });
  try {
    writeFileSync(file, text, { flag: 'wx' });
    made.push(file);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}

/** `lesson/name.ts` of every starter that the package brings; its tests stay with it. */
function starters(packageFolder: string): string[] {
  const root = join(packageFolder, 'exercises');
  const lessons = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return lessons.flatMap(({ name }) => readdirSync(join(root, name)).filter((file) => file.endsWith('.ts') && !/\.(test|d)\.ts$/.test(file)).map((file) => join(name, file)));
}

function reset(packageFolder: string, folder: string, exercise: string): string | undefined {
  const file = fileOf(folder, exercise);
  const starter = readFileSync(join(packageFolder, 'exercises', `${exercise}.ts`), 'utf8');
  const isThere = existsSync(file);
  if (isThere && readFileSync(file, 'utf8') === starter) return undefined;
  // the copy comes first: if it cannot be made, nothing is overwritten
  const kept = isThere ? keepCopy(file, join(folder, 'backups', `${exercise}.${fileStamp(new Date())}`), '.bak.ts') : undefined;
  writeWhole(file, starter);
  return kept;
}

function isInside(folder: string, packageFolder: string): boolean {
  const way = relative(real(packageFolder), real(folder));
  return !way.startsWith('..') && !isAbsolute(way);
}

/** The path without links, also of a folder that is not there yet. */
function real(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    const up = dirname(folder);
    return up === folder ? folder : join(real(up), folder.slice(up.length).replace(/^[\\/]/, ''));
  }
}

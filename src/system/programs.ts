import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Everything that is started as a process of its own, always from dist/. */
export const programs = ['rushhour', 'judge', 'reaper', 'tap', 'gate', 'learner', 'server', 'balancer', 'crowd'] as const;
export type Program = (typeof programs)[number];

/** The folder of the package: the nearest one above this file that holds its package.json. */
export const packageFolder = findPackage(dirname(fileURLToPath(import.meta.url)));

/** The path of one of our programs. */
export function programPath(name: Program): string {
  return join(packageFolder, 'dist', `${name}.js`);
}

/** The same as a URL, for `--import` (a Windows path is not one). */
export function programUrl(name: Program): string {
  return pathToFileURL(programPath(name)).href;
}

function findPackage(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const up = dirname(folder);
  if (up === folder) throw new Error('rushhour cannot find its own package.json');
  return findPackage(up);
}

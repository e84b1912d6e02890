import { existsSync, lstatSync, mkdirSync, readlinkSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join, relative, resolve, isAbsolute } from 'node:path';

/** The packages that a learner's file and editor may use; they are installed beside us, never listed in the workspace's package.json. */
export const packages = ['http-proxy', 'ioredis', '@types/node', '@types/http-proxy'] as const;

/**
 * Makes node_modules/<package> of a workspace point at our own copies; a dangling or outdated link is renewed, a folder that the learner installed is spared.
 * Returns a sentence for each that could not be made.
 */
export function linkPackages(workspace: string, packageFolder: string): string[] {
  return packages.flatMap((name) => {
    const target = findInstalled(name, packageFolder);
    if (!target) return [`${name} is not installed beside the course.`];
    try {
      link(join(workspace, 'node_modules', name), target, workspace);
      return [];
    } catch (error) {
      return [`${name} could not be linked into node_modules (${(error as Error).message}).`];
    }
  });
}

/** Where a package is, as Node would look for it from `folder`: in its own node_modules, then in those above (npx lays packages side by side). */
export function findInstalled(name: string, folder: string): string | undefined {
  const here = join(folder, 'node_modules', name);
  if (existsSync(join(here, 'package.json'))) return realpathSync(here);
  const up = dirname(folder);
  return up === folder ? undefined : findInstalled(name, up);
}

function link(place: string, target: string, workspace: string): void {
  const stands = lstatSync(place, { throwIfNoEntry: false });
  if (stands && !stands.isSymbolicLink()) return;
  if (stands && isRight(place, target, workspace)) return;
  if (stands) rmSync(place, { force: true });
  mkdirSync(dirname(place), { recursive: true });
  try {
    symlinkSync(target, place, process.platform === 'win32' ? 'junction' : 'dir');
  } catch (error) {
    // another course may have made it in this very moment
    if (!existsSync(place)) throw error;
  }
}

/** Our link to our copy; or a link to somewhere inside the workspace, as pnpm lays them: that one is the learner's. */
function isRight(place: string, target: string, workspace: string): boolean {
  const inside = relative(workspace, resolve(dirname(place), readlinkSync(place)));
  if (!inside.startsWith('..') && !isAbsolute(inside)) return existsSync(place);
  return existsSync(place) && realpathSync(place) === target;
}

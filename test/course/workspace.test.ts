import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openWorkspace, workspaceFolder, type Workspace } from '../../src/course/workspace.ts';
import { folder, folderWith } from './folder.ts';

const id = '2-load-balancing/round-robin';

/** A course as npx lays it: the package and its dependencies side by side in one node_modules. */
function installed(): { packageFolder: string; modules: string } {
  const root = folderWith({
    'node_modules/rushhour/exercises/2-load-balancing/round-robin.ts': '// starter\n',
    'node_modules/rushhour/exercises/2-load-balancing/round-robin.test.ts': '// a test\n',
    ...Object.fromEntries(['http-proxy', 'ioredis', '@types/node', '@types/http-proxy'].map((name) => [`node_modules/${name}/package.json`, '{}'])),
  });
  return { packageFolder: join(root, 'node_modules', 'rushhour'), modules: realpathSync(join(root, 'node_modules')) };
}

function opened(packageFolder: string, place: string): Workspace {
  const workspace = openWorkspace(packageFolder, place);
  if ('trouble' in workspace) throw new Error(workspace.words);
  return workspace;
}

test('a fresh workspace has the starters and no tests, what an editor needs, and links to our packages', () => {
  const { packageFolder, modules } = installed();
  const place = join(folder(), 'rush-hour');
  const workspace = opened(packageFolder, place);
  expect(readFileSync(workspace.fileOf(id), 'utf8')).toBe('// starter\n');
  expect(readdirSync(join(place, 'exercises/2-load-balancing'))).toEqual(['round-robin.ts']);
  expect(readdirSync(place).sort()).toEqual(['.gitignore', 'README.md', 'exercises', 'node_modules', 'package.json', 'tsconfig.json']);
  expect(JSON.parse(readFileSync(join(place, 'package.json'), 'utf8'))).toEqual({ name: 'my-rush-hour', private: true, type: 'module' });
  for (const name of ['http-proxy', 'ioredis', '@types/node', '@types/http-proxy']) expect(realpathSync(join(place, 'node_modules', name))).toBe(join(modules, name));
  expect(workspace.note).toBeUndefined();
});

test('what the learner wrote is never written over, and what is missing comes back', () => {
  const { packageFolder } = installed();
  const place = folder();
  const first = opened(packageFolder, place);
  writeFileSync(first.fileOf(id), '// mine\n');
  writeFileSync(join(place, 'README.md'), 'mine too');
  rmSync(join(place, 'tsconfig.json'));
  const second = opened(packageFolder, place);
  expect(readFileSync(second.fileOf(id), 'utf8')).toBe('// mine\n');
  expect(readFileSync(join(place, 'README.md'), 'utf8')).toBe('mine too');
  expect(second.made).toEqual([join(place, 'tsconfig.json')]);
});

test('links that dangle, point to an older course or are gone are mended; the learner\'s own folders and links are spared', () => {
  const { packageFolder, modules } = installed();
  const old = folderWith({ 'http-proxy/package.json': '{}' });
  const place = folder();
  const workspace = opened(packageFolder, place);
  const at = (name: string): string => join(place, 'node_modules', name);
  for (const name of ['http-proxy', 'ioredis', '@types/node', '@types/http-proxy']) rmSync(at(name), { recursive: true });
  symlinkSync(join(old, 'http-proxy'), at('http-proxy'));
  symlinkSync('/nowhere/at/all', at('ioredis'));
  mkdirSync(at('@types/node'));
  mkdirSync(join(place, 'node_modules/.pnpm/http-proxy'), { recursive: true });
  symlinkSync(join(place, 'node_modules/.pnpm/http-proxy'), at('@types/http-proxy'));
  workspace.mend();
  expect(realpathSync(at('http-proxy'))).toBe(join(modules, 'http-proxy'));
  expect(realpathSync(at('ioredis'))).toBe(join(modules, 'ioredis'));
  expect(lstatSync(at('@types/node')).isDirectory()).toBe(true);
  expect(readlinkSync(at('@types/http-proxy'))).toContain('.pnpm');
});

test('a package that is not installed is said, and is no reason to stop', () => {
  const { packageFolder, modules } = installed();
  rmSync(join(modules, 'ioredis'), { recursive: true });
  expect(opened(packageFolder, folder()).note).toMatch(/^ioredis is not installed/);
});

test('reset brings the starter back and keeps what stood there, each time anew', () => {
  const { packageFolder } = installed();
  const workspace = opened(packageFolder, folder());
  expect(workspace.reset(id)).toBeUndefined();
  const kept = ['// first try\n', '// second try\n'].map((text) => {
    writeFileSync(workspace.fileOf(id), text);
    return workspace.reset(id)!;
  });
  expect(kept[0]).toMatch(/backups.2-load-balancing.round-robin\.\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.bak\.ts$/);
  expect(kept.map((file) => readFileSync(file, 'utf8'))).toEqual(['// first try\n', '// second try\n']);
  expect(readFileSync(workspace.fileOf(id), 'utf8')).toBe('// starter\n');
  rmSync(workspace.fileOf(id));
  expect(workspace.reset(id)).toBeUndefined();
  expect(existsSync(workspace.fileOf(id))).toBe(true);
});

test('a folder inside the course is refused, also by way of a link, with a way out', () => {
  const { packageFolder } = installed();
  const door = join(folder(), 'door');
  symlinkSync(packageFolder, door);
  for (const place of [packageFolder, join(packageFolder, 'exercises'), join(door, 'mine', 'deep')]) {
    expect(openWorkspace(packageFolder, place)).toMatchObject({ trouble: 'inside-the-course', words: expect.stringMatching(/RUSHHOUR_HOME=/) });
  }
  expect(existsSync(join(packageFolder, 'mine'))).toBe(false);
});

test('a folder that cannot be written is refused with a way out', () => {
  const { packageFolder } = installed();
  const place = join(folderWith({ 'a-file': '' }), 'a-file', 'rush-hour');
  expect(openWorkspace(packageFolder, place)).toMatchObject({ trouble: 'not-writable', words: expect.stringMatching(/cannot be written \(ENOTDIR\).*RUSHHOUR_HOME=/) });
});

test('the folder is RUSHHOUR_HOME from where the learner typed, else ~/rush-hour', () => {
  expect(workspaceFolder({})).toBe(join(homedir(), 'rush-hour'));
  expect(workspaceFolder({ RUSHHOUR_HOME: '' })).toBe(join(homedir(), 'rush-hour'));
  expect(workspaceFolder({ RUSHHOUR_HOME: 'mine', INIT_CWD: '/tmp' })).toBe('/tmp/mine');
  expect(workspaceFolder({ RUSHHOUR_HOME: '/abs' })).toBe('/abs');
});

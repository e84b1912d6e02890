import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Which room may import which; `types` may be imported as types only. Nobody imports cli. */
const law: Record<string, { from: string[]; types?: string[] }> = {
  facts: { from: [] },
  system: { from: ['facts'] },
  traffic: { from: ['facts'] },
  course: { from: ['facts'], types: ['system', 'traffic'] },
  stage: { from: ['facts', 'system', 'traffic', 'course'] },
  check: { from: ['facts', 'system', 'traffic'] },
  screen: { from: ['facts', 'course'] },
  lessons: { from: ['facts', 'course', 'system', 'traffic'] },
  checks: { from: ['facts', 'check', 'lessons'] },
  programs: { from: [] },
  cli: { from: ['facts', 'system', 'traffic', 'course', 'stage', 'check', 'screen', 'lessons'] },
};

/** What a learner's program may import. */
const learnersPackages = /^(node:.*|http-proxy|ioredis)$/;

type Import = { from: string; to: string; typeOnly: boolean };

const files = ['src', 'lessons', 'exercises', 'solutions'].flatMap((folder) => filesIn(join(root, folder))).filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'));
const imports = files.flatMap(importsOf);

test('every file stands in a room', () => {
  expect(files.length).toBeGreaterThan(40);
  expect(files.filter((file) => !roomOf(file))).toEqual([]);
});

test('each room imports only what the law allows', () => {
  expect(imports.length).toBeGreaterThan(100);
  expect(imports.filter((one) => !isLawful(one)).map((one) => `${one.from} → ${one.to}${one.typeOnly ? ' (type)' : ''}`)).toEqual([]);
});

test('a learner\'s program is a plain program', () => {
  const foreign = files.filter((file) => roomOf(file) === 'programs').flatMap((file) => packagesOf(file).filter((name) => !learnersPackages.test(name)).map((name) => `${relative(root, file)} → ${name}`));
  expect(foreign).toEqual([]);
});

test('no lesson imports another, and none imports the screen', () => {
  const lessonOf = (path: string): string | undefined => /^lessons\/([^/]+)\//.exec(path)?.[1];
  expect(imports.filter(({ from, to }) => lessonOf(from) && lessonOf(to) && lessonOf(from) !== lessonOf(to))).toEqual([]);
});

test('there are no import cycles', () => {
  expect(cycle(new Map(files.map((file) => [relative(root, file), imports.filter((one) => one.from === relative(root, file) && !one.typeOnly).map((one) => one.to)])))).toEqual([]);
});

test('no two rooms import each other', () => {
  const pairs = new Set(imports.filter((one) => !one.typeOnly).map(({ from, to }) => `${roomOf(join(root, from))} ${roomOf(join(root, to))}`));
  expect([...pairs].filter((pair) => { const [a, b] = pair.split(' '); return a !== b && pairs.has(`${b} ${a}`); })).toEqual([]);
});

function isLawful({ from, to, typeOnly }: Import): boolean {
  const [a, b] = [roomOf(join(root, from))!, roomOf(join(root, to))!];
  if (a === b) return true;
  return law[a]!.from.includes(b) || (typeOnly && (law[a]!.types ?? []).includes(b));
}

function roomOf(file: string): string | undefined {
  const path = relative(root, file);
  if (/^exercises\/.*\.test\.ts$/.test(path)) return 'checks';
  if (/^(exercises|solutions)\/|\/mistakes\//.test(path)) return 'programs';
  if (path.startsWith('lessons/')) return 'lessons';
  const room = /^src\/([^/]+)\//.exec(path)?.[1];
  return room && room in law ? room : undefined;
}

function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/^\s*(?:import|export)\s+(type\s)?([^'";]*?\sfrom\s+)?'(\.[^']+)'|import\('(\.[^']+)'\)/gm)].flatMap((match) => {
    const target = resolve(dirname(file), (match[3] ?? match[4]!).replace(/\?raw$/, ''));
    if (!/\.tsx?$/.test(target)) return [];
    if (!existsSync(target)) return [{ from: relative(root, file), to: `${relative(root, target)} (missing)`, typeOnly: false }];
    return [{ from: relative(root, file), to: relative(root, target), typeOnly: Boolean(match[1]) || /^\s*\{(\s*type\s+[^,}]+,?)+\s*\}\s*from/.test(match[2] ?? '') }];
  });
}

function packagesOf(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(/(?:from\s+|import\()'([^'.][^']*)'/g)].map((match) => match[1]!);
}

/** The first cycle found, as the files on it. */
function cycle(graph: Map<string, string[]>): string[] {
  const state = new Map<string, 'open' | 'done'>();
  const visit = (file: string, path: string[]): string[] => {
    if (state.get(file) === 'open') return [...path.slice(path.indexOf(file)), file];
    if (state.get(file) === 'done') return [];
    state.set(file, 'open');
    for (const to of graph.get(file) ?? []) {
      const found = visit(to, [...path, file]);
      if (found.length > 0) return found;
    }
    state.set(file, 'done');
    return [];
  };
  for (const file of graph.keys()) {
    const found = visit(file, []);
    if (found.length > 0) return found;
  }
  return [];
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? filesIn(join(folder, entry.name)) : [join(folder, entry.name)]));
}

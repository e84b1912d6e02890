/**
 * Kills one of our processes at a random moment, again and again, and counts what is left 2 seconds later.
 *
 *   node scripts/orphans.mjs --runs 30 [--seed 1]
 *
 * Each run starts the course in one of its shapes under a mark of its own, waits up to 2.5 s (start-up included), kills -9 a random
 * process of it, looks whether that one's descendants are gone, then kills -9 the top (unless that was it) and looks again.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const course = join(root, 'dist/rushhour.js');
const argument = (name, otherwise) => Number(process.argv[process.argv.indexOf(`--${name}`) + 1 || Infinity] ?? otherwise);
const runs = argument('runs', 30);
const seed = argument('seed', Date.now() % 1e6);
const home = mkdtempSync(join(tmpdir(), 'rushhour-orphans-'));

/** Programs that do not want to die. */
const stubborn = {
  loop: `import http from 'node:http'; http.createServer((q, s) => { if (q.url !== '/') for (;;) {} }).listen(process.env.PORT, '127.0.0.1'); process.on('SIGTERM', () => {});`,
  fork: `import { spawn } from 'node:child_process'; import http from 'node:http'; spawn('sleep', ['600'], { stdio: 'ignore' }); spawn('sleep', ['601'], { stdio: 'ignore', detached: true }).unref(); http.createServer((q, s) => s.end()).listen(process.env.PORT, '127.0.0.1'); process.on('SIGTERM', () => {});`,
};
for (const [name, text] of Object.entries(stubborn)) writeFileSync(join(home, `${name}.ts`), text);

/** The shapes in which the course runs. */
const shapes = {
  live: { args: ['live', '2-load-balancing/breakdowns', '--json'] },
  'live with a loop': { args: ['live', '2-load-balancing/breakdowns', '--json', '--with', join(home, 'loop.ts')] },
  'live with a fork': { args: ['live', '2-load-balancing/breakdowns', '--json', '--with', join(home, 'fork.ts')] },
  'check a loop': { args: ['check', 'health-checks', '--file', join(home, 'loop.ts')] },
  'check a fork': { args: ['check', 'health-checks', '--file', join(home, 'fork.ts'), '--watch', '--json'] },
  'check a command': { args: ['check', 'round-robin', '--run', `sleep 602 & node ${join(root, 'dist/rushhour.js')} --version; sleep 603`] },
  'the screen': { args: ['start'], keys: ['\r', '\x1b[C', '\x1b[C'] },
};

let random = seed;
const dice = () => (random = (random * 1103515245 + 12345) % 2147483648) / 2147483648;
const pick = (list) => list[Math.floor(dice() * list.length)];
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const { spawn: pty } = await import('@lydell/node-pty').catch(() => ({}));
let bad = 0;
let killed = 0;
for (let run = 1; run <= runs; run++) bad += (await once(run)) ? 0 : 1;
rmSync(home, { recursive: true, force: true });
console.log(`${runs} runs (seed ${seed}), ${killed} kills: ${bad} left something behind`);
process.exit(bad === 0 && killed >= runs ? 0 : 1);

async function once(run) {
  const mark = `orphan${process.pid}n${run}`;
  const name = pick(Object.keys(shapes));
  const top = start(shapes[name], mark);
  await pause(dice() * 2500);
  const victims = members(mark);
  const victim = pick([top.pid, ...victims.filter((pid) => pid !== top.pid)]);
  const what = nameOf(victim);
  const below = descendants(victim).filter((pid) => victims.includes(pid));
  if (kill(victim)) killed++;
  const left = await gone(() => below.filter(isAlive), 2000);
  await pause(victim === top.pid ? 0 : dice() * 300);
  kill(top.pid);
  const remaining = await gone(() => members(mark), 2000);
  const ok = left.length === 0 && remaining.length === 0;
  console.log(`${ok ? 'ok ' : 'BAD'} ${String(run).padStart(3)} ${name.padEnd(17)} killed ${what.padEnd(24)} of ${victims.length}${ok ? '' : `  left below: ${left.map(nameOf)}  left in all: ${remaining.map(nameOf)}`}`);
  for (const pid of remaining) kill(pid);
  return ok;
}

function start({ args, keys }, mark) {
  const env = { ...process.env, RUSHHOUR_RUN: mark, RUSHHOUR_HOME: join(home, 'workspace'), TERM: 'xterm-256color' };
  delete env.CI;
  if (!keys) {
    const child = spawn(process.execPath, [course, ...args], { env, stdio: ['pipe', 'ignore', 'ignore'], detached: true });
    child.on('error', () => {});
    return child;
  }
  const terminal = pty(process.execPath, [course, ...args], { env, cols: 100, rows: 30 });
  keys.forEach((key, i) => setTimeout(() => { try { terminal.write(key); } catch {} }, 300 + i * 300));
  return terminal;
}

/** Every process of this run: those with its mark, and the reapers that watch over it (they carry no mark, but its name). */
function members(mark) {
  return everyPid().filter((pid) => {
    if (!isAlive(pid)) return false;
    const environment = `\0${read(pid, 'environ')}`;
    return environment.includes(`\0RUSHHOUR_RUN=${mark}\0`) || environment.includes(`\0RUSHHOUR_RUN=${mark}.`) || read(pid, 'cmdline').includes(`reaper.js\0${mark}.`);
  });
}

function descendants(pid) {
  const parents = new Map(everyPid().map((one) => [one, Number(stat(one)[1])]));
  const found = [pid];
  for (const one of found) for (const [child, parent] of parents) if (parent === one && !found.includes(child)) found.push(child);
  return found.slice(1);
}

async function gone(find, ms) {
  const until = performance.now() + ms;
  let left = find();
  while (left.length > 0 && performance.now() < until) {
    await pause(20);
    left = find();
  }
  return left;
}

function kill(pid) {
  try {
    process.kill(pid, 'SIGKILL');
    return true;
  } catch {
    return false;
  }
}

function everyPid() { return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number); }
function read(pid, file) { try { return readFileSync(`/proc/${pid}/${file}`, 'latin1'); } catch { return ''; } }
function stat(pid) { const text = read(pid, 'stat'); return text.slice(text.lastIndexOf(')') + 2).split(' '); }
function isAlive(pid) { const state = stat(pid)[0]; return state !== '' && state !== 'Z' && state !== 'X'; }
function nameOf(pid) { return read(pid, 'cmdline').split('\0').map((word) => word.split('/').at(-1)).filter((word) => /\.js$|^(live|start|check|sleep)$|vitest/.test(word)).slice(0, 2).join(' ') || read(pid, 'comm').trim() || `pid ${pid}`; }

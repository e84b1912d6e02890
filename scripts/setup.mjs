/**
 * Makes a fresh clone ready: installs what package-lock.json says, builds dist/, and does nothing when both are done.
 * Needs Node alone; says everything on stderr, so that stdout stays the course's.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const say = (words) => process.stderr.write(words);

if (existsSync(join(root, 'package-lock.json'))) await ready();

async function ready() {
  if (!nodeIsNewEnough()) process.exit(1);
  const wanted = { install: installStamp(), build: buildStamp() };
  if (isDone('node_modules/.stamp', wanted.install) && isDone('dist/.stamp', wanted.build)) return;
  const unlock = await lock();
  try {
    if (!isDone('node_modules/.stamp', wanted.install)) await install(wanted.install);
    if (!isDone('dist/.stamp', wanted.build)) await buildAll(wanted.build);
  } finally {
    unlock();
  }
}

function nodeIsNewEnough() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 12)) return true;
  say(`Rush Hour needs Node 20.12 or newer; this is ${process.version}. Get it from nodejs.org, then try again.\n`);
  return false;
}

async function install(stamp) {
  const started = Date.now();
  const stop = tick('Installing what the course needs (once)');
  const npm = process.env.npm_execpath;
  const args = ['ci', '--include=dev', '--ignore-scripts', '--no-fund', '--no-audit', '--loglevel=error'];
  const [command, all] = npm ? [process.execPath, [npm, ...args]] : ['npm', args];
  const { code, text } = await ran(command, all, !npm && process.platform === 'win32');
  stop();
  if (code !== 0) {
    const lines = text.trim().split('\n');
    const told = lines.length > 12 ? [...lines.slice(0, 6), '…', ...lines.slice(-6)] : lines;
    say(`npm could not install (${code}). It said:\n  ${told.join('\n  ')}\n`);
    say('Check the network, then run the same command again; nothing is half done.\n');
    process.exit(1);
  }
  writeFileSync(join(root, 'node_modules/.stamp'), stamp);
  say(`Installed in ${((Date.now() - started) / 1000).toFixed(1)} s.\n`);
}

function ran(command, args, shell) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, env: cleanEnvironment(), shell, stdio: ['ignore', 'pipe', 'pipe'] });
    // whoever stops the set-up stops npm with it: a second one must not meet the first at work
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => child.kill('SIGKILL') && process.exit(130));
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += chunk));
    child.on('error', (error) => resolve({ code: error.message, text }));
    child.on('close', (code, signal) => resolve({ code: code ?? signal, text }));
  });
}

async function buildAll(stamp) {
  const started = Date.now();
  const { build } = await import('./build.mjs');
  try {
    await build();
  } catch (error) {
    say(`The course could not be built:\n${error.message}\n`);
    process.exit(1);
  }
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(join(root, 'dist/.stamp'), stamp);
  say(`Built in ${((Date.now() - started) / 1000).toFixed(1)} s.\n`);
}

/** A child npm must not see what the npm around us was told. */
function cleanEnvironment() {
  const unwanted = /^(npm_lifecycle_|npm_package_|npm_config_(omit|only|production|include|dry_run|global|prefix|local_prefix|workspace|ignore_scripts)|NODE_ENV$|NODE_OPTIONS$)/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !unwanted.test(name)));
}

/** One line; on a terminal it counts the seconds, so that a slow network is not taken for a standstill. */
function tick(words) {
  const started = Date.now();
  if (!process.stderr.isTTY) {
    say(`${words} …\n`);
    return () => {};
  }
  const draw = () => say(`\r${words} … ${Math.round((Date.now() - started) / 1000)} s `);
  draw();
  const timer = setInterval(draw, 1000);
  return () => {
    clearInterval(timer);
    say('\r\x1b[K');
  };
}

function isDone(file, stamp) {
  try {
    return readFileSync(join(root, file), 'utf8') === stamp;
  } catch {
    return false;
  }
}

function installStamp() {
  const hash = createHash('sha256').update(`${process.platform}-${process.arch}`);
  for (const file of ['package.json', 'package-lock.json']) hash.update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

function buildStamp() {
  const hash = createHash('sha256');
  for (const folder of ['src', 'lessons', 'scripts']) for (const file of filesIn(join(root, folder))) hash.update(file.slice(root.length)).update(readFileSync(file));
  return hash.update(installStamp()).digest('hex');
}

function filesIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? (entry.name === 'mistakes' ? [] : filesIn(join(folder, entry.name))) : [join(folder, entry.name)]));
}

/** Two set-ups at once would tear each other's files: the second waits; the lock of a process that is gone is nobody's. */
async function lock() {
  const file = join(root, '.setup.lock');
  for (let waited = 0; ; ) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      process.once('exit', () => rmSync(file, { force: true }));
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') return () => {};
      if (isAbandoned(file)) rmSync(file, { force: true });
      else if (waited++ === 0) say('Another set-up is running here; waiting for it …\n');
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

function isAbandoned(file) {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    // between its making and its writing a lock is empty
    if (!pid) return Date.now() - statSync(file).mtimeMs > 5_000;
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

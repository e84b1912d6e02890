/**
 * Claim: the first frame is on the terminal within 5 times what `node -e 0` takes (Node 20; 6 times on 22 and 24).
 *
 *   node bench/first-frame.mjs [--runs 9]
 */
import { spawn } from '@lydell/node-pty';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const course = fileURLToPath(new URL('../dist/rushhour.js', import.meta.url));
const runs = Number(process.argv[process.argv.indexOf('--runs') + 1]) || 9;
const home = mkdtempSync(join(tmpdir(), 'rushhour-bench-'));
const env = { ...process.env, RUSHHOUR_HOME: home, TERM: 'xterm-256color', COLORTERM: 'truecolor' };
delete env.CI;

const bare = [];
const frames = [];
// the very first start compiles (Node 22 and newer keep what was compiled); it is told apart, and left with q as a learner leaves
const first = await firstStart();
for (let i = 0; i < runs; i++) {
  bare.push(await time(['-e', '0'], (terminal, done) => terminal.onExit(done)));
  frames.push(await time([course], (terminal, done) => {
    let text = '';
    terminal.onData((chunk) => ((text += chunk).includes('Load balancing') ? done() : undefined));
  }));
}
rmSync(home, { recursive: true, force: true });
const ratio = median(frames) / median(bare);
const bar = process.version.startsWith('v20.') ? 5 : 6;
console.log(`the very first start here: ${first.toFixed(0)} ms, ${(first / median(bare)).toFixed(1)} times`);
console.log(`node -e 0: ${median(bare).toFixed(0)} ms · first frame: ${median(frames).toFixed(0)} ms · ${ratio.toFixed(1)} times (bar ${bar}) on ${process.version}`);
process.exit(ratio <= bar ? 0 : 1);

function time(args, watch) {
  return new Promise((resolve) => {
    const from = performance.now();
    const terminal = spawn(process.execPath, args, { env, cols: 100, rows: 30 });
    watch(terminal, () => {
      resolve(performance.now() - from);
      try { terminal.kill('SIGKILL'); } catch {}
    });
  });
}

function firstStart() {
  return new Promise((resolve) => {
    const from = performance.now();
    const terminal = spawn(process.execPath, [course], { env, cols: 100, rows: 30 });
    let text = '';
    let frame;
    terminal.onData((chunk) => {
      if (frame || !(text += chunk).includes('Load balancing')) return;
      frame = performance.now() - from;
      setTimeout(() => terminal.write('q'), 300);
    });
    terminal.onExit(() => resolve(frame));
  });
}

function median(list) {
  return [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
}

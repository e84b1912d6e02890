/**
 * Claim: at 300 requests a second, drawn at 100x30, all processes together take at most 1.2 cores, the screen at most 0.4 core and 160 MB.
 * Counted by the operating system (/proc), over 20 s of the live page.
 *
 *   node bench/live-cost.mjs [--seconds 20]
 */
import { spawn } from '@lydell/node-pty';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const course = fileURLToPath(new URL('../dist/rushhour.js', import.meta.url));
const seconds = Number(process.argv[process.argv.indexOf('--seconds') + 1]) || 20;
const home = mkdtempSync(join(tmpdir(), 'rushhour-bench-'));
const mark = `bench${process.pid}`;
const env = { ...process.env, RUSHHOUR_HOME: home, RUSHHOUR_RUN: mark, TERM: 'xterm-256color', COLORTERM: 'truecolor' };
delete env.CI;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const terminal = spawn(process.execPath, [course, 'start', '2-load-balancing/breakdowns'], { env, cols: 100, rows: 30 });
let text = '';
terminal.onData((chunk) => (text = (text + chunk).slice(-20_000)));
await waitFor(() => members().length >= 7, 10_000);
terminal.write(':rate 300\r');
await pause(3_000);
const from = readings();
const started = performance.now();
await pause(seconds * 1000);
const took = (performance.now() - started) / 1000;
const to = readings();
const screen = core(terminal.pid);
const all = [...to.keys()].reduce((sum, pid) => sum + core(pid), 0);
for (const [pid, { name }] of to) console.log(`  ${name.padEnd(28)} ${core(pid).toFixed(3)} core`);
console.log(`all ${all.toFixed(2)} cores (bar 1.2) · screen ${screen.toFixed(2)} core (bar 0.4), ${memory(terminal.pid)} MB (bar 160) · ${to.size} processes`);
terminal.write('q');
await waitFor(() => members().length === 0, 4_000);
const left = members().length;
rmSync(home, { recursive: true, force: true });
if (left) console.log(`${left} processes left`);
process.exit(all <= 1.2 && screen <= 0.4 && left === 0 && to.size >= 7 ? 0 : 1);

function readings() { return new Map(members().map((pid) => [pid, { ticks: ticks(pid), name: name(pid) }])); }
function core(pid) { return ((to.get(pid)?.ticks ?? 0) - (from.get(pid)?.ticks ?? 0)) / 100 / took; }
function members() { return readdirSync('/proc').filter((one) => /^\d+$/.test(one)).map(Number).filter((pid) => `\0${read(pid, 'environ')}`.includes(`\0RUSHHOUR_RUN=${mark}`) && !/\) Z /.test(read(pid, 'stat'))); }
function ticks(pid) { const fields = read(pid, 'stat').replace(/^.*\) /s, '').split(' '); return Number(fields[11]) + Number(fields[12]); }
function name(pid) { return read(pid, 'cmdline').split('\0').filter((word) => !word.startsWith('-')).map((word) => word.split('/').at(-1)).slice(1, 4).join(' '); }
function memory(pid) { return Math.round(Number(/VmRSS:\s+(\d+)/.exec(read(pid, 'status'))?.[1] ?? 0) / 1024); }
function read(pid, file) { try { return readFileSync(`/proc/${pid}/${file}`, 'latin1'); } catch { return ''; } }
async function waitFor(test, ms) { for (const until = performance.now() + ms; performance.now() < until && !test(); ) await pause(20); }

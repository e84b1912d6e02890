import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { availableParallelism, freemem, platform, release } from 'node:os';
import { dirname } from 'node:path';
import { leftovers, sweepLeftovers } from '../system/sweep.ts';
import { runsFolder } from '../system/run.ts';
import { answersAt, freePort } from '../system/ports.ts';
import { programPath, programs } from '../system/programs.ts';
import { workspaceFolder } from '../course/workspace.ts';
import { options } from './usage.ts';

/** One thing that was looked at: how it stands, and what mends it when it does not fit. */
type Finding = { what: string; fits: boolean; saw: string; fix?: string };

/** `rushhour doctor`: says what fits and how to mend what does not; ends what dead runs left behind; 0 when all fits. */
export async function doctor(args: string[]): Promise<number> {
  const { values } = options(args, { json: { type: 'boolean' } });
  const findings = [node(), programsAreBuilt(), terminal(), await ports(), await timers(), memory(), workspace(), leftBehind()];
  if (values.json) process.stdout.write(`${JSON.stringify({ kind: 'doctor', findings })}\n`);
  else for (const finding of findings) process.stdout.write(`${lines(finding)}\n`);
  return findings.every((finding) => finding.fits) ? 0 : 1;
}

function lines({ what, fits, saw, fix }: Finding): string {
  return `${fits ? '✓' : '✗'} ${what.padEnd(10)} ${saw}${fits || !fix ? '' : `\n  ${' '.repeat(10)} ${fix}`}`;
}

function node(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return { what: 'Node', fits: major > 20 || (major === 20 && minor >= 12), saw: `${process.version} on ${platform()} ${release()}, ${availableParallelism()} cores`, fix: 'Rush Hour needs Node 20.12 or newer: nodejs.org has it.' };
}

function programsAreBuilt(): Finding {
  const missing = programs.filter((name) => !existsSync(programPath(name)));
  return { what: 'programs', fits: missing.length === 0, saw: missing.length === 0 ? `all ${programs.length} are there` : `${missing.join(', ')} not found`, fix: 'In a checkout: npm run build. Otherwise install the package again.' };
}

function terminal(): Finding {
  if (!process.stdout.isTTY) return { what: 'terminal', fits: true, saw: 'none here (output goes to a pipe or a file); rushhour live and check work without one' };
  const { columns = 0, rows = 0 } = process.stdout;
  return { what: 'terminal', fits: columns >= 80 && rows >= 24, saw: `${process.env.TERM ?? 'unknown'}, ${columns} x ${rows}`, fix: 'Make the window at least 80 x 24, or use --plain.' };
}

async function ports(): Promise<Finding> {
  try {
    const port = await freePort();
    const isFree = !(await answersAt(port));
    return { what: 'ports', fits: isFree, saw: isFree ? '127.0.0.1 gives ports and takes them back' : `port ${port} answers although it was given back`, fix: 'Something answers on every port of 127.0.0.1: a proxy or a security program. Let node use 127.0.0.1.' };
  } catch (error) {
    return { what: 'ports', fits: false, saw: (error as Error).message, fix: 'Let node listen on 127.0.0.1; nothing is ever opened to the network.' };
  }
}

/** How late this machine's timers are: over 20 ms no check that looks at time can be trusted. */
async function timers(): Promise<Finding> {
  const late: number[] = [];
  for (let i = 0; i < 100; i++) {
    const due = performance.now() + 2;
    await new Promise((resolve) => setTimeout(resolve, 2));
    late.push(performance.now() - due);
  }
  const p99 = late.sort((a, b) => a - b)[98]!;
  return { what: 'timers', fits: p99 <= 20, saw: `99 of 100 are at most ${p99.toFixed(1)} ms late`, fix: 'This machine is busy. Close something heavy, or expect "could not judge" where time is looked at.' };
}

function memory(): Finding {
  const free = Math.round((process.availableMemory?.() ?? freemem()) / 1_048_576);
  return { what: 'memory', fits: free > 300, saw: `${free} MB free`, fix: 'A live lesson takes about 300 MB. Close a browser window or two.' };
}

function workspace(): Finding {
  const folder = workspaceFolder();
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return { what: 'workspace', fits: true, saw: folder };
  } catch {
    return { what: 'workspace', fits: false, saw: `${folder} cannot be written`, fix: `Set RUSHHOUR_HOME to a folder of yours, or make ${dirname(folder)} writable.` };
  }
}

function leftBehind(): Finding {
  const found = leftovers(runsFolder()).flatMap((one) => one.pids);
  if (found.length === 0) {
    sweepLeftovers(runsFolder());
    return { what: 'leftovers', fits: true, saw: '0 processes of ours remain from earlier' };
  }
  sweepLeftovers(runsFolder());
  const still = leftovers(runsFolder()).flatMap((one) => one.pids);
  return { what: 'leftovers', fits: still.length === 0, saw: `${found.length} found, ${found.length - still.length} ended now`, fix: `These would not end: ${still.join(', ')}` };
}

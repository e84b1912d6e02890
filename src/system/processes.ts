import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** Where the system does not tell when a process started, a number alone proves nothing: nobody is ended on it later. */
export const unknownStart = 'unknown';

/** When a process started, as the system writes it: with the pid it names one process for ever; undefined when there is none. */
export function startOf(pid: number): string | undefined {
  try {
    if (process.platform === 'linux') return linuxStat(pid)?.start;
    if (process.platform === 'win32') return isAlive(pid) ? unknownStart : undefined;
    // the same words for every course, whatever its locale and time zone
    const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'ignore'] }).trim() || undefined;
  } catch {
    return undefined;
  }
}

/** Whether a process is there and not a zombie. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || linuxStat(pid)?.state !== 'Z';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Ends a whole process group (on Windows: the tree below the process); quiet when nothing is left of it. */
export function killGroup(pid: number, signal: NodeJS.Signals = 'SIGKILL'): void {
  try {
    if (process.platform === 'win32') execFileSync('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore' });
    else process.kill(-pid, signal);
  } catch {
    // nobody left, which is what was wanted
  }
}

/** Ends one process at once; quiet when it is gone already. */
export function killOne(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // nobody left, which is what was wanted
  }
}

/** Every living process that carries the mark of this run, or of a run below it, in its environment (Linux only; elsewhere none are found). */
export function markedWith(run: string): number[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((pid) => pid !== process.pid && carries(pid, run) && isAlive(pid));
}

/** Whether any member of a process group still lives (Linux: zombies do not count). */
export function groupLives(group: number): boolean {
  if (process.platform === 'linux') return groupMembers(group).length > 0;
  try {
    process.kill(-group, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The living processes of a group (Linux: all of them; elsewhere its leader). */
export function groupMembers(group: number): number[] {
  if (process.platform !== 'linux') return isAlive(group) ? [group] : [];
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((pid) => isMember(pid, group));
}

function isMember(pid: number, group: number): boolean {
  const stat = linuxStat(pid);
  return stat?.group === group && stat.state !== 'Z';
}

function carries(pid: number, run: string): boolean {
  try {
    const environment = `\0${readFileSync(`/proc/${pid}/environ`, 'latin1')}\0`;
    return environment.includes(`\0RUSHHOUR_RUN=${run}\0`) || environment.includes(`\0RUSHHOUR_RUN=${run}.`);
  } catch {
    return false;
  }
}

/** /proc/<pid>/stat: the name in brackets may hold spaces, so fields are counted after the last one. */
function linuxStat(pid: number): { state: string; group: number; start: string } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0]!, group: Number(fields[2]), start: fields[19]! };
  } catch {
    return undefined;
  }
}

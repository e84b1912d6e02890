import type { Fact, MachineId, Opinion, Role } from '../fact.ts';
import type { Trouble } from '../names.ts';
import type { MachineView } from '../picture.ts';
import { openTally, quarterOf, type Tally } from './tally.ts';

/** What the ledger keeps of one machine; `since` is when this process began (or ended): older facts of it say nothing about who is inside now; `endedAt` when one last ended. */
export type MachineRow = {
  id: MachineId;
  role: Role;
  state: MachineView['state'];
  why: MachineView['why'];
  trouble: Trouble;
  opinion: Opinion | undefined;
  pid: number | undefined;
  port: number | undefined;
  workers: number;
  inside: number;
  since: number;
  endedAt: number;
  got: number;
  gotInWindow: number;
  answered: number;
  lost: number;
  /** The last 20 lines that it printed, and the few of them that tell most. */
  said: string[];
  lastWords: string[];
  isDropped: boolean;
  arrivals: Tally;
  answers: Tally;
};

/** A machine of which nothing is known but its name. */
export function newMachine(id: MachineId, role: Role, workers = 0): MachineRow {
  return {
    id, role, workers, state: 'starting', why: undefined, trouble: 'well', opinion: undefined, pid: undefined, port: undefined, inside: 0, since: 0, endedAt: -Infinity,
    got: 0, gotInWindow: 0, answered: 0, lost: 0, said: [], lastWords: [], isDropped: false, arrivals: openTally(), answers: openTally(),
  };
}

/** The process has begun: what was inside the one before is gone. */
export function begin(row: MachineRow, fact: Fact & { kind: 'machine-started' }): void {
  const { role, port, pid, workers = row.workers, at } = fact;
  Object.assign(row, { role, port, pid, workers, state: 'running', why: undefined, trouble: 'well', inside: 0, since: at, said: [], lastWords: [], isDropped: false });
}

/** Somebody came in, at a process that still runs. */
export function comeIn(row: MachineRow, at: number): void {
  row.got++;
  row.gotInWindow++;
  row.arrivals.add(quarterOf(at));
  if (at >= row.since && row.state === 'running') row.inside++;
}

/** Somebody left, with an answer or without. */
export function goOut(row: MachineRow, at: number, isAnswered: boolean): void {
  if (isAnswered) row.answers.add(quarterOf(at));
  if (at >= row.since && row.state === 'running') row.inside = Math.max(0, row.inside - 1);
}

/** The machine as a picture shows it; `all` is how many came to all servers in the last five seconds. */
export function viewOf(row: MachineRow, at: number, seconds: number, all: number): MachineView {
  const busy = Math.min(row.workers, row.inside);
  const optional = { why: row.why, opinion: row.opinion, pid: row.pid, port: row.port };
  return Object.freeze({
    id: row.id,
    role: row.role,
    state: row.state,
    trouble: row.trouble,
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
    workers: row.workers,
    busy,
    waiting: row.inside - busy,
    perSecond: perSecond(row, at, seconds),
    share: row.role === 'server' && all > 0 ? recent(row, at) / all : 0,
    got: row.got,
    lost: row.lost,
    lastWords: row.lastWords,
  });
}

/** Arrivals of the last five seconds. */
export function recent(row: MachineRow, at: number): number {
  const quarter = quarterOf(at);
  return row.arrivals.sum(quarter - 20, quarter + 1);
}

function perSecond(row: MachineRow, at: number, seconds: number): number {
  if (row.state !== 'running') return 0;
  const quarter = quarterOf(at);
  const span = Math.max(0.25, Math.min(2, Math.floor(seconds * 4) / 4));
  return Math.round(row.answers.sum(quarter - span * 4, quarter) / span);
}

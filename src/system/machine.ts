import { clean } from '../facts/clean.ts';
import type { MachineId } from '../facts/fact.ts';
import { lineReader } from '../facts/stream.ts';
import type { Child, Exit } from './child.ts';
import type { BalancerOrder } from './machines/balancer/orders.ts';
import type { Order, Report } from './machines/orders.ts';
import { programUrl } from './programs.ts';
import type { Run } from './run.ts';
import type { Machine } from './system.ts';

/** One of our machines, bound to its port; `order` and `onReport` are its IPC. */
export type RunningMachine = {
  machine: Machine;
  pid: number;
  port: number;
  url: string;
  child: Child;
  order(order: Order | BalancerOrder): void;
  onReport(listener: (report: Report) => void): () => void;
  kill(): Promise<Exit>;
  /** Its last lines of output, cleaned, at most 8. */
  words(): string[];
};

/** Why a machine did not start, and the last lines it printed. */
export class MachineTrouble extends Error {
  readonly lastWords: string[];
  constructor(message: string, lastWords: string[]) {
    super(message);
    this.lastWords = lastWords;
  }
}

/** Starts one of our machines and waits until it has bound its port and told us so (3 s, raced against its exit). Throws MachineTrouble. */
export async function startMachine(run: Run, machine: Machine, neighbours: Record<MachineId, string> = {}, options: { port?: number; tap?: string; env?: Record<string, string>; readyMs?: number } = {}): Promise<RunningMachine> {
  const env = { NAME: machine.id, PORT: String(options.port ?? 0), ...addresses(machine, neighbours), ...machine.env, ...options.env };
  const tapped: Record<string, string> = options.tap ? { RUSHHOUR_TAP: options.tap, RUSHHOUR_MACHINE: machine.id } : {};
  const child = await run.spawn({ what: machine.id, program: machine.program, env: { ...env, ...tapped }, imports: options.tap ? [programUrl('tap')] : [], ipc: true });
  const words = lastWords(child);
  const port = await listening(child, machine.id, words, options.readyMs ?? 5_000);
  run.note(child.pid, { port });
  return {
    machine,
    pid: child.pid,
    port,
    url: `http://127.0.0.1:${port}`,
    child,
    order: (order) => child.send(order),
    onReport: (listener) => child.onMessage(listener),
    kill: () => child.kill(),
    words,
  };
}

/** `SERVERS=s1=http://127.0.0.1:1,s2=…` from names and addresses: the contract's form. */
export function serverList(neighbours: Record<MachineId, string>): string {
  return Object.entries(neighbours).map(([id, url]) => `${id}=${url}`).join(',');
}

/** Keeps the last 8 lines that a process prints, cleaned; everything else it prints is let go. */
export function lastWords(child: Pick<Child, 'stdout' | 'stderr'>, onLine: (line: string) => void = () => {}): () => string[] {
  const kept: string[] = [];
  for (const stream of new Set([child.stdout, child.stderr])) {
    const read = lineReader((line) => {
      kept.push(clean(line));
      if (kept.length > 8) kept.shift();
      onLine(kept.at(-1)!);
    }, 20_000);
    stream.setEncoding('utf8').on('data', read).on('error', () => {});
  }
  return () => [...kept];
}

function addresses(machine: Machine, neighbours: Record<MachineId, string>): Record<string, string> {
  const pick = (ids: MachineId[]): string => serverList(Object.fromEntries(ids.flatMap((id) => (neighbours[id] ? [[id, neighbours[id]]] : []))));
  return Object.fromEntries(Object.entries(machine.talksTo ?? {}).map(([variable, ids]) => [variable, pick(ids)]));
}

async function listening(child: Child, id: MachineId, words: () => string[], readyMs: number): Promise<number> {
  let stopListening = (): void => {};
  let timer: NodeJS.Timeout | undefined;
  const ready = new Promise<number>((resolve) => {
    stopListening = child.onMessage((report: Report) => report.report === 'listening' && resolve(report.port));
  });
  const late = new Promise<'late'>((resolve) => (timer = setTimeout(() => resolve('late'), readyMs)));
  const first = await Promise.race([ready, late, child.exited]);
  clearTimeout(timer);
  stopListening();
  if (typeof first === 'number') return first;
  await child.kill();
  throw new MachineTrouble(first === 'late' ? `${id} did not listen within ${readyMs / 1000} s` : `${id} ended at once, with code ${first.code ?? first.signal}`, words());
}

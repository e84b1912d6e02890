import type { MachineId } from '../facts/fact.ts';
import type { Order, Report } from '../system/machines/orders.ts';
import { serverList, type RunningMachine } from '../system/machine.ts';
import type { Bench } from './bench.ts';
import { until } from './until.ts';
import { cannotJudge } from './common.ts';

/** One request as a neighbour saw it, with what became of it there. Times in milliseconds since 1970. */
export type Arrival = {
  server: MachineId;
  number: number;
  at: number;
  method: string;
  url: string;
  headers: Record<string, string | string[] | undefined>;
  connection: number;
  held: boolean;
  health: boolean;
  body?: { bytes: number; sha256: string };
  answered?: { status: number; at: number };
  /** When the caller hung up before the answer was complete. */
  gone?: number;
};

/** A server machine beside the learner's program: a real process that tells us whatever reaches it. */
export type Neighbour = {
  id: MachineId;
  url: () => string;
  /** Whatever has reached it in this check, in its own order. */
  arrivals: Arrival[];
  pages: () => Arrival[];
  checks: () => Arrival[];
  isUp: () => boolean;
  /** Gives an order and waits until it is obeyed. */
  order(order: Order): Promise<void>;
  /** kill -9; resolves when its exit was seen. */
  kill(): Promise<void>;
  /** Starts it again on its old port. */
  restart(): Promise<void>;
};

/** The neighbours of one check, in the order of SERVERS. */
export type Neighbours = {
  all: Neighbour[];
  ids: MachineId[];
  /** The value of SERVERS. */
  list: string;
  get(id: MachineId): Neighbour;
  /** Pages that reached anybody, in the order in which we were told. */
  pages: Arrival[];
  /** How many of these pages each server got, by name, in the order of names. */
  counts(pages?: Arrival[]): Record<MachineId, number>;
  everybody(order: Order): Promise<void>;
  /** Stops listening to them; they go on running. */
  leave(): void;
};

/** Brings the named neighbours to the start of a check: running, well, gates open, watched, nothing counted yet. */
export async function meetNeighbours(bench: Bench, ids: MachineId[], signal: AbortSignal): Promise<Neighbours> {
  const pages: Arrival[] = [];
  const all = await Promise.all(ids.map((id) => meet(bench, id, pages, signal)));
  const get = (id: MachineId): Met => all.find((one) => one.id === id)!;
  return {
    all,
    ids,
    list: serverList(Object.fromEntries(all.map((one) => [one.id, one.url()]))),
    get,
    pages,
    counts: (some = pages) => Object.fromEntries([...ids].sort().map((id) => [id, some.filter((page) => page.server === id).length])),
    everybody: async (order) => void (await Promise.all(all.map((one) => one.order(order)))),
    leave: () => all.forEach((one) => one.leave()),
  };
}

type Met = Neighbour & { leave(): void };

async function meet(bench: Bench, id: MachineId, allPages: Arrival[], signal: AbortSignal): Promise<Met> {
  let machine = await started(bench, id);
  let stop = (): void => {};
  let obeyed = 0;
  const arrivals: Arrival[] = [];
  const byNumber = new Map<number, Arrival>();

  function hear(report: Report): void {
    if (report.report === 'obeyed') obeyed++;
    if (report.report === 'arrived') arrive({ server: id, ...report });
    const arrival = 'number' in report ? byNumber.get(report.number) : undefined;
    if (!arrival) return;
    if (report.report === 'body') arrival.body = { bytes: report.bytes, sha256: report.sha256 };
    if (report.report === 'answered') arrival.answered = { status: report.status, at: report.at };
    if (report.report === 'gone') arrival.gone = report.at;
  }

  function arrive(arrival: Arrival): void {
    byNumber.set(arrival.number, arrival);
    arrivals.push(arrival);
    if (!arrival.health) allPages.push(arrival);
  }

  async function order(given: Order): Promise<void> {
    const before = obeyed;
    machine.order(given);
    if (!(await until(() => obeyed > before, 2_000, signal))) cannotJudge(`${id} did not obey our order "${given.order}" within 2 s`, 'Your machine may be very busy. Press r to run it again.');
  }

  async function ready(): Promise<void> {
    byNumber.clear();
    stop = machine.onReport(hear);
    await order({ order: 'gate', shut: false });
    await order({ order: 'trouble', trouble: 'well' });
    await order({ order: 'watch', on: true });
  }

  await ready();
  arrivals.length = 0;
  return {
    id,
    url: () => machine.url,
    arrivals,
    pages: () => arrivals.filter((one) => !one.health),
    checks: () => arrivals.filter((one) => one.health),
    isUp: () => machine.child.ended() === undefined,
    order,
    async kill() {
      stop();
      bench.forget(id);
      await machine.kill();
      if (machine.child.ended() === undefined) cannotJudge(`${id} would not die`, 'Press r to run it again.');
    },
    async restart() {
      machine = await started(bench, id, machine.port);
      await ready();
    },
    leave: () => stop(),
  };
}

async function started(bench: Bench, id: MachineId, port?: number): Promise<RunningMachine> {
  try {
    return await bench.machine(id, port);
  } catch (error) {
    return cannotJudge(`our server ${id} did not start: ${(error as Error).message}`, 'Close a few programs and press r to run it again.');
  }
}

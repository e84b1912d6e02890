import { now } from '../facts/clock.ts';
import type { Fact, MachineId, Tell } from '../facts/fact.ts';
import type { Trouble } from '../facts/names.ts';
import type { Exit } from '../system/child.ts';
import { serverList } from '../system/machine.ts';
import type { BalancerOrder, BalancerReport } from '../system/machines/balancer/orders.ts';
import type { ProgramSource } from '../system/program.ts';
import type { Run } from '../system/run.ts';
import type { Machine, System } from '../system/system.ts';
import { launchBalancer, launchServer, launchYours, startedFact } from './launch.ts';
import { freeName, newPlace, takesOrders, type Place, type Rule } from './place.ts';

/** The real processes of a live system; each change is told as a fact. */
export type Machines = {
  places(): Place[];
  servers(): Place[];
  door(): Place;
  at(port: number): MachineId | undefined;
  /** Servers first, then the door. False when one did not start (told); the others are stopped then. */
  startAll(): Promise<boolean>;
  stopAll(): Promise<void>;
  start(id: MachineId): Promise<boolean>;
  /** Pulls its plug. */
  kill(id: MachineId): Promise<void>;
  trouble(id: MachineId, trouble: Trouble): void;
  add(): Promise<boolean>;
  /** Takes a server out: nobody new is sent there, those inside may finish (2 s), then it is stopped. */
  drop(id: MachineId, isEmpty: () => boolean): Promise<boolean>;
  /** A learner's program is stopped and started anew, from the file as it is now. */
  restartDoor(why?: string): Promise<boolean>;
  /** To our balancer; a learner's program takes none. */
  order(order: BalancerOrder): void;
  /** Facts that say what runs now, for a ledger that begins anew. */
  present(): Fact[];
};

export type MachinesOptions = { run: Run; system: System; source?: ProgramSource; tap: () => string; rule: () => Rule; tell: Tell; onChange: () => void };

/** Sets out the places of a system; nothing runs before `startAll`. */
export function openMachines({ run, system, source, tap, rule, tell, onChange }: MachinesOptions): Machines {
  let places = system.machines.filter(({ role }) => role !== 'crowd').map(newPlace);
  const ports = new Map<number, MachineId>();

  const isDoor = (place: Place): boolean => place.machine.id === system.entry;
  const place = (id: MachineId): Place => places.find(({ machine }) => machine.id === id)!;
  const door = (): Place => place(system.entry);
  const servers = (): Place[] => places.filter((one) => !isDoor(one));
  const urls = (): Record<MachineId, string> => Object.fromEntries(servers().flatMap(({ machine, port }) => (port === undefined ? [] : [[machine.id, `http://127.0.0.1:${port}`]])));

  async function startPlace(one: Place): Promise<boolean> {
    const from = now();
    change(one, 'starting');
    const running = await launch(one);
    if (!running) {
      change(one, 'failed');
      return false;
    }
    Object.assign(one, { running, port: running.port, trouble: 'well', stopped: undefined, ms: Math.round(now() - from) });
    ports.set(running.port, one.machine.id);
    tell(startedFact(one, now()));
    change(one, 'listening');
    void running.child.exited.then((exit) => void (one.running === running && ended(one, running, exit)));
    return true;
  }

  async function launch(one: Place): Promise<Place['running']> {
    const what = { run, tap: tap(), urls: urls(), rule: rule(), tell };
    if (!isDoor(one)) return launchServer(one, what);
    if (source) return launchYours(one, source, what);
    const running = await launchBalancer(one, what);
    if (!takesOrders(running)) return undefined;
    running.onReport((report) => judged(report as unknown as BalancerReport));
    running.order({ order: 'opinions' });
    return running;
  }

  /** Nobody asked it to end. */
  async function ended(one: Place, running: NonNullable<Place['running']>, { code, signal }: Exit): Promise<void> {
    const machine = one.machine.id;
    const at = now();
    one.running = undefined;
    await pause(30); // its last words may come after its end
    if (takesOrders(running)) for (const line of running.words()) tell({ at: now(), kind: 'machine-said', machine, line });
    hasStopped(one, at, signal === 'SIGKILL' ? 'killed' : 'crashed', code);
    if (isDoor(one)) forgetOpinions();
    onChange();
  }

  function hasStopped(one: Place, at: number, why: 'asked' | 'crashed' | 'killed', code: number | null): void {
    one.stopped = { at, kind: 'machine-stopped', machine: one.machine.id, why, code };
    tell(one.stopped);
  }

  async function end(one: Place, how: 'asked' | 'by you'): Promise<void> {
    const { running } = one;
    if (!running) return;
    one.running = undefined;
    const from = now();
    run.note(running.pid, { stopped: how });
    if (how === 'by you') await running.child.kill();
    else await running.child.stop();
    run.note(running.pid, { stopped: how, ms: now() - from });
    if (isDoor(one)) forgetOpinions();
  }

  function judged(report: BalancerReport): void {
    if (report.report !== 'judged') return;
    const one = place(report.machine);
    if (!one) return;
    one.opinion = report.state;
    tell({ at: now(), kind: 'server-judged', by: system.entry, machine: report.machine, state: report.state });
  }

  function forgetOpinions(): void {
    for (const one of places) one.opinion = undefined;
  }

  async function restartDoor(why?: string): Promise<boolean> {
    const one = door();
    if (one.running) {
      const at = now();
      await end(one, 'asked');
      hasStopped(one, at, 'asked', null);
    }
    if (why) tell({ at: now(), kind: 'machine-said', machine: system.entry, line: why });
    return startPlace(one);
  }

  /** Our balancer is told; a learner's program reads SERVERS only when it starts. */
  async function newList(): Promise<boolean> {
    const { running } = door();
    if (takesOrders(running)) running.order({ order: 'servers', servers: serverList(urls()) });
    else if (running && source) return restartDoor('(started again by us, to read the new list in SERVERS)');
    return true;
  }

  function change(one: Place, state: Place['state']): void {
    one.state = state;
    onChange();
  }

  return {
    places: () => places,
    servers,
    door,
    at: (port) => ports.get(port),
    async startAll() {
      const started = await Promise.all(servers().map(startPlace));
      if (started.every(Boolean) && (await startPlace(door()))) return true;
      await Promise.all(places.map((one) => end(one, 'asked')));
      return false;
    },
    stopAll: () => Promise.all(places.map((one) => end(one, 'asked'))).then(() => undefined),
    start: (id) => startPlace(place(id)),
    async kill(id) {
      const at = now();
      await end(place(id), 'by you');
      hasStopped(place(id), at, 'killed', null);
    },
    trouble(id, trouble) {
      const one = place(id);
      if (!takesOrders(one.running)) return;
      one.running.order({ order: 'trouble', trouble });
      if (trouble !== 'blink') one.trouble = trouble;
      tell({ at: now(), kind: 'machine-troubled', machine: id, trouble });
    },
    async add() {
      const model = servers()[0]!.machine;
      const one = newPlace({ ...model, id: freeName(servers().map(({ machine }) => machine.id)) } satisfies Machine);
      places = [...places, one];
      if (await startPlace(one)) return newList();
      places = places.filter((other) => other !== one);
      tell({ at: now(), kind: 'machine-dropped', machine: one.machine.id });
      return false;
    },
    async drop(id, isEmpty) {
      const one = place(id);
      places = places.filter((other) => other !== one);
      tell({ at: now(), kind: 'machine-dropped', machine: id });
      const isListed = await newList();
      // who was sent there a moment ago is not heard of at once
      await pause(100);
      for (const until = now() + 2_000; !isEmpty() && now() < until; ) await pause(20);
      await end(one, 'asked');
      return isListed;
    },
    restartDoor,
    order(order) {
      const { running } = door();
      if (takesOrders(running)) running.order(order);
    },
    present: () => places.flatMap((one) => presentFacts(one, system.entry)),
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function presentFacts(one: Place, door: MachineId): Fact[] {
  if (!one.running) return one.stopped ? [one.stopped] : [];
  const at = now();
  const { id } = one.machine;
  const judged: Fact[] = one.opinion === undefined ? [] : [{ at, kind: 'server-judged', by: door, machine: id, state: one.opinion }];
  return [startedFact(one, at), ...judged];
}

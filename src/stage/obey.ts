import type { Watch } from '../course/lesson.ts';
import { now } from '../facts/clock.ts';
import type { MachineId } from '../facts/fact.ts';
import { policies, type Policy } from '../facts/names.ts';
import type { Book } from './book.ts';
import type { Settings } from './controls.ts';
import type { Pulled } from './levers.ts';
import type { Machines } from './machines.ts';
import type { Play } from './play.ts';

/** What pulling a lever may move; `isYours`: the door is the learner's program; `door`: the crowd is told where the door is now. */
export type Moves = { machines: Machines; play: Play; isYours: boolean; settings: Settings; first: Settings; watch: Watch; book: Book; restart(): Promise<void>; door(): void };

type Obeyed = Exclude<Pulled, { lever: 'quit' }>;

/** Obeys levers, one after the other; `isDown`: the system did not start, so that `again` starts it. */
export function openObey({ machines, play, isYours, settings, first, watch, book, restart, door }: Moves): (pulled: Obeyed, isDown: boolean) => Promise<void> {
  async function obey(pulled: Obeyed, isDown: boolean): Promise<void> {
    switch (pulled.lever) {
      case 'stop': return machines.kill(pulled.machine);
      case 'start': return start(pulled.machine);
      case 'trouble': return machines.trouble(pulled.machine, pulled.trouble);
      case 'add': return changeCount(() => machines.add());
      case 'drop': return changeCount(() => drop(pulled.machine));
      case 'policy': return pulled.policy === 'all' ? compareAll() : anew(() => play.usePolicy(pulled.policy as Policy));
      case 'rate': return anew(() => play.setRate(pulled.rate));
      case 'passive': return setPassive(pulled.on);
      case 'reset': return reset();
      case 'again': return isDown ? restart() : again();
    }
  }

  async function start(machine: MachineId): Promise<void> {
    if ((await machines.start(machine)) && machine === machines.door().machine.id) door();
  }

  function drop(machine: MachineId): Promise<boolean> {
    return machines.drop(machine, () => book.ledger().inside(machine) === 0);
  }

  /** The number of servers is part of what theory is told for. */
  async function changeCount(change: () => Promise<boolean>): Promise<void> {
    play.cancel();
    await change();
    if (machines.door().running) door();
    play.comeAnew();
  }

  /** Other levers may be pulled while it plays. */
  function compareAll(): void {
    const all: NonNullable<Watch['rounds']> = watch.rounds ?? { policies: [...(watch.policies ?? policies)], seconds: 25 };
    void play.compare(all, true);
  }

  function anew(change: () => void): void {
    play.cancel();
    change();
    play.comeAnew();
  }

  function setPassive(on: boolean): void {
    settings.passive = on;
    machines.order({ order: 'passive', on });
    book.tell({ at: now(), kind: 'passive-set', on });
    play.tellTheory();
  }

  /** Everything as it was at first; what was seen so far stays. */
  async function reset(): Promise<void> {
    play.cancel();
    await putBack();
    if (!isYours && settings.passive !== first.passive) setPassive(first.passive);
    if (!isYours && settings.policy !== first.policy) play.usePolicy(first.policy);
    play.setRate(first.rate);
    play.comeAnew();
  }

  async function putBack(): Promise<void> {
    const wanted = watch.system().machines.filter(({ role }) => role === 'server').map(({ id }) => id);
    const ids = (): MachineId[] => machines.servers().map(({ machine }) => machine.id);
    for (const id of ids()) if (!wanted.includes(id)) await drop(id);
    for (const id of wanted) if (!ids().includes(id)) await machines.add();
    for (const place of machines.servers()) {
      if (!place.running) await machines.start(place.machine.id);
      else if (place.trouble !== 'well') machines.trouble(place.machine.id, 'well');
    }
    if (!machines.door().running) await start(machines.door().machine.id);
  }

  /** From the start: all as at first, a learner's program anew from its file, and nothing counted yet. */
  async function again(): Promise<void> {
    play.cancel();
    if (isYours && machines.door().running && !(await machines.restartDoor())) return;
    await putBack();
    if (!machines.door().running) return;
    door();
    Object.assign(settings, first);
    if (!isYours) setPassive(first.passive);
    play.begin();
  }

  return obey;
}

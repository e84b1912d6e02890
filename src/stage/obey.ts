import type { Watch } from '../course/lesson.ts';
import { now } from '../facts/clock.ts';
import type { MachineId, Tell } from '../facts/fact.ts';
import { policies, type Policy } from '../facts/names.ts';
import type { Settings } from './controls.ts';
import type { Pulled } from './levers.ts';
import type { Machines } from './machines.ts';
import type { Comparison } from './rounds.ts';

/** What pulling a lever may move. */
export type Moves = {
  machines: Machines;
  /** Whether the door is the learner's program. */
  isYours: boolean;
  settings: Settings;
  first: Settings;
  watch: Watch;
  tell: Tell;
  tellTheory(): void;
  setRate(rate: number): void;
  usePolicy(policy: Policy): void;
  comeAnew(): void;
  compare(comparison: Comparison, goesOn: boolean): Promise<void>;
  cancel(): void;
  begin(): void;
  restart(): Promise<void>;
  insideOf(machine: MachineId): number;
  /** The door may stand at another port. */
  door(): void;
};

type Obeyed = Exclude<Pulled, { lever: 'quit' }>;

/** Obeys levers, one after the other; `isDown`: the system did not start, so that `again` starts it. */
export function openObey(moves: Moves): (pulled: Obeyed, isDown: boolean) => Promise<void> {
  const { machines, isYours, settings, first, watch } = moves;

  async function obey(pulled: Obeyed, isDown: boolean): Promise<void> {
    switch (pulled.lever) {
      case 'stop': return machines.kill(pulled.machine);
      case 'start': return start(pulled.machine);
      case 'trouble': return machines.trouble(pulled.machine, pulled.trouble);
      case 'add': return changeCount(() => machines.add());
      case 'drop': return changeCount(() => machines.drop(pulled.machine, () => moves.insideOf(pulled.machine) === 0));
      case 'policy': return pulled.policy === 'all' ? void moves.compare(allOf(watch), true) : anew(() => moves.usePolicy(pulled.policy as Policy));
      case 'rate': return anew(() => moves.setRate(pulled.rate));
      case 'passive': return setPassive(pulled.on);
      case 'reset': return reset();
      case 'again': return isDown ? moves.restart() : again();
    }
  }

  async function start(machine: MachineId): Promise<void> {
    if ((await machines.start(machine)) && machine === machines.door().machine.id) moves.door();
  }

  /** The number of servers is part of what theory is told for. */
  async function changeCount(change: () => Promise<boolean>): Promise<void> {
    moves.cancel();
    await change();
    if (machines.door().running) moves.door();
    moves.comeAnew();
  }

  function anew(change: () => void): void {
    moves.cancel();
    change();
    moves.comeAnew();
  }

  function setPassive(on: boolean): void {
    settings.passive = on;
    machines.order({ order: 'passive', on });
    moves.tell({ at: now(), kind: 'passive-set', on });
    moves.tellTheory();
  }

  /** Everything as it was at first; what was seen so far stays. */
  async function reset(): Promise<void> {
    moves.cancel();
    await putBack();
    if (!isYours && settings.passive !== first.passive) setPassive(first.passive);
    if (!isYours && settings.policy !== first.policy) moves.usePolicy(first.policy);
    moves.setRate(first.rate);
    moves.comeAnew();
  }

  async function putBack(): Promise<void> {
    const wanted = watch.system().machines.filter(({ role }) => role === 'server').map(({ id }) => id);
    const ids = (): MachineId[] => machines.servers().map(({ machine }) => machine.id);
    for (const id of ids()) if (!wanted.includes(id)) await machines.drop(id, () => moves.insideOf(id) === 0);
    for (const id of wanted) if (!ids().includes(id)) await machines.add();
    for (const place of machines.servers()) {
      if (!place.running) await machines.start(place.machine.id);
      else if (place.trouble !== 'well') machines.trouble(place.machine.id, 'well');
    }
    if (!machines.door().running) await start(machines.door().machine.id);
  }

  /** From the start: all as at first, a learner's program anew from its file, and nothing counted yet. */
  async function again(): Promise<void> {
    moves.cancel();
    if (isYours && machines.door().running && !(await machines.restartDoor())) return;
    await putBack();
    if (!machines.door().running) return;
    moves.door();
    if (!isYours) {
      setPassive(first.passive);
      moves.usePolicy(first.policy);
    }
    Object.assign(settings, first);
    moves.begin();
  }

  return obey;
}

function allOf(watch: Watch): Comparison {
  return watch.rounds ?? { policies: [...(watch.policies ?? policies)], seconds: 25 };
}

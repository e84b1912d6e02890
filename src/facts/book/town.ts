import type { Fact, MachineId } from '../fact.ts';
import { begin, newMachine, type MachineRow } from './machines.ts';
import type { Story } from './story.ts';
import { lastWordsOf, whyOf } from './words.ts';

/** The machines of a system, and what the story says of them. */
export type Town = {
  /** Takes a fact about a machine or a lever; others are not its matter. */
  take(fact: Fact): void;
  row(id: MachineId): MachineRow;
  /** Those that have not been dropped. */
  rows(): MachineRow[];
  all(): MachineRow[];
};

type Of<K extends Fact['kind']> = Fact & { kind: K };

/** A lever counts as the cause of what follows within this time. */
const CAUSE_MS = 5_000;

/** A town with the machines that are known to come. */
export function openTown(door: MachineId, known: MachineRow[], story: Story): Town {
  const machines = new Map(known.map((row) => [row.id, row]));
  let lever = { command: '', at: 0 };

  function row(id: MachineId): MachineRow {
    const known = machines.get(id);
    if (known) return known;
    const added = newMachine(id, id === door ? 'balancer' : 'server');
    machines.set(id, added);
    return added;
  }

  function take(fact: Fact): void {
    switch (fact.kind) {
      case 'machine-started': return started(fact);
      case 'machine-said': return said(fact);
      case 'machine-stopped': return stopped(fact);
      case 'machine-failed-to-start': return failed(fact);
      case 'machine-dropped': return dropped(fact);
      case 'machine-troubled': return troubled(fact);
      case 'server-judged': return judged(fact);
      case 'lever-pulled': return void (lever = fact);
    }
  }

  function started(fact: Of<'machine-started'>): void {
    const { machine, at } = fact;
    const isNew = machines.get(machine)?.isDropped ?? true;
    const { state, why } = row(machine);
    begin(row(machine), fact);
    if (isNew && isOrdered('add', at)) story.add({ at, what: 'added', machine, byYou: true });
    else if (state === 'stopped' || state === 'failed') story.add({ at, what: 'started', machine, ...cause(why, at) });
  }

  function cause(why: MachineRow['why'], at: number): { byYou: boolean; words?: string } {
    return why !== 'asked' || isOrdered('start', at) ? { byYou: true } : { byYou: false, words: 'it was started again, because it reads SERVERS only when it starts' };
  }

  function said({ machine, line, at }: Of<'machine-said'>): void {
    const one = row(machine);
    one.said = [...one.said, line].slice(-20);
    one.lastWords = lastWordsOf(one.said);
    story.said(machine, line, at);
  }

  function stopped({ machine, why, at }: Of<'machine-stopped'>): void {
    Object.assign(row(machine), { state: 'stopped', why, inside: 0, since: at, endedAt: at });
    if (machine === door) for (const one of machines.values()) one.opinion = undefined;
    if (why === 'asked') return;
    const words = whyOf(row(machine).lastWords);
    if (why === 'crashed') story.add({ at, what: 'crashed', machine, byYou: false, ...(words ? { words } : {}) });
    else story.add({ at, what: 'stopped', machine, byYou: isOrdered(`stop ${machine}`, at) });
  }

  function failed({ machine, why, lastWords, at }: Of<'machine-failed-to-start'>): void {
    Object.assign(row(machine), { state: 'failed', lastWords: lastWordsOf(lastWords), inside: 0 });
    story.add({ at, what: 'crashed', machine, byYou: false, words: why });
  }

  function dropped({ machine, at }: Of<'machine-dropped'>): void {
    row(machine).isDropped = true;
    story.add({ at, what: 'dropped', machine, byYou: true });
  }

  function troubled({ machine, trouble, at }: Of<'machine-troubled'>): void {
    if (trouble !== 'blink') row(machine).trouble = trouble;
    story.add({ at, what: 'troubled', machine, trouble });
  }

  function judged({ machine, state, by, at }: Of<'server-judged'>): void {
    const before = row(machine).opinion;
    row(machine).opinion = state;
    if (before !== undefined && before !== state) story.add({ at, what: 'judged', machine, opinion: state, by });
  }

  function isOrdered(command: string, at: number): boolean {
    return lever.command.startsWith(command) && at - lever.at < CAUSE_MS;
  }

  return { take, row, rows: () => [...machines.values()].filter(({ isDropped }) => !isDropped), all: () => [...machines.values()] };
}

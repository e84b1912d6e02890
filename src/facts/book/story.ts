import type { MachineId } from '../fact.ts';
import type { StoryLine } from '../picture.ts';

/** What happened, cause before effect. */
export type Story = {
  add(line: StoryLine): void;
  /** One more person lost at a machine; losses close together are one line. */
  lost(machine: MachineId, at: number): void;
  said(machine: MachineId, words: string, at: number): void;
  late(p99: number, at: number): void;
  lines(): StoryLine[];
};

const MOST = 40;
/** Losses that are closer than this are one event. */
const TOGETHER_MS = 2_000;

/** An empty story. Lines stand in the order of their moments, whatever the order in which they were told. */
export function openStory(): Story {
  const lines: StoryLine[] = [];
  const losses = new Map<MachineId, { line: StoryLine & { what: 'lost' }; last: number; until: number }>();
  let saidLast: (StoryLine & { what: 'said' }) | undefined;
  let lateLast = -Infinity;

  function add(line: StoryLine): void {
    let i = lines.length;
    while (i > 0 && lines[i - 1]!.at > line.at) i--;
    lines.splice(i, 0, line);
    if (lines.length > MOST) lines.shift();
    if (!('machine' in line) || line.what === 'lost' || line.what === 'judged' || line.what === 'said') return;
    // who is lost after a machine has changed is the effect of that change
    const open = losses.get(line.machine);
    if (open) open.until = Math.min(open.until, line.at);
  }

  return {
    add,
    lost(machine, at) {
      const open = losses.get(machine);
      if (open && at < open.until && at - open.last < TOGETHER_MS) {
        open.line.people++;
        open.last = Math.max(open.last, at);
        return;
      }
      const line = { at, what: 'lost' as const, machine, people: 1 };
      losses.set(machine, { line, last: at, until: Infinity });
      add(line);
    },
    said(machine, words, at) {
      // a program that prints for every visitor must not push everything else out of the story
      if (saidLast && saidLast.machine === machine && at - saidLast.at < 1_000 && lines.includes(saidLast)) {
        saidLast.words = words;
        return;
      }
      saidLast = { at, what: 'said', machine, words };
      add(saidLast);
    },
    late(p99, at) {
      if (at - lateLast < 10_000) return;
      lateLast = at;
      add({ at, what: 'late', p99 });
    },
    lines: () => lines.map((line) => ({ ...line })),
  };
}

import type { MachineView, Picture } from '../../facts/picture.ts';
import { capital } from './capital.ts';
import { list, people } from './numbers.ts';
import { troubleWords } from './policy.ts';

/** The whole picture in two sentences: cover the drawing and nothing is lost. With little room the lesser ills are left out, never half a word. */
export function sentence(picture: Picture, width = Infinity): string {
  const servers = picture.machines.filter(({ role }) => role === 'server');
  const door = picture.machines.find(({ id }) => id === picture.door);
  const first = door && isDown(door) ? doorWords(picture) : picture.rate > 0 ? taking(servers) : 'the roads are quiet';
  const facts = ills(servers);
  const come = picture.rate > 0 ? `${picture.rate} a second come in.` : 'Nobody comes in now.';
  const whole = (count: number, short: boolean) => `${come} ${capital(joined([first, ...facts.slice(0, count), ...lost(picture, short)]))}.`;
  for (let count = facts.length; count > 0; count--) {
    for (const short of [false, true]) if (whole(count, short).length <= width) return whole(count, short);
  }
  return whole(0, false);
}

/** How many people were lost, as the machines' own columns show it; those of the last moment are not attributed yet. */
export function lostPeople({ machines }: Pick<Picture, 'machines'>): number {
  return machines.reduce((sum, { lost }) => sum + lost, 0);
}

/** Who the door is: the officer, or the learner's own program. */
export function doorName(picture: Pick<Picture, 'yours'>): string {
  return picture.yours ? 'your program' : 'the officer';
}

/** Whether a machine takes nothing because it is stopped, or never started. */
export function isDown({ state }: MachineView): boolean {
  return state === 'stopped' || state === 'failed';
}

/** Whether all places of a server are taken. */
export function isFull({ busy, workers, waiting }: MachineView): boolean {
  return workers > 0 && busy >= workers && waiting > workers;
}

function doorWords(picture: Picture): string {
  return `${doorName(picture)} is stopped and nobody gets through`;
}

// Nobody is sent there, or nobody comes back: its own words say why, and "takes 0" would say less.
function isLeftOut({ perSecond, opinion, trouble }: MachineView): boolean {
  return perSecond < 0.5 && (opinion === 'out' || trouble !== 'well');
}

function taking(servers: MachineView[]): string {
  const working = servers.filter((server) => !isDown(server) && !isLeftOut(server));
  if (!working.length) return 'no server is left to take them';
  const even = working.every(({ perSecond }) => Math.abs(perSecond - working[0]!.perSecond) <= Math.max(2, working[0]!.perSecond * 0.15));
  const mean = working.reduce((sum, { perSecond }) => sum + perSecond, 0) / working.length;
  if (working.length === 1) return `${working[0]!.id} takes ${Math.round(mean)}`;
  if (even) return `${list(working.map(({ id }) => id))} take ${Math.round(mean)} each`;
  return list(working.map(({ id, perSecond }, i) => `${id} ${i ? '' : 'takes '}${Math.round(perSecond)}`));
}

// The worst first; servers with the same ill share its words.
function ills(servers: MachineView[]): string[] {
  const groups = new Map<string, string[]>();
  for (const server of servers) {
    const ill = illOf(server);
    if (ill) groups.set(ill, [...(groups.get(ill) ?? []), server.id]);
  }
  return [...groups].sort(([a], [b]) => weight(a) - weight(b)).map(([ill, ids]) => `${list(ids)} ${ids.length > 1 ? ill.replace(/^is /, 'are ').replace(/^fails/, 'fail').replace(/^gets/, 'get') : ill}`);
}

function illOf(server: MachineView): string | undefined {
  if (isDown(server)) return server.why === 'crashed' ? 'is crashed' : server.state === 'failed' ? 'is not started' : 'is stopped';
  if (server.trouble !== 'well') return server.trouble === 'blink' ? troubleWords.blink : `is ${troubleWords[server.trouble]}`;
  if (server.opinion === 'out') return 'gets nobody';
  return isFull(server) ? 'is full' : undefined;
}

function weight(ill: string): number {
  return ['is crashed', 'is not started', 'is stopped', 'is frozen', 'is lying'].indexOf(ill) + 1 || (ill === 'is full' ? 9 : 8);
}

function lost(picture: Picture, short: boolean): string[] {
  const count = lostPeople(picture);
  return count ? [`${short ? count : people(count)} ${count === 1 ? 'was' : 'were'} lost`] : [];
}

function joined(facts: string[]): string {
  return facts.length < 2 ? facts.join('') : `${facts.slice(0, -1).join(', ')}, and ${facts.at(-1)!}`;
}

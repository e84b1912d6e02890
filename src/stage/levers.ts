import { nearest } from '../course/nearest.ts';
import type { MachineId } from '../facts/fact.ts';
import { policies, troubles, type Policy, type Trouble } from '../facts/names.ts';

/** A lever, understood. */
export type Pulled =
  | { lever: 'stop' | 'start'; machine: MachineId }
  | { lever: 'trouble'; machine: MachineId; trouble: Trouble }
  | { lever: 'add' | 'reset' | 'again' | 'quit' }
  | { lever: 'drop'; machine: MachineId }
  | { lever: 'policy'; policy: Policy | 'all' }
  | { lever: 'passive'; on: boolean }
  | { lever: 'rate'; rate: number };

/** What is there to pull levers at. */
export type Scene = { door: MachineId; yours: boolean; servers: { id: MachineId; isRunning: boolean }[]; doorIsRunning: boolean };

/** Bounds of what one laptop plays. */
export const mostServers = 8;
export const mostRate = 600;

const verbs = ['stop', 'start', ...troubles, 'add', 'drop', 'policy', 'passive', 'rate', 'reset', 'again', 'quit'] as const;
type Verb = (typeof verbs)[number];

/** Reads one line, e.g. `stop s2`; a line that cannot be obeyed says why, with the nearest right words. */
export function readLever(line: string, scene: Scene): Pulled | { sorry: string } {
  const [verb = '', ...rest] = line.trim().split(/\s+/);
  const word = rest.join(' ');
  if (verb === 'help') return { sorry: `The levers: ${verbs.join(', ')}. With a server: stop s2. With a value: rate 90, policy random, passive on.` };
  if (!isOneOf(verbs, verb)) return { sorry: unknownVerb(verb, word, scene) };
  if (verb === 'add') return scene.servers.length < mostServers ? { lever: 'add' } : { sorry: `${mostServers} servers are the most on one laptop; drop takes one away.` };
  if (verb === 'reset' || verb === 'again' || verb === 'quit') return { lever: verb };
  if (verb === 'drop') return drop(word, scene);
  if (verb === 'policy') return policy(word, scene);
  if (verb === 'passive') return passive(word, scene);
  if (verb === 'rate') return rate(word);
  if (verb === 'stop' || verb === 'start') return stopOrStart(verb, word, scene);
  return trouble(verb, word, scene);
}

function stopOrStart(verb: 'stop' | 'start', word: string, scene: Scene): Pulled | { sorry: string } {
  const found = [...scene.servers, { id: scene.door, isRunning: scene.doorIsRunning }].find(({ id }) => id === word);
  if (!found) return { sorry: noSuch(verb, word, [...idsOf(scene), scene.door]) };
  if (verb === 'stop' && !found.isRunning) return { sorry: `${word} is stopped already; start ${word} brings it back.` };
  if (verb === 'start' && found.isRunning) return { sorry: `${word} is running; stop ${word} pulls its plug.` };
  return { lever: verb, machine: word };
}

function trouble(verb: Trouble, word: string, scene: Scene): Pulled | { sorry: string } {
  const found = scene.servers.find(({ id }) => id === word);
  if (word === scene.door) return { sorry: `Only servers can be put in trouble; ${word} can be stopped: stop ${word}.` };
  if (!found) return { sorry: noSuch(verb, word, idsOf(scene)) };
  return found.isRunning ? { lever: 'trouble', machine: word, trouble: verb } : { sorry: `${word} is stopped; start ${word} first.` };
}

function drop(word: string, scene: Scene): Pulled | { sorry: string } {
  const ids = idsOf(scene);
  if (ids.length <= 1) return { sorry: 'One server is the least; add brings another.' };
  if (word !== '' && !ids.includes(word)) return { sorry: noSuch('drop', word, ids) };
  return { lever: 'drop', machine: word || ids.at(-1)! };
}

function policy(word: string, { yours }: Scene): Pulled | { sorry: string } {
  if (yours) return { sorry: 'Your program decides who gets the next visitor; the rule is in your file.' };
  const words = [...policies, 'all'] as const;
  if (isOneOf(words, word)) return { lever: 'policy', policy: word };
  return { sorry: `${word ? `There is no policy "${word}"` : 'Which policy'}? Try: policy ${nearest(word, words) ?? words.join(', policy ')}.` };
}

function passive(word: string, { yours }: Scene): Pulled | { sorry: string } {
  if (yours) return { sorry: 'Your program decides whether it watches real answers.' };
  return word === 'on' || word === 'off' ? { lever: 'passive', on: word === 'on' } : { sorry: 'Passive checks are on or off. Try: passive on.' };
}

function rate(word: string): Pulled | { sorry: string } {
  const value = Number(word);
  if (word !== '' && Number.isInteger(value) && value >= 1 && value <= mostRate) return { lever: 'rate', rate: value };
  return { sorry: `A rate is a whole number of people a second, from 1 to ${mostRate}. Try: rate ${value > mostRate ? mostRate : 60}.` };
}

function unknownVerb(verb: string, word: string, scene: Scene): string {
  const near = nearest(verb, verbs);
  if (!near) return `There is no lever "${verb}". The levers: ${verbs.join(', ')}.`;
  const fixed = `${near} ${word}`.trim();
  const understood = readLever(fixed, scene);
  return `There is no lever "${verb}". Try: ${'sorry' in understood ? near : fixed}.`;
}

function noSuch(verb: Verb, word: string, ids: MachineId[]): string {
  const near = nearest(word, ids) ?? ids[0];
  return word === '' ? `${verb} whom? Try: ${verb} ${near}.` : `There is no "${word}" here; there is ${ids.join(', ')}. Try: ${verb} ${near}.`;
}

function idsOf(scene: Scene): MachineId[] {
  return scene.servers.map(({ id }) => id);
}

function isOneOf<W extends string>(words: readonly W[], word: string): word is W {
  return (words as readonly string[]).includes(word);
}

import { now } from '../facts/clock.ts';
import type { Fact, MachineId, Tell } from '../facts/fact.ts';
import { MachineTrouble, serverList, startMachine } from '../system/machine.ts';
import { startProgram, type ProgramSource } from '../system/program.ts';
import type { Run } from '../system/run.ts';
import type { Place, Rule } from './place.ts';

/** What starting a machine needs to know. `urls`: the servers that there are; `rule`: what our balancer is told. */
export type Launch = { run: Run; tap: string; urls: Record<MachineId, string>; rule: Rule; tell: Tell };

type Running = NonNullable<Place['running']>;

/** Starts a server; when it does not, that is told and nothing runs. */
export function launchServer(place: Place, launch: Launch): Promise<Running | undefined> {
  return launchOurs(place, launch, {});
}

/** Starts our balancer with the rule in force and all servers. */
export function launchBalancer(place: Place, launch: Launch): Promise<Running | undefined> {
  const { policy, passive, seed } = launch.rule;
  return launchOurs(place, launch, { SERVERS: serverList(launch.urls), POLICY: policy, PASSIVE: passive ? 'on' : 'off', SEED: String(seed) });
}

/** Starts the learner's program in the door's place, with the contract's environment; what it prints is told. */
export async function launchYours(place: Place, source: ProgramSource, { run, tap, urls, tell }: Launch): Promise<Running | undefined> {
  const { CHECK_MS = '1000', TRY_MS = '1000', EJECT_MS = '5000' } = place.machine.env ?? {};
  const machine = place.machine.id;
  const env = { SERVERS: serverList(urls), CHECK_MS, TRY_MS, EJECT_MS };
  const made = await startProgram(run, source, env, { port: place.port, tap, machine, onLine: (line) => tell({ at: now(), kind: 'machine-said', machine, line }) });
  if (!('trouble' in made)) return made;
  tell(failed(place, made.words, made.lastWords));
  return undefined;
}

/** The fact that a machine listens. */
export function startedFact({ machine, running }: Place, at: number): Fact {
  const workers = Number(machine.env?.WORKERS);
  return { at, kind: 'machine-started', machine: machine.id, role: machine.role, port: running!.port, pid: running!.pid, ...(workers > 0 ? { workers } : {}) };
}

async function launchOurs(place: Place, { run, tap, urls, tell }: Launch, env: Record<string, string>): Promise<Running | undefined> {
  try {
    return await startMachine(run, place.machine, urls, { port: place.port, tap, env });
  } catch (error) {
    tell(failed(place, (error as Error).message, error instanceof MachineTrouble ? error.lastWords : []));
    return undefined;
  }
}

function failed(place: Place, why: string, lastWords: string[]): Fact {
  return { at: now(), kind: 'machine-failed-to-start', machine: place.machine.id, why, lastWords };
}

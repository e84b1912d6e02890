import { Ledger } from '../../src/facts/ledger.ts';
import { dice } from '../../src/facts/dice.ts';
import type { Fact, Theory } from '../../src/facts/fact.ts';
import type { Policy, Trouble } from '../../src/facts/names.ts';
import type { Picture } from '../../src/facts/picture.ts';

/** A system that never ran, in time that never passed: the same facts for the same seed, so that drawings can be compared. */
export type Pretend = {
  servers: number;
  workers: number;
  workMs: number;
  random: boolean;
  rate: number;
  policy: Policy;
  yours?: boolean;
  passive?: boolean;
  theory?: Theory;
  seed: number;
  /** What is done, by second: 'stop s2', 'freeze s2', 'start s2', 'rate 90'. */
  levers?: Record<number, string>;
};

/** 12:04 on a day in November, in whatever zone the test runs. */
export const start = new Date(2026, 10, 24, 12, 4, 0).getTime();

type Server = { id: string; down: boolean; trouble: Trouble; busy: number; queue: (() => void)[]; bad: number; good: number; out: boolean };

/** Runs the pretended system and gives its picture at each of these seconds. */
export function pretend(plan: Pretend, seconds: number[]): Picture[] {
  const world = openWorld(plan);
  return seconds.map((second) => {
    world.runTo(second * 1000);
    return structuredClone(world.ledger.picture(start + second * 1000));
  });
}

/** A pretended system to run step by step. */
export function openWorld(plan: Pretend) {
  const names = Array.from({ length: plan.servers }, (_, i) => `s${i + 1}`);
  const machines = [...names.map((id) => ({ id, role: 'server' as const, workers: plan.workers })), { id: 'lb', role: 'balancer' as const }, { id: 'crowd', role: 'crowd' as const }];
  const ledger = new Ledger({ start, door: 'lb', yours: plan.yours ?? false, machines });
  const random = dice(plan.seed);
  const servers: Server[] = names.map((id) => ({ id, down: false, trouble: 'well', busy: 0, queue: [], bad: 0, good: 0, out: false }));
  const due: { at: number; act: () => void }[] = [];
  let now = 0;
  let rate = plan.rate;
  let turn = 0;
  let number = 0;

  const tell = (fact: { kind: Fact['kind'] } & Record<string, unknown>) => ledger.tell({ at: start + now, ...fact } as Fact);
  const later = (ms: number, act: () => void) => void due.push({ at: now + ms, act });

  names.forEach((machine, i) => tell({ kind: 'machine-started', machine, role: 'server', port: 53211 + i, pid: 48121 + i, workers: plan.workers }));
  tell({ kind: 'machine-started', machine: 'lb', role: 'balancer', port: 53210, pid: 48120 });
  tell({ kind: 'machine-started', machine: 'crowd', role: 'crowd', port: 0, pid: 48119 });
  tell({ kind: 'rate-set', rate });
  tell({ kind: 'policy-set', policy: plan.policy });
  if (plan.passive !== undefined) tell({ kind: 'passive-set', on: plan.passive });
  if (plan.theory) tell({ kind: 'theory-told', theory: plan.theory });
  if (!plan.yours) for (const machine of names) tell({ kind: 'server-judged', by: 'lb', machine, state: 'up' });

  function choose(): Server | undefined {
    const open = servers.filter(({ out }) => !out);
    const load = (server: Server) => server.busy + server.queue.length;
    const least = (some: Server[]) => some.reduce<Server | undefined>((best, server) => (!best || load(server) < load(best) ? server : best), undefined);
    if (plan.policy === 'random') return open[Math.floor(random() * open.length)];
    if (plan.policy === 'two-choices') return least([open[Math.floor(random() * open.length)], open[Math.floor(random() * open.length)]].filter((server) => server !== undefined));
    if (plan.policy === 'least-connections') return least(open);
    return open[turn++ % Math.max(1, open.length)];
  }

  function visit(): void {
    const request = `r${++number}`;
    const sent = now;
    tell({ kind: 'request-sent', request });
    const finish = (ending: string, status?: number) => tell({ kind: 'request-finished', request, ending, status, ms: now - sent });
    const server = choose();
    later(1, () => tell({ kind: 'request-arrived', request, machine: 'lb' }));
    if (!server) return later(2, () => finish('failed', 503));
    later(2, () => {
      tell({ kind: 'request-forwarded', request, machine: 'lb', to: server.id });
      if (server.down) return later(1, () => finish('failed', 502));
      tell({ kind: 'request-arrived', request, machine: server.id });
      if (server.trouble === 'freeze' || server.trouble === 'lie') return later(2000, () => finish('failed', 504));
      const work = () => {
        server.busy++;
        const ms = plan.workMs * (plan.random ? -Math.log(1 - random()) : 1) * (server.trouble === 'slow' ? 4 : 1);
        later(ms, () => {
          server.busy--;
          if (server.down) return finish('cut');
          tell({ kind: 'request-answered', request, machine: server.id, status: 200 });
          finish('answered', 200);
          server.queue.shift()?.();
        });
      };
      if (server.busy < plan.workers) work();
      else server.queue.push(work);
    });
  }

  function crowd(): void {
    visit();
    later((1000 / rate) * (plan.random ? -Math.log(1 - random()) : 1), crowd);
  }

  function checks(): void {
    for (const server of plan.yours ? [] : servers) {
      const well = !server.down && server.trouble !== 'freeze';
      server.bad = well ? 0 : server.bad + 1;
      server.good = well ? server.good + 1 : 0;
      const was = server.out;
      if (server.bad >= 2) server.out = true;
      if (server.good >= 2) server.out = false;
      if (server.bad === 1) tell({ kind: 'server-judged', by: 'lb', machine: server.id, state: 'doubtful' });
      if (server.out && !was) tell({ kind: 'server-judged', by: 'lb', machine: server.id, state: 'out' });
      if (!server.out && was) tell({ kind: 'server-judged', by: 'lb', machine: server.id, state: 'up' });
    }
    later(1000, checks);
  }

  function order(command: string): void {
    const [verb, value] = command.split(' ');
    const server = servers.find(({ id }) => id === value);
    tell({ kind: 'lever-pulled', command });
    if (verb === 'rate') tell({ kind: 'rate-set', rate: (rate = Number(value)) });
    else if (verb === 'passive') tell({ kind: 'passive-set', on: value === 'on' });
    else if (verb === 'policy' && value !== 'all') tell({ kind: 'policy-set', policy: (plan.policy = value as Policy) });
    else if (server && verb === 'stop') {
      server.down = true;
      tell({ kind: 'machine-stopped', machine: server.id, why: 'killed', code: null });
    } else if (server && verb === 'start') {
      Object.assign(server, { down: false, busy: 0, queue: [] });
      tell({ kind: 'machine-started', machine: server.id, role: 'server', port: 53210 + Number(server.id.slice(1)), pid: 48200, workers: plan.workers });
    } else if (server) {
      server.trouble = verb as Trouble;
      tell({ kind: 'machine-troubled', machine: server.id, trouble: verb });
    }
  }

  for (const [second, command] of Object.entries(plan.levers ?? {})) due.push({ at: Number(second) * 1000, act: () => order(command) });
  due.push({ at: 300, act: checks }, { at: 10, act: crowd });

  function runTo(ms: number): void {
    for (;;) {
      const next = due.reduce<(typeof due)[number] | undefined>((first, event) => (!first || event.at < first.at ? event : first), undefined);
      if (!next || next.at > ms) break;
      due.splice(due.indexOf(next), 1);
      now = next.at;
      next.act();
    }
    now = ms;
  }

  return { ledger, runTo, order };
}

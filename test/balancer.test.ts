import { Agent, get, type IncomingMessage } from 'node:http';
import { createServer as createTcp, type AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { dice } from '../src/facts/dice.ts';
import type { Opinion } from '../src/facts/fact.ts';
import type { Policy } from '../src/facts/names.ts';
import { serverList, startMachine, type RunningMachine } from '../src/system/machine.ts';
import { chooser, type Counts } from '../src/system/machines/balancer/choose.ts';
import { afterCheck, afterPage, usable, type Rules } from '../src/system/machines/balancer/opinion.ts';
import type { BalancerReport } from '../src/system/machines/balancer/orders.ts';
import { readServers, type Server } from '../src/system/machines/balancer/servers.ts';
import { openRun, type Run } from '../src/system/run.ts';

const list = 's1=http://127.0.0.1:1,s2=http://127.0.0.1:2,s3=http://127.0.0.1:3';

describe('choosing', () => {
  const play = (policy: Policy, times: number, counts: Counts = 'busy', servers = readServers(list)): string[] => {
    const choose = chooser(policy, dice(2), counts);
    return Array.from({ length: times }, () => {
      const server = choose(servers);
      server.ever++;
      server.busy++;
      return server.id;
    });
  };
  const shares = (ids: string[]): number[] => ['s1', 's2', 's3'].map((id) => ids.filter((one) => one === id).length);

  test('round robin takes turns', () => expect(play('round-robin', 6)).toEqual(['s1', 's2', 's3', 's1', 's2', 's3']));
  test('a server that leaves does not change whose turn it is', () => {
    const servers = readServers(list);
    const choose = chooser('round-robin', dice(1), 'busy');
    expect([choose(servers).id, choose([servers[0]!, servers[2]!]).id, choose(servers).id, choose(servers).id]).toEqual(['s1', 's3', 's1', 's2']);
  });
  test('least connections evens out who is inside', () => expect(shares(play('least-connections', 30))).toEqual([10, 10, 10]));
  test('two choices keep within a few, dice do not', () => {
    expect(Math.max(...shares(play('two-choices', 999, 'ever'))) - 333).toBeLessThan(4);
    expect(Math.max(...shares(play('random', 999))) - 333).toBeGreaterThan(4);
  });
  test('the same seed throws the same dice', () => expect(play('random', 50)).toEqual(play('random', 50)));
});

describe('making up its mind', () => {
  function mind(passive = true) {
    const told: string[] = [];
    const clock = { now: 0 };
    const rules: Rules = { passive, ejectMs: 1000, now: () => clock.now, judged: ({ opinion }) => told.push(opinion) };
    const [server] = readServers(list) as [Server];
    return { told, clock, rules, server };
  }
  test('two bad checks take it out, two good ones bring it back', () => {
    const { told, rules, server } = mind();
    for (const isWell of [false, true, false, false, true, false, true, true]) afterCheck(server, isWell, rules);
    expect(told).toEqual(['doubtful', 'up', 'doubtful', 'out', 'up']);
  });
  test('a liar: good checks do not outweigh pages that hang', () => {
    const { told, rules, server } = mind();
    for (let i = 0; i < 2; i++) {
      afterPage(server, false, false, rules);
      afterCheck(server, true, rules);
    }
    expect(told).toEqual(['doubtful', 'out']);
    expect(usable([server], rules)).toEqual([]);
  });
  test('after its time one trial, and no second while it runs', () => {
    const { told, clock, rules, server } = mind();
    afterPage(server, false, false, rules);
    afterPage(server, false, false, rules);
    clock.now = 999;
    expect(usable([server], rules)).toEqual([]);
    clock.now = 1000;
    expect(usable([server], rules)).toEqual([server]);
    server.onTrial = true;
    expect(usable([server], rules)).toEqual([]);
    afterPage(server, false, true, rules);
    expect(usable([server], rules)).toEqual([]);
    clock.now = 2000;
    server.onTrial = true;
    afterPage(server, true, true, rules);
    expect(told.at(-1)).toBe('up');
  });
  test('with passive checks off, pages are no news', () => {
    const { told, rules, server } = mind(false);
    for (let i = 0; i < 5; i++) afterPage(server, false, false, rules);
    expect(told).toEqual([]);
  });
});

describe('a real balancer before real servers', () => {
  let run: Run;
  const agent = new Agent({ keepAlive: true });
  beforeAll(async () => void (run = await openRun('test')));
  afterAll(() => (agent.destroy(), run.close()));
  const started: RunningMachine[] = [];
  afterEach(() => Promise.all(started.splice(0).map((machine) => machine.kill())));

  async function server(id: string, env: Record<string, string> = {}, port?: number): Promise<RunningMachine> {
    const machine = await startMachine(run, { id, role: 'server', program: 'server', env: { WORKERS: '8', WORK_MS: '1', ...env } }, {}, { port });
    started.push(machine);
    return machine;
  }
  async function balancer(servers: Record<string, string>, env: Record<string, string> = {}) {
    const lb = await startMachine(run, { id: 'lb', role: 'balancer', program: 'balancer', env: { SERVERS: serverList(servers), CHECK_MS: '60000', ...env } });
    started.push(lb);
    const opinions: Record<string, Opinion[]> = {};
    lb.onReport((report) => {
      const told = report as unknown as BalancerReport;
      if (told.report === 'judged') (opinions[told.machine] ??= []).push(told.state);
    });
    return { lb, opinions };
  }
  const urlsOf = (machines: RunningMachine[]) => Object.fromEntries(machines.map(({ machine, url }) => [machine.id, url]));

  type Page = { status: number; by: string | undefined; retryAfter: string | undefined; isWhole: boolean };
  function page(url: string): Promise<Page> {
    return new Promise((resolve) => {
      const nothing = { status: 0, by: undefined, retryAfter: undefined, isWhole: false };
      get(`${url}/weather/karachi`, { agent }, (res: IncomingMessage) => {
        res.resume().on('error', () => {}).on('close', () => resolve({ status: res.statusCode!, by: res.headers['x-served-by'] as string, retryAfter: res.headers['retry-after'], isWhole: res.complete }));
      }).on('error', () => resolve(nothing));
    });
  }
  async function poll(isTrue: () => boolean | Promise<boolean>, ms = 5_000): Promise<void> {
    for (const end = Date.now() + ms; !(await isTrue()); ) {
      if (Date.now() > end) throw new Error('it did not happen');
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  test('takes turns, and another policy when it is told to', async () => {
    const { lb } = await balancer(urlsOf([await server('s1'), await server('s2')]));
    const by: (string | undefined)[] = [];
    for (let i = 0; i < 6; i++) by.push((await page(lb.url)).by);
    expect(by).toEqual(['s1', 's2', 's1', 's2', 's1', 's2']);
    lb.order({ order: 'policy', policy: 'random', seed: 3 });
    await poll(async () => (await page(lb.url)).by === (await page(lb.url)).by);
  });

  test('a pulled plug: two bad checks, then out; nobody left is 503; two good checks bring it back', async () => {
    const s1 = await server('s1');
    const { lb, opinions } = await balancer(urlsOf([s1]), { CHECK_MS: '50' });
    expect((await page(lb.url)).status).toBe(200);
    await s1.kill();
    expect((await page(lb.url)).status).toBe(502);
    await poll(() => opinions.s1?.at(-1) === 'out');
    expect(opinions.s1).toEqual(['doubtful', 'out']);
    expect(await page(lb.url)).toMatchObject({ status: 503, retryAfter: '1' });
    await server('s1', {}, s1.port);
    await poll(() => opinions.s1?.at(-1) === 'up');
    expect(await page(lb.url)).toMatchObject({ status: 200, by: 's1' });
  });

  test('a liar hangs: active checks never see it, passive ones take it out after two, a trial brings it back', async () => {
    const [s1, s2] = [await server('s1'), await server('s2')];
    const { lb, opinions } = await balancer(urlsOf([s1, s2]), { CHECK_MS: '50', TRY_MS: '120', EJECT_MS: '300' });
    s2.order({ order: 'trouble', trouble: 'lie' });
    const statuses = async (count: number) => (await Promise.all(Array.from({ length: count }, () => page(lb.url)))).map(({ status }) => status).sort();
    await poll(async () => (await page(lb.url)).status === 504);
    expect(await statuses(8)).toEqual([200, 200, 200, 200, 504, 504, 504, 504]);
    expect(opinions.s2 ?? []).toEqual([]);
    lb.order({ order: 'passive', on: true });
    await poll(async () => (await page(lb.url), opinions.s2?.includes('out') === true));
    expect(await statuses(8)).toEqual(Array.from({ length: 8 }, () => 200));
    await poll(async () => (await page(lb.url), opinions.s2?.includes('trial') === true));
    s2.order({ order: 'trouble', trouble: 'well' });
    await poll(async () => (await page(lb.url), opinions.s2?.at(-1) === 'up'));
  });

  test('a server that dies in the middle of an answer does not leave the visitor hanging', async () => {
    const half = createTcp((socket) => socket.on('error', () => {}).on('data', () => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\nhalf a page');
      setTimeout(() => socket.destroy(), 30);
    }));
    await new Promise<void>((resolve) => half.listen(0, '127.0.0.1', resolve));
    const { lb } = await balancer({ s1: `http://127.0.0.1:${(half.address() as AddressInfo).port}` });
    const from = Date.now();
    expect(await page(lb.url)).toMatchObject({ isWhole: false });
    expect(Date.now() - from).toBeLessThan(900);
    half.close();
  });

  test('a new list of servers is used at once', async () => {
    const [s1, s2] = [await server('s1'), await server('s2')];
    const { lb } = await balancer(urlsOf([s1]));
    lb.order({ order: 'servers', servers: serverList(urlsOf([s1, s2])) });
    await poll(async () => (await page(lb.url)).by === 's2');
    lb.order({ order: 'servers', servers: serverList(urlsOf([s2])) });
    await poll(async () => (await page(lb.url)).by === 's2' && (await page(lb.url)).by === 's2');
  });

  test('a visitor who leaves frees the server, and is no bad sign', async () => {
    const s1 = await server('s1', { WORK_MS: '100' });
    const { lb, opinions } = await balancer(urlsOf([s1]), { PASSIVE: 'on' });
    for (let i = 0; i < 4; i++) {
      await new Promise<void>((resolve) => {
        const leaving = get(`${lb.url}/weather/karachi`, { agent: false }).on('error', () => resolve());
        setTimeout(() => leaving.destroy(new Error('left')), 30);
      });
    }
    expect((await page(lb.url)).status).toBe(200);
    expect(opinions.s1 ?? []).toEqual([]);
  });
});

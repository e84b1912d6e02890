import { describe, expect, test } from 'vitest';
import type { Fact } from '../src/facts/fact.ts';
import { openLatencies } from '../src/facts/latency.ts';
import { Ledger } from '../src/facts/ledger.ts';

const start = 1_800_000_000_000;

function opened(): Ledger {
  const ledger = new Ledger({ start, door: 'lb', machines: [{ id: 'lb', role: 'balancer' }] });
  for (const [i, machine] of ['lb', 's1', 's2'].entries()) ledger.tell({ at: start, kind: 'machine-started', machine, role: machine === 'lb' ? 'balancer' : 'server', port: 40_000 + i, pid: 100 + i, workers: machine === 'lb' ? 0 : 2 });
  ledger.tell({ at: start, kind: 'rate-set', rate: 10 });
  return ledger;
}

/** The facts of one visit, in the order in which they happened. */
function visit(n: number, at: number, to: string, ms = 50, ending: 'answered' | 'failed' = 'answered'): Fact[] {
  const request = `r${n}`;
  return [
    { at, kind: 'request-sent', request },
    { at: at + 1, kind: 'request-arrived', request, machine: 'lb' },
    { at: at + 2, kind: 'request-forwarded', request, machine: 'lb', to },
    { at: at + 3, kind: 'request-arrived', request, machine: to },
    { at: at + ms - 2, kind: 'request-answered', request, machine: to, status: 200 },
    { at: at + ms - 1, kind: 'request-answered', request, machine: 'lb', status: 200 },
    { at: at + ms, kind: 'request-finished', request, ending, ms },
  ];
}

describe('a ledger makes pictures of facts', () => {
  test('who was sent and has not finished is inside; a server shows who works and who waits', () => {
    const ledger = opened();
    for (const n of [1, 2, 3]) for (const fact of visit(n, start + 100 + n, 's1').slice(0, 4)) ledger.tell(fact);
    const picture = ledger.picture(start + 120);
    expect(picture.inside).toBe(3);
    expect(picture.machines.find(({ id }) => id === 's1')).toMatchObject({ workers: 2, busy: 2, waiting: 1, got: 3, state: 'running', port: 40_001 });
    expect(picture.machines.find(({ id }) => id === 'lb')).toMatchObject({ workers: 0, busy: 0, waiting: 3 });
  });

  test('facts of different processes may come in any order', () => {
    const facts = [...visit(1, start + 10, 's1'), ...visit(2, start + 20, 's2'), ...visit(3, start + 30, 's1', 80, 'failed')];
    const crowd = facts.filter(({ kind }) => kind === 'request-sent' || kind === 'request-finished');
    const taps = ['s2', 's1', 'lb'].flatMap((id) => facts.filter((fact) => 'machine' in fact && fact.machine === id));
    const [inOrder, late] = [opened(), opened()];
    for (const fact of facts) inOrder.tell(fact);
    for (const fact of [...crowd, ...taps]) late.tell(fact);
    const [a, b] = [inOrder.picture(start + 2_000), late.picture(start + 2_000)];
    expect({ ...b, flights: [] }).toEqual({ ...a, flights: [] });
    expect(a.totals).toMatchObject({ sent: 3, answered: 2, failed: 1 });
    expect(a.machines.find(({ id }) => id === 's1')!.lost).toBe(1);
    expect(a.inside).toBe(0);
  });

  test('the share is of the last five seconds', () => {
    const ledger = opened();
    for (let n = 0; n < 40; n++) for (const fact of visit(n, start + n * 25, n % 4 === 0 ? 's1' : 's2')) ledger.tell(fact);
    const share = (at: number) => ledger.picture(at).machines.find(({ id }) => id === 's1')!.share;
    expect(share(start + 1_200)).toBe(0.25);
    expect(share(start + 8_000)).toBe(0);
  });

  test('curves have four points a second of whole quarters, at most 160', () => {
    const ledger = opened();
    for (let n = 0; n < 600; n++) for (const fact of visit(n, start + n * 100, 's1', 40)) ledger.tell(fact);
    const { curves, lastSecond } = ledger.picture(start + 60_000);
    expect(curves.answered).toHaveLength(160);
    expect(curves.answered.slice(-8).reduce((sum, value) => sum + value, 0) / 8).toBeCloseTo(10, 0);
    expect(curves.p50.at(-2)).toBe(40);
    expect(lastSecond.answered).toBe(10);
    expect(opened().picture(start + 1_100).curves.answered).toHaveLength(4);
  });

  test('the window begins anew with rate and policy, and counts only who came since', () => {
    const ledger = opened();
    for (const fact of visit(1, start + 10, 's1', 500).slice(0, -1)) ledger.tell(fact);
    ledger.tell({ at: start + 100, kind: 'policy-set', policy: 'random' });
    ledger.tell({ at: start + 510, kind: 'request-finished', request: 'r1', ending: 'answered', ms: 500 });
    for (const fact of visit(2, start + 600, 's1', 20)) ledger.tell(fact);
    const { window, totals } = ledger.picture(start + 1_000);
    expect(window.mean).toBe(20);
    expect(totals.mean).toBe(260);
    expect(ledger.measured(start + 1_000)).toMatchObject({ sent: 1, counts: { s1: 1, s2: 0 } });
  });

  test('a pulled plug is a story: cause, then effect, in people', () => {
    const ledger = opened();
    ledger.tell({ at: start + 1, kind: 'server-judged', by: 'lb', machine: 's2', state: 'up' });
    ledger.tell({ at: start + 1_000, kind: 'lever-pulled', command: 'stop s2' });
    for (let n = 0; n < 10; n++) for (const fact of visit(n, start + 1_010 + n * 50, 's2', 5, 'failed').filter(({ kind }) => kind !== 'request-arrived')) ledger.tell(fact);
    ledger.tell({ at: start + 1_001, kind: 'machine-stopped', machine: 's2', why: 'killed', code: null });
    ledger.tell({ at: start + 1_600, kind: 'server-judged', by: 'lb', machine: 's2', state: 'out' });
    const { story, machines } = ledger.picture(start + 3_000);
    expect(story.map(({ what }) => what)).toEqual(['stopped', 'lost', 'judged']);
    expect(story[0]).toMatchObject({ machine: 's2', byYou: true });
    expect(story[1]).toMatchObject({ machine: 's2', people: 10 });
    expect(machines.find(({ id }) => id === 's2')).toMatchObject({ state: 'stopped', why: 'killed', lost: 10, busy: 0, waiting: 0, opinion: 'out' });
  });

  test('whoever never reached a server is lost at the door', () => {
    const ledger = opened();
    ledger.tell({ at: start + 5, kind: 'request-sent', request: 'r1' });
    ledger.tell({ at: start + 6, kind: 'request-finished', request: 'r1', ending: 'failed', ms: 1 });
    expect(ledger.picture(start + 500).machines.find(({ id }) => id === 'lb')!.lost).toBe(1);
  });

  test('whoever was inside the door when it was stopped is lost there, not at the server', () => {
    const ledger = opened();
    for (const fact of visit(1, start + 10, 's1').slice(0, 4)) ledger.tell(fact);
    ledger.tell({ at: start + 30, kind: 'request-finished', request: 'r1', ending: 'cut', ms: 20 });
    ledger.tell({ at: start + 29, kind: 'machine-stopped', machine: 'lb', why: 'killed', code: null });
    expect(ledger.picture(start + 500).machines.map(({ id, lost }) => [id, lost])).toEqual([['lb', 1], ['s1', 0], ['s2', 0]]);
  });

  test('flights are real requests on their true wires, at most twelve', () => {
    const ledger = opened();
    for (const fact of visit(2, start + 100, 's2', 50, 'failed')) ledger.tell(fact);
    expect(ledger.picture(start + 200).flights).toEqual([
      { request: 'r2', from: 'crowd', to: 'lb', at: 100, ending: 'answered' },
      { request: 'r2', from: 'lb', to: 's2', at: 102, ending: 'failed' },
    ]);
    ledger.tell({ at: start + 300, kind: 'rate-set', rate: 600 });
    for (let n = 0; n < 600; n++) for (const fact of visit(n, start + 300 + n, 's1')) ledger.tell(fact);
    const { flights, sampled } = ledger.picture(start + 950);
    expect(flights.length).toBeLessThanOrEqual(12);
    expect(sampled).toBeGreaterThan(50);
  });

  test('a program that prints for every visitor does not drown the story', () => {
    const ledger = opened();
    ledger.tell({ at: start + 10, kind: 'machine-troubled', machine: 's1', trouble: 'slow' });
    for (let n = 0; n < 500; n++) ledger.tell({ at: start + 20 + n * 4, kind: 'machine-said', machine: 'lb', line: `visitor ${n}` });
    const { story } = ledger.picture(start + 3_000);
    expect(story[0]!.what).toBe('troubled');
    expect(story.length).toBeLessThan(6);
  });

  test('a comparison is counted down, and its rounds are kept', () => {
    const ledger = opened();
    ledger.tell({ at: start + 1_000, kind: 'round-started', policy: 'random', seconds: 5, number: 1, of: 2 });
    expect(ledger.picture(start + 2_000).round).toEqual({ policy: 'random', number: 1, of: 2, left: 4 });
    ledger.tell({ at: start + 6_000, kind: 'round-finished', round: { policy: 'random', seconds: 5, sent: 10, mean: 1, p99: 2, counts: {}, above: 0 } });
    const picture = ledger.picture(start + 6_000);
    expect(picture.round).toBeUndefined();
    expect(picture.rounds).toHaveLength(1);
  });

  test('the summary counts by machine', () => {
    const ledger = opened();
    for (const fact of [...visit(1, start, 's1'), ...visit(2, start, 's2'), ...visit(3, start, 's2', 50, 'failed')]) ledger.tell(fact);
    expect(ledger.summary(start + 100)).toMatchObject({ kind: 'summary', sent: 3, answered: 2, failed: 1, byMachine: { s1: { answered: 1, failed: 0 }, s2: { answered: 1, failed: 1 } } });
  });

  test('pictures are frozen and small, and finished requests are forgotten', () => {
    const ledger = opened();
    for (let n = 0; n < 60_000; n++) {
      for (const fact of visit(n, start + n * 2, n % 2 ? 's1' : 's2')) ledger.tell(fact);
      if (n % 30 === 0) ledger.picture(start + n * 2);
    }
    const before = process.memoryUsage().heapUsed;
    for (let n = 60_000; n < 120_000; n++) {
      for (const fact of visit(n, start + n * 2, n % 2 ? 's1' : 's2')) ledger.tell(fact);
      if (n % 30 === 0) ledger.picture(start + n * 2);
    }
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(40_000_000);
    const picture = ledger.picture(start + 240_000);
    expect(Object.isFrozen(picture)).toBe(true);
    expect(JSON.stringify(picture).length).toBeLessThan(8_000);
    expect(picture.totals.answered).toBe(120_000);
  });
});

describe('latencies in buckets', () => {
  test('percentiles within 1.3 %, the mean exact', () => {
    const times = openLatencies();
    for (let ms = 1; ms <= 1_000; ms++) times.add(ms);
    expect(times.mean()).toBe(500.5);
    for (const q of [0.5, 0.9, 0.99]) expect(Math.abs(times.quantile(q) / (q * 1_000) - 1)).toBeLessThan(0.013);
    times.clear();
    expect([times.count(), times.quantile(0.5), times.mean()]).toEqual([0, 0, 0]);
  });
});

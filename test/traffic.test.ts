import { createServer as createHttp, type RequestListener, type Server } from 'node:http';
import { createServer as createTcp, type AddressInfo, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { Fact } from '../src/facts/fact.ts';
import { drawArrivals } from '../src/traffic/arrivals.ts';
import { openAnswerReader, type WholeAnswer } from '../src/traffic/crowd/answer.ts';
import { openDoor, type Visit } from '../src/traffic/crowd/door.ts';
import { openSending } from '../src/traffic/crowd/send.ts';
import type { Traffic } from '../src/traffic/traffic.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

function served(server: Server | ReturnType<typeof createTcp>): Promise<string> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  closing.push(() => (sockets.forEach((socket) => socket.destroy()), new Promise((resolve) => server.close(resolve))));
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)));
}

const http = (listener: RequestListener): Promise<string> => served(createHttp(listener));
const raw = (onData: (socket: Socket) => void): Promise<string> => served(createTcp((socket) => socket.on('data', () => onData(socket)).on('error', () => {})));

async function until(isTrue: () => boolean, ms = 4_000): Promise<void> {
  for (const end = Date.now() + ms; !isTrue() && Date.now() < end; ) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(isTrue()).toBe(true);
}

describe('arrivals', () => {
  const crowd = { rate: 100, gaps: 'poisson', work: 'exponential', workMs: 20, seed: 2 } as const;
  test('the same seed brings the same visitors; another does not', () => {
    expect(drawArrivals(crowd, { requests: 50 })).toEqual(drawArrivals(crowd, { requests: 50 }));
    expect(drawArrivals({ ...crowd, seed: 3 }, { requests: 50 })).not.toEqual(drawArrivals(crowd, { requests: 50 }));
  });
  test('another rate brings the same people, closer together', () => {
    const [slow, fast] = [drawArrivals(crowd, { requests: 50 }), drawArrivals({ ...crowd, rate: 200 }, { requests: 50 })];
    expect(fast.map(({ work }) => work)).toEqual(slow.map(({ work }) => work));
    expect(fast[49]!.at).toBeCloseTo(slow[49]!.at / 2, 6);
  });
  test('even gaps bring the same works as Poisson ones', () => {
    const even = drawArrivals({ ...crowd, gaps: 'even' }, { requests: 10 });
    expect(even.map(({ at }) => Math.round(at))).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
    expect(even.map(({ work }) => work)).toEqual(drawArrivals(crowd, { requests: 10 }).map(({ work }) => work));
  });
  test('means and spread are those of the law', () => {
    const arrivals = drawArrivals(crowd, { requests: 40_000 });
    const works = arrivals.map(({ work }) => work);
    const mean = works.reduce((sum, work) => sum + work, 0) / works.length;
    expect(mean).toBeGreaterThan(19.5);
    expect(mean).toBeLessThan(20.5);
    expect(arrivals.at(-1)!.at / 40_000).toBeCloseTo(10, 0);
    expect(works.filter((work) => work > 20).length / works.length).toBeCloseTo(Math.exp(-1), 1);
  });
});

describe('an answer, whatever its chunks', () => {
  const answers = [
    'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello',
    'HTTP/1.1 404 Not Found\r\ntransfer-encoding: chunked\r\n\r\n4\r\nWiki\r\n6;x=y\r\npedia \r\n0\r\ntrailer: 1\r\n\r\n',
    'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n',
    'HTTP/1.1 503 Busy\r\nconnection: close\r\ncontent-length: 0\r\n\r\n',
  ];
  const expected: WholeAnswer[] = [{ status: 200, keep: true }, { status: 404, keep: true }, { status: 204, keep: true }, { status: 503, keep: false }];

  test.each([1, 2, 3, 7, 50, 10_000])('cut every %i bytes', (size) => {
    const seen: WholeAnswer[] = [];
    const reader = openAnswerReader((answer) => seen.push({ ...answer }));
    const bytes = Buffer.from(answers.join(''));
    for (let i = 0; i < bytes.length; i += size) reader.read(bytes.subarray(i, i + size));
    expect(seen).toEqual(expected);
  });
  test('without a length it ends with the connection', () => {
    const seen: WholeAnswer[] = [];
    const reader = openAnswerReader((answer) => seen.push({ ...answer }));
    reader.read(Buffer.from('HTTP/1.1 200 OK\r\n\r\nsome'));
    expect([seen.length, reader.ended(), seen]).toEqual([0, true, [{ status: 200, keep: false }]]);
  });
  test('what is not HTTP is refused', () => expect(() => openAnswerReader(() => {}).read(Buffer.from('SSH-2.0-x\r\n\r\n'))).toThrow());
});

describe('the door', () => {
  async function visit(url: string, patienceMs = 2_000): Promise<Visit> {
    const door = openDoor(url);
    closing.push(() => door.close());
    return new Promise((resolve) => {
      const giveUp = door.visit(`GET / HTTP/1.1\r\nhost: x\r\n\r\n`, (seen) => (clearTimeout(timer), resolve(seen)));
      const timer = setTimeout(giveUp, patienceMs);
    });
  }
  test('a page, an error page', async () => {
    expect(await visit(await http((_, res) => res.end('ok')))).toEqual({ ending: 'answered', status: 200 });
    expect(await visit(await http((_, res) => void res.writeHead(502).end('no')))).toEqual({ ending: 'failed', status: 502 });
    expect(await visit(await http((_, res) => void res.writeHead(404).end('no')))).toEqual({ ending: 'answered', status: 404 });
  });
  test('a cut answer, before and in the middle', async () => {
    expect(await visit(await raw((socket) => socket.destroy()))).toEqual({ ending: 'cut' });
    expect(await visit(await raw((socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\nhalf')))).toEqual({ ending: 'cut' });
  });
  test('nobody there, and nobody who answers', async () => {
    const server = createTcp();
    const gone = await served(server);
    await closing.pop()!();
    expect(await visit(gone)).toEqual({ ending: 'failed' });
    expect(await visit(await http(() => {}), 60)).toEqual({ ending: 'gave-up' });
  });
  test('connections are kept, the one used last first', async () => {
    let connections = 0;
    const server = createHttp((_, res) => res.end('ok'));
    server.on('connection', () => connections++);
    const door = openDoor(await served(server));
    closing.push(() => door.close());
    const go = () => new Promise<Visit>((resolve) => door.visit('GET / HTTP/1.1\r\nhost: x\r\n\r\n', resolve));
    for (let i = 0; i < 20; i++) await go();
    expect(connections).toBe(1);
    await Promise.all([go(), go(), go()]);
    expect(connections).toBe(3);
  });
});

describe('the crowd', () => {
  const traffic: Traffic = { rate: 200, gaps: 'even', work: 'exponential', workMs: 20, path: '/weather/karachi', seed: 4, patienceMs: 500 };
  function sending(url: string, overrides: Partial<Traffic> = {}) {
    const facts: Fact[] = [];
    const reports: string[] = [];
    const crowd = openSending({ ...traffic, ...overrides }, url, (fact) => facts.push(fact), ({ report }) => reports.push(report));
    closing.push(() => crowd.close());
    const of = (kind: Fact['kind']) => facts.filter((fact) => fact.kind === kind);
    return { crowd, facts, reports, of };
  }

  test('sends exactly so many, named and with the works of its seed', async () => {
    const seen: { name: string; work: number }[] = [];
    const url = await http((req, res) => {
      seen.push({ name: String(req.headers['x-rushhour-request']), work: Number(req.headers['x-rushhour-work']) });
      res.end('ok');
    });
    const { crowd, of, reports } = sending(url);
    crowd.restart(4, 40);
    await until(() => of('request-finished').length === 40);
    expect(reports).toContain('all-sent');
    expect(seen.map(({ name }) => name).sort()).toEqual(Array.from({ length: 40 }, (_, i) => `r${i + 1}`).sort());
    const works = new Map(seen.map(({ name, work }) => [name, work]));
    drawArrivals(traffic, { requests: 40 }).forEach(({ work }, i) => expect(works.get(`r${i + 1}`)).toBeCloseTo(work, 2));
  });

  test('does not wait for answers, and counts time from when a visitor was due', async () => {
    let arrived = 0;
    const held: (() => void)[] = [];
    const { crowd, of } = sending(await http((_, res) => (arrived++, held.push(() => res.end('ok')))), { patienceMs: 5_000 });
    crowd.restart(4, 30);
    await until(() => arrived === 30);
    expect(of('request-finished')).toHaveLength(0);
    await new Promise((resolve) => setTimeout(resolve, 100));
    held.forEach((answer) => answer());
    await until(() => of('request-finished').length === 30);
    const times = of('request-finished').map((fact) => (fact as Fact & { ms: number }).ms);
    expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(100); // the first waited all the while
    expect(Math.min(...times)).toBeGreaterThan(90);
  });

  test('gives up when patience is over', async () => {
    const { crowd, of } = sending(await http(() => {}), { patienceMs: 80 });
    crowd.restart(4, 5);
    await until(() => of('request-finished').length === 5);
    expect(of('request-finished').every((fact) => (fact as { ending?: string }).ending === 'gave-up')).toBe(true);
  });

  test('holds, changes its rate, goes to another door', async () => {
    let [first, second] = [0, 0];
    const one = await http((_, res) => (first++, res.end('ok')));
    const two = await http((_, res) => (second++, res.end('ok')));
    const { crowd, of } = sending(one);
    crowd.restart(4);
    await until(() => first >= 5);
    crowd.hold();
    const sent = of('request-sent').length;
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(of('request-sent').length).toBe(sent);
    crowd.door(two);
    crowd.rate(600);
    crowd.restart(4, 60);
    const from = performance.now();
    await until(() => second === 60);
    expect(performance.now() - from).toBeGreaterThan(90);
    expect(performance.now() - from).toBeLessThan(1_000);
  });

  test('warming up is not told', async () => {
    let arrived = 0;
    const { crowd, facts } = sending(await http((_, res) => (arrived++, res.end('ok'))));
    await crowd.warmUp(20);
    expect([arrived, facts.length]).toEqual([20, 0]);
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Watch } from '../src/course/lesson.ts';
import type { Picture, StoryLine, Summary } from '../src/facts/picture.ts';
import type { LiveLine } from '../src/facts/stream.ts';
import { readLever, type Scene } from '../src/stage/levers.ts';
import { openStage, type Stage, type StageOptions } from '../src/stage/stage.ts';
import { openRun, type Run } from '../src/system/run.ts';
import type { System } from '../src/system/system.ts';

describe('levers', () => {
  const scene: Scene = { door: 'lb', yours: false, doorIsRunning: true, servers: [{ id: 's1', isRunning: true }, { id: 's2', isRunning: false }, { id: 's3', isRunning: true }] };
  const sorry = (line: string, over: Partial<Scene> = {}) => (readLever(line, { ...scene, ...over }) as { sorry: string }).sorry;

  test.each([
    ['stop s1', { lever: 'stop', machine: 's1' }],
    ['start s2', { lever: 'start', machine: 's2' }],
    ['stop lb', { lever: 'stop', machine: 'lb' }],
    ['  freeze   s3 ', { lever: 'trouble', machine: 's3', trouble: 'freeze' }],
    ['blink s1', { lever: 'trouble', machine: 's1', trouble: 'blink' }],
    ['well s1', { lever: 'trouble', machine: 's1', trouble: 'well' }],
    ['add', { lever: 'add' }],
    ['drop', { lever: 'drop', machine: 's3' }],
    ['drop s1', { lever: 'drop', machine: 's1' }],
    ['policy least-connections', { lever: 'policy', policy: 'least-connections' }],
    ['policy all', { lever: 'policy', policy: 'all' }],
    ['passive on', { lever: 'passive', on: true }],
    ['rate 200', { lever: 'rate', rate: 200 }],
    ['reset', { lever: 'reset' }],
  ])('%s', (line, pulled) => expect(readLever(line, scene)).toEqual(pulled));

  test('a line that cannot be obeyed says why, with the nearest right words', () => {
    expect(sorry('stpo s1')).toContain('Try: stop s1.');
    expect(sorry('stop s9')).toContain('there is s1, s2, s3, lb');
    expect(sorry('stop s2')).toBe('s2 is stopped already; start s2 brings it back.');
    expect(sorry('start s1')).toContain('is running');
    expect(sorry('freeze lb')).toContain('Only servers');
    expect(sorry('lie s2')).toContain('start s2 first');
    expect(sorry('policy least-conections')).toContain('Try: policy least-connections.');
    expect(sorry('rate 9000')).toContain('Try: rate 600.');
    expect(sorry('rate 1.5')).toContain('from 1 to 600');
    expect(sorry('passive maybe')).toContain('on or off');
    expect(sorry('xyzzy')).toContain('The levers: stop, start');
    expect(sorry('help')).toContain('The levers: stop, start');
    expect(sorry('policy random', { yours: true })).toContain('Your program decides');
    expect(sorry('passive on', { yours: true })).toContain('Your program decides');
  });
  test('at most eight servers, at least one', () => {
    expect(sorry('add', { servers: Array.from({ length: 8 }, (_, i) => ({ id: `s${i + 1}`, isRunning: true })) })).toContain('8 servers are the most');
    expect(sorry('drop', { servers: [{ id: 's1', isRunning: true }] })).toContain('One server is the least');
  });
});

/** A stage and all that it has said. */
function watched(options: Omit<StageOptions, 'onLine' | 'lesson' | 'step'>) {
  const lines: LiveLine[] = [];
  const stage = openStage({ lesson: 'test', step: 'test', isInteractive: true, ...options, onLine: (line) => lines.push(line) });
  const picture = (): Picture | undefined => lines.findLast((line) => line.kind === 'picture') as Picture | undefined;
  const until = async (isTrue: (picture: Picture) => boolean, what: string, ms = 8_000): Promise<Picture> => {
    for (const end = Date.now() + ms; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 20))) {
      const now = picture();
      if (now && isTrue(now)) return now;
    }
    throw new Error(`${what}: ${JSON.stringify({ ...picture(), curves: undefined, flights: undefined })} ${JSON.stringify(lines.filter(({ kind }) => kind === 'sorry'))}`);
  };
  return { stage, lines, picture, until, server: (id: string) => picture()?.machines.find((machine) => machine.id === id), summary: () => lines.at(-1) as Summary };
}

const told = (picture: Picture, wanted: Partial<StoryLine>): boolean => picture.story.some((line) => Object.entries(wanted).every(([name, value]) => line[name as keyof StoryLine] === value));

describe('a live system', () => {
  let run: Run;
  const stages: Stage[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'rushhour-stage-test-'));
  beforeAll(async () => void (run = await openRun('test')));
  afterEach(() => Promise.all(stages.splice(0).map((stage) => stage.close())));
  afterAll(async () => {
    await run.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const system = (): System => ({
    entry: 'lb',
    machines: [
      { id: 'lb', role: 'balancer', program: 'balancer', talksTo: { SERVERS: ['s1', 's2', 's3'] }, env: { CHECK_MS: '150', TRY_MS: '300', EJECT_MS: '500' } },
      ...['s1', 's2', 's3'].map((id) => ({ id, role: 'server' as const, program: 'server' as const, env: { WORKERS: '4', WORK_MS: '10' } })),
    ],
  });
  const watch: Watch = {
    question: '?',
    system,
    traffic: { rate: 150, gaps: 'even', work: 'fixed', workMs: 10, path: '/weather/karachi', seed: 2, patienceMs: 2_000 },
    panels: [],
    levers: ['stop'],
    rates: [150],
    policy: 'round-robin',
    tries: [],
    theory: ({ rate, servers }) => ({ name: 'test', lost: rate / servers }),
  };
  const open = (options: Partial<StageOptions> = {}) => {
    const opened = watched({ run, watch, ...options });
    stages.push(opened.stage);
    return opened;
  };

  test('starts, shows, obeys, and ends with a summary and nothing left', async () => {
    const { stage, lines, until, server, summary } = open();
    await until(({ totals }) => totals.answered > 60, 'answers');
    expect(lines[0]).toMatchObject({ v: 1, kind: 'hello', seed: 2 });
    expect(lines.some((line) => line.kind === 'starting' && line.machines.every(({ state }) => state === 'listening'))).toBe(true);
    await until(({ machines }) => machines.filter(({ role }) => role === 'server').every(({ share, opinion }) => Math.abs(share - 1 / 3) < 0.05 && opinion === 'up'), 'even shares');
    expect((await until(({ flights }) => flights.length > 2, 'flights')).theory).toEqual({ name: 'test', lost: 50 });

    stage.order('stop s2');
    await until((picture) => told(picture, { what: 'judged', machine: 's2', opinion: 'out' }) && (server('s2')?.lost ?? 0) > 2, 'lost at s2');
    const { story } = await until(({ lastSecond }) => lastSecond.failed === 0, 'nobody lost any more');
    expect(story.map(({ what }) => what).filter((what, i, all) => what !== 'late' && all.indexOf(what) === i)).toEqual(['stopped', 'lost', 'judged']);
    expect(server('s2')).toMatchObject({ state: 'stopped', why: 'killed' });

    stage.order('start s2');
    await until((picture) => told(picture, { what: 'judged', machine: 's2', opinion: 'up' }) && server('s2')?.state === 'running', 's2 back');
    stage.order('stpo s2');
    stage.order('rate 300');
    stage.order('passive on');
    stage.order('policy random');
    const later = await until(({ rate, passive, policy }) => rate === 300 && passive === true && policy === 'random', 'levers');
    expect(later.theory).toEqual({ name: 'test', lost: 100 });
    expect(lines.some((line) => line.kind === 'sorry' && line.words.includes('stop s2'))).toBe(true);

    stage.order('quit');
    expect(await stage.done).toBe(0);
    expect(summary()).toMatchObject({ kind: 'summary', byMachine: { s2: { failed: server('s2')!.lost } } });
    expect(summary().ended.map(({ what, stopped }) => `${what} ${stopped}`).sort()).toEqual(['crowd asked', 'lb asked', 's1 asked', 's2 asked', 's2 by you', 's3 asked']);
    expect(run.living()).toEqual([]);
  }, 30_000);

  test('adds and drops servers, makes trouble, stops the door, puts all back', async () => {
    const { stage, until, server } = open();
    await until(({ totals }) => totals.answered > 20, 'answers');
    stage.order('add');
    await until((picture) => told(picture, { what: 'added', machine: 's4' }) && (server('s4')?.got ?? 0) > 5, 's4 works');
    stage.order('drop s1');
    await until(({ machines }) => machines.every(({ id }) => id !== 's1'), 's1 gone');
    stage.order('lie s2');
    expect((await until(() => server('s2')?.trouble === 'lie', 's2 lies')).machines.every(({ id, lost }) => id === 's2' || lost === 0)).toBe(true);
    await until(() => server('s2')?.trouble === 'lie' && server('s2')!.lost > 2, 'lost at the liar');
    expect(server('s2')!.opinion).toBe('up');
    stage.order('stop lb');
    await until((picture) => told(picture, { what: 'lost', machine: 'lb' }), 'lost at the door');
    stage.order('reset');
    const back = await until(({ machines, lastSecond }) => machines.map(({ id }) => id).sort().join() === 'lb,s1,s2,s3' && machines.every(({ state, trouble }) => state === 'running' && trouble === 'well') && lastSecond.failed === 0 && lastSecond.answered > 100, 'all back', 12_000);
    expect(back.rate).toBe(150);
    stage.order('again');
    await until(({ totals, at }) => totals.failed === 0 && at < 3_000, 'from the start');
  }, 40_000);

  test('plays policies one after the other before the same crowd', async () => {
    const { until } = open({ watch: { ...watch, levers: ['again'], rounds: { policies: ['random', 'round-robin'], seconds: 0.5, requests: 120 } }, rate: 300 });
    const { rounds, round } = await until(({ rounds }) => rounds.length === 2, 'two rounds', 15_000);
    expect(round).toBeUndefined();
    expect(rounds.map(({ policy, sent }) => [policy, sent])).toEqual([['random', 120], ['round-robin', 120]]);
    expect(rounds[1]!.counts).toEqual({ s1: 40, s2: 40, s3: 40 });
    expect(rounds[0]!.above).toBeGreaterThan(0);
    expect(rounds[1]!.above).toBe(0);
  }, 30_000);

  test.each(['rate 160', 'policy random', 'add', 'passive on', 'reset'])('%s during a comparison ends it or lets it go on, and people keep coming', async (lever) => {
    const { stage, until } = open({ watch: { ...watch, levers: ['all-policies'], rounds: { policies: ['random', 'round-robin'], seconds: 3, requests: 450 } } });
    await until(({ totals }) => totals.answered > 20, 'answers');
    stage.order('policy all');
    await until(({ round }) => round !== undefined, 'the comparison');
    stage.order(lever);
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    const { totals } = await until(() => true, 'a picture');
    await until((picture) => picture.totals.answered > totals.answered + 100, 'people still come');
  }, 30_000);

  const forwarder = `
    import { createServer, request } from 'node:http';
    const urls = process.env.SERVERS.split(',').map((one) => one.slice(one.indexOf('=') + 1));
    let turn = 0;
    createServer((req, res) => {
      if (CRASH && turn > 30) setTimeout(() => { throw new Error('my own bug'); });
      const out = request(urls[turn++ % urls.length] + req.url, (answer) => { res.writeHead(answer.statusCode, answer.headers); answer.pipe(res); });
      out.on('error', () => res.writeHead(502).end()).end();
    }).listen(process.env.PORT, '127.0.0.1');
    console.log('I begin with ' + urls.length);`;
  const program = (name: string, text: string): string => {
    const file = join(folder, `${name}.ts`);
    writeFileSync(file, text);
    return file;
  };

  test("a learner's program takes the place of the door, and decides for itself", async () => {
    const { stage, lines, until, picture, server } = open({ with: { file: program('mine', forwarder.replace('CRASH', 'false')) } });
    await until(({ totals, yours, story }) => yours && totals.answered > 30 && story.length > 0, 'answers');
    // it drops the visitors' names, and still we see where they go
    await until(({ machines, flights }) => machines.filter(({ role }) => role === 'server').every(({ got }) => got > 5) && flights.some(({ from }) => from === 'lb'), 'roads');
    expect(picture()!.policy).toBeUndefined();
    stage.order('policy random');
    await until(() => lines.some((line) => line.kind === 'sorry' && line.words.includes('Your program decides')), 'sorry');
    stage.order('add');
    await until((now) => told(now, { what: 'said', words: 'I begin with 4' }) && (server('s4')?.got ?? 0) > 3, 'restarted with four');
    expect(told(picture()!, { what: 'started', machine: 'lb', byYou: false })).toBe(true);
  }, 30_000);

  test('a crash of it is a line of the story, and again starts it anew', async () => {
    const file = program('crashes', forwarder.replace('CRASH', 'true'));
    const { stage, until, server } = open({ with: { file } });
    const { story } = await until((picture) => told(picture, { what: 'crashed', machine: 'lb' }), 'crashed', 10_000);
    expect(story.find(({ what }) => what === 'crashed')).toMatchObject({ words: expect.stringContaining('my own bug') });
    expect(server('lb')).toMatchObject({ state: 'stopped', why: 'crashed' });
    program('crashes', forwarder.replace('CRASH', 'false'));
    stage.order('again');
    await until(({ totals, machines }) => totals.answered > 60 && machines.every(({ state }) => state === 'running'), 'anew');
  }, 30_000);

  test('what does not start is said with its last words, and the others are stopped again', async () => {
    const file = program('broken', `console.error('no luck today'); process.exit(3);`);
    const { stage, until, lines } = open({ with: { file }, isInteractive: false });
    const picture = await until(({ machines }) => machines.some(({ state }) => state === 'failed'), 'failed');
    expect(picture.machines.find(({ id }) => id === 'lb')!.lastWords.join()).toContain('no luck today');
    expect(await stage.done).toBe(1);
    expect(lines.at(-1)!.kind).toBe('summary');
    expect(run.living()).toEqual([]);
  }, 20_000);
});

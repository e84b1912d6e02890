import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import type { Fact } from '../src/facts/fact.ts';
import { lineReader } from '../src/facts/stream.ts';
import { packageFolder, programUrl } from '../src/system/programs.ts';

const folder = mkdtempSync(join(packageFolder, 'node_modules', '.rushhour-tap-test-'));
const sockets = mkdtempSync(join(tmpdir(), 'rushhour-tap-'));
afterAll(() => [folder, sockets].forEach((one) => rmSync(one, { recursive: true, force: true })));

const children: ChildProcess[] = [];
const servers: Server[] = [];
afterEach(() => {
  children.splice(0).forEach((child) => child.kill('SIGKILL'));
  servers.splice(0).forEach((server) => server.close());
});

const neighbour = `
import { createServer } from 'node:http';
const s = createServer((req, res) => { if (req.url === '/cut') return req.socket.destroy(); if (req.url === '/slow') return; res.end('page ' + (req.headers['x-rushhour-work'] ?? 'no work')); });
s.listen(0, '127.0.0.1', () => console.log('port ' + s.address().port));`;

/** Forwards in four ways, chosen by the path: with and without the visitor's headers. */
const door = `
import { createServer, request } from 'node:http';
import httpProxy from 'http-proxy';
const to = 'http://127.0.0.1:' + process.env.TO;
const proxy = httpProxy.createProxyServer({});
proxy.on('error', (_e, _q, res) => res.writeHead(502).end('broken'));
const s = createServer(async (req, res) => {
  if (req.url.startsWith('/proxy')) return proxy.web(req, res, { target: to });
  await new Promise((done) => setTimeout(done, 5));
  if (req.url.startsWith('/fetch')) return res.end(await (await fetch(to + '/')).text());
  if (req.url.startsWith('/self')) return res.end('mine');
  if (req.url.startsWith('/never')) return;
  request(to + (req.url === '/node' ? '/' : req.url), (answer) => { res.writeHead(answer.statusCode); answer.pipe(res); }).on('error', () => res.writeHead(502).end()).end();
});
s.listen(0, '127.0.0.1', () => console.log('port ' + s.address().port));`;

async function started(name: string, text: string, env: Record<string, string>, node = process.execPath): Promise<number> {
  const file = join(folder, `${name}.mjs`);
  writeFileSync(file, text);
  const child = spawn(node, ['--disable-warning=DEP0060', '--import', programUrl('tap'), file], { env: { PATH: process.env.PATH, ...env }, stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  return new Promise((resolve) => child.stdout!.on('data', (chunk: Buffer) => resolve(Number(/port (\d+)/.exec(chunk.toString())?.[1]))));
}

let count = 0;
async function ear(): Promise<{ path: string; facts: Fact[] }> {
  const path = join(sockets, String(++count));
  const facts: Fact[] = [];
  const server = createServer((socket: Socket) => socket.setEncoding('utf8').on('data', lineReader((line) => facts.push(JSON.parse(line) as Fact))).on('error', () => {}));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return { path, facts };
}

function visit(port: number, path: string, headers: Record<string, string> = {}): Promise<{ status: number; text: string }> {
  return new Promise((resolve) => {
    get({ port, host: '127.0.0.1', path, headers }, (res) => {
      let text = '';
      res.setEncoding('utf8').on('data', (chunk: string) => (text += chunk)).on('close', () => resolve({ status: res.statusCode!, text }));
    }).on('error', () => resolve({ status: 0, text: '' }));
  });
}

async function until(isTrue: () => boolean, what: () => unknown): Promise<void> {
  for (const end = Date.now() + 4_000; !isTrue(); await new Promise((resolve) => setTimeout(resolve, 10))) if (Date.now() > end) throw new Error(JSON.stringify(what()));
}

describe('the tap', () => {
  test('sees who arrives, where they go, and how it ends; by http-proxy, node:http and fetch', async () => {
    const { path, facts } = await ear();
    const s1 = await started('neighbour', neighbour, { RUSHHOUR_TAP: path, RUSHHOUR_MACHINE: 's1' });
    const lb = await started('door', door, { TO: String(s1), RUSHHOUR_TAP: path, RUSHHOUR_MACHINE: 'lb' });
    for (const [i, how] of ['/proxy', '/node', '/fetch'].entries()) {
      const request = `r${i + 1}`;
      // node:http and fetch leave the visitor's headers out: they are put back, so that the server knows whom it sees
      expect(await visit(lb, how, { 'x-rushhour-request': request, 'x-rushhour-work': '7' })).toEqual({ status: 200, text: 'page 7' });
      const of = () => facts.filter((fact) => 'request' in fact && fact.request === request);
      await until(() => of().length === 5, of);
      expect(of().map(({ kind, ...rest }) => `${kind} ${(rest as { machine: string }).machine}`).sort()).toEqual(['request-answered lb', 'request-answered s1', 'request-arrived lb', 'request-arrived s1', 'request-forwarded lb']);
      expect(of().find(({ kind }) => kind === 'request-forwarded')).toMatchObject({ to: String(s1) });
    }
  });

  test('keeps visitors apart who are inside at the same time', async () => {
    const { path, facts } = await ear();
    const s1 = await started('neighbour', neighbour, { RUSHHOUR_TAP: path, RUSHHOUR_MACHINE: 's1' });
    const lb = await started('door', door, { TO: String(s1), RUSHHOUR_TAP: path, RUSHHOUR_MACHINE: 'lb' });
    const texts = await Promise.all(Array.from({ length: 60 }, (_, i) => visit(lb, ['/node', '/fetch', '/proxy'][i % 3]!, { 'x-rushhour-request': `r${i}`, 'x-rushhour-work': String(i) })));
    texts.forEach(({ text }, i) => expect(text).toBe(`page ${i}`));
    await until(() => facts.length === 300, () => facts.length);
  });

  test('a server that refuses is where the visitor went; one who leaves is dropped; health checks and visits by hand are not drawn', async () => {
    const { path, facts } = await ear();
    const lb = await started('door', door, { TO: '1', RUSHHOUR_TAP: path, RUSHHOUR_MACHINE: 'lb' });
    expect((await visit(lb, '/proxy', { 'x-rushhour-request': 'r1' })).status).toBe(502);
    await until(() => facts.some((fact) => fact.kind === 'request-forwarded' && fact.to === '1'), () => facts);
    const leaving = get({ port: lb, host: '127.0.0.1', path: '/never', headers: { 'x-rushhour-request': 'r2' } }).on('error', () => {});
    await until(() => facts.some((fact) => fact.kind === 'request-arrived' && fact.request === 'r2'), () => facts);
    leaving.destroy();
    await until(() => facts.some((fact) => fact.kind === 'request-dropped' && fact.request === 'r2'), () => facts);
    const before = facts.length;
    await visit(lb, '/self');
    await visit(lb, '/health');
    await visit(lb, '/self', { 'x-rushhour-request': 'r3' });
    await until(() => facts.length === before + 2, () => facts);
  });

  test('does not hold a program, nor hurt it when nobody listens', async () => {
    const file = join(folder, 'ends.mjs');
    writeFileSync(file, `import { createServer, get } from 'node:http';
      const s = createServer((q, r) => r.end('x')).listen(0, '127.0.0.1', () => get({ port: s.address().port, host: '127.0.0.1', agent: false, headers: { 'x-rushhour-request': 'r1' } }, (r) => r.resume().on('close', () => s.close())));`);
    const { path } = await ear();
    for (const where of [path, join(sockets, 'nobody')]) {
      const child = spawn(process.execPath, ['--import', programUrl('tap'), file], { env: { RUSHHOUR_TAP: where, RUSHHOUR_MACHINE: 'x' }, stdio: ['ignore', 'pipe', 'pipe'] });
      children.push(child);
      let words = '';
      child.stderr.on('data', (chunk: Buffer) => (words += chunk.toString()));
      const code = await new Promise((resolve) => child.on('exit', resolve));
      expect([code, words]).toEqual([0, '']);
    }
  });
});

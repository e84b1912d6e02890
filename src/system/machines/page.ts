import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { headers } from '../../facts/names.ts';
import type { Report } from './orders.ts';

/** A page before it is sent: an object goes out as JSON, bytes as they are. */
type Page = { status: number; headers?: Record<string, string | string[]>; body: object | Buffer };

/** Answers one request of the weather site: a city's weather, a postcard, or an echo of what was sent (method, address, bytes and their SHA-256). */
export function answerPage(req: IncomingMessage, res: ServerResponse, given: { name: string; number: number; status?: number }): void {
  const hash = createHash('sha256');
  let bytes = 0;
  req.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    hash.update(chunk);
  });
  req.on('end', () => {
    const sha256 = hash.digest('hex');
    if (bytes > 0) process.send?.({ report: 'body', number: given.number, bytes, sha256 } satisfies Report);
    const page: Page = given.status === undefined ? pageOf(req, bytes, sha256) : { status: given.status, body: { status: given.status } };
    const body = Buffer.isBuffer(page.body) ? page.body : `${JSON.stringify(page.body)}\n`;
    res.writeHead(page.status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), [headers.servedBy]: given.name, ...page.headers });
    res.end(req.method === 'HEAD' ? undefined : body);
  });
}

/** A postcard, which only the judge asks for: a header and two cookies of its own, and a picture in bytes that no text can hold. */
export function postcard(word: string): { headers: Record<string, string>; cookies: string[]; body: Buffer } {
  const cookies = [`stamp=${word}; Path=/; HttpOnly`, 'lang=ur; Path=/'];
  const picture = Buffer.concat([Buffer.from(`${word} کراچی – Zoë ☂`), Buffer.from(Array.from({ length: 256 }, (_, i) => i))]);
  return { headers: { 'content-type': 'image/x-postcard', [`x-${word}`]: `from ${word}` }, cookies, body: picture };
}

function pageOf(req: IncomingMessage, bytes: number, sha256: string): Page {
  const path = (req.url ?? '/').split('?')[0]!;
  const city = /^\/weather\/([^/]+)$/.exec(path)?.[1];
  if (city === 'nowhere') return { status: 404, body: { error: 'no such city' } };
  if (city === 'broken') return { status: 500, body: { error: 'the thermometer fell down' } };
  if (city && (req.method === 'GET' || req.method === 'HEAD')) return { status: 200, body: { city, tempC: 20 + (city.length % 15), version: 1, readAt: new Date().toISOString() } };
  const word = /^\/postcard\/([\w-]{1,40})$/.exec(path)?.[1];
  if (word && req.method === 'GET') return cardPage(postcard(word));
  return { status: 200, body: { method: req.method, url: req.url, bytes, sha256 } };
}

function cardPage({ headers, cookies, body }: ReturnType<typeof postcard>): Page {
  return { status: 200, headers: { ...headers, 'set-cookie': cookies }, body };
}

import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { headers } from '../../facts/names.ts';
import type { Report } from './orders.ts';

/** Answers one request of the weather site: a city's weather, or an echo of what was sent (method, address, bytes and their SHA-256). */
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
    const { status, body } = pageOf(req, bytes, sha256);
    const text = `${JSON.stringify(given.status === undefined ? body : { status: given.status })}\n`;
    res.writeHead(given.status ?? status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text), [headers.servedBy]: given.name });
    res.end(req.method === 'HEAD' ? undefined : text);
  });
}

function pageOf(req: IncomingMessage, bytes: number, sha256: string): { status: number; body: object } {
  const path = (req.url ?? '/').split('?')[0]!;
  const city = /^\/weather\/([^/]+)$/.exec(path)?.[1];
  if (city === 'nowhere') return { status: 404, body: { error: 'no such city' } };
  if (city === 'broken') return { status: 500, body: { error: 'the thermometer fell down' } };
  if (city && (req.method === 'GET' || req.method === 'HEAD')) return { status: 200, body: { city, tempC: 20 + (city.length % 15), version: 1, readAt: new Date().toISOString() } };
  return { status: 200, body: { method: req.method, url: req.url, bytes, sha256 } };
}

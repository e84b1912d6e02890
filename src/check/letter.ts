import { createHash } from 'node:crypto';
import type { Wrong } from './common.ts';
import { brokenAnswer } from './common.ts';
import type { Visit } from './client.ts';
import type { Seen } from './scene.ts';

/** A request that must arrive and come back unchanged: what is asked, and the status that must come back. */
export type Letter = Visit & { method: string; status: number };

/** What was changed on the way there or back, if anything. */
export function wrongLetter(letter: Letter, { answer, arrival }: Seen): Wrong | undefined {
  const broken = brokenAnswer([answer]);
  if (broken) return broken;
  const asked = `${letter.method} ${letter.path}`;
  if (!arrival) return changed(`${asked} was answered with ${answer.status} and reached no server.`);
  const who = arrival.server;
  if (arrival.url !== letter.path) return changed(`We asked for ${letter.path}; ${who} was asked for ${arrival.url}.`, lost(letter.path, arrival.url));
  if (arrival.method !== letter.method) return changed(`We sent ${asked}; ${who} got ${arrival.method} ${arrival.url}.`);
  for (const [name, value] of Object.entries(letter.headers ?? {})) if (arrival.headers[name] !== value) return changed(`We sent the header ${name}: ${value}; ${who} got ${arrival.headers[name] ?? 'none'}.`, 'Pass all headers on.');
  const body = wrongBody(letter, arrival.body, who);
  if (body) return body;
  if (!arrival.headers['x-forwarded-for']) return changed(`${who} cannot know who asked: x-forwarded-for is missing.`, '`xfwd: true` adds the address of the visitor.');
  if (answer.status !== letter.status) return changed(`${who} answered ${asked} with ${letter.status}; the visitor read ${answer.status}.`, 'Errors are answers too: pass the status on as it is.');
  return wrongAnswer(letter, { answer, arrival });
}

function wrongBody(letter: Letter, body: { bytes: number; sha256: string } | undefined, who: string): Wrong | undefined {
  if (!letter.body) return undefined;
  const sent = letter.body.length.toLocaleString('en');
  if (!body || body.bytes !== letter.body.length) return changed(`We sent a body of ${sent} bytes; ${who} got ${(body?.bytes ?? 0).toLocaleString('en')}.`, 'The body is a stream of bytes: pipe it, whole.');
  if (body.sha256 !== sha256(letter.body)) return changed(`We sent a body of ${sent} bytes; ${who} got as many, but not the same.`, 'Bytes are not text: pass them on as they are.');
  return undefined;
}

/** The server's answer must come back whole: its name in the header, and what it says of the request in the body. */
function wrongAnswer(letter: Letter, { answer, arrival }: Seen): Wrong | undefined {
  if (answer.headers['x-served-by'] !== arrival!.server) return changed(`${arrival!.server} answered with the header x-served-by: ${arrival!.server}; the visitor read ${answer.headers['x-served-by'] ?? 'none'}.`, 'The answer comes back with its headers.');
  const echo = parse(answer.body);
  const expected = letter.body ? { bytes: letter.body.length, sha256: sha256(letter.body), url: letter.path } : {};
  const isSame = echo && Object.entries(expected).every(([name, value]) => echo[name] === value);
  return isSame ? undefined : changed(`${arrival!.server} answered ${letter.method} ${letter.path}, but its page came back changed: ${answer.body.toString().slice(0, 60)}`);
}

function parse(body: Buffer): Record<string, unknown> | undefined {
  try {
    return JSON.parse(body.toString()) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

function lost(asked: string, arrived: string): string | undefined {
  return asked.split('?')[0] === arrived ? 'Everything after the ? got lost.' : 'Leave req.url as it came.';
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function changed(saw: string, likely?: string): Wrong {
  return { saw, likely, symptom: 'letter-changed' };
}

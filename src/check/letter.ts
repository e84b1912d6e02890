import { createHash } from 'node:crypto';
import { postcard } from '../system/machines/page.ts';
import type { Wrong } from './common.ts';
import { brokenAnswer } from './common.ts';
import type { Visit } from './client.ts';
import type { Seen } from './scene.ts';

/** A request that must arrive and come back unchanged: what is asked, and the status that must come back; `card` is the word of the postcard that is asked for. */
export type Letter = Visit & { method: string; status: number; card?: string };

/** What was changed on the way there or back, if anything; `isFile`: the program is the learner's own file, so words about http-proxy help. */
export function wrongLetter(letter: Letter, seen: Seen, isFile: boolean): Wrong | undefined {
  const { answer, arrival } = seen;
  if (answer.ending === 'silent' && arrival && letter.body && !arrival.body) return changed(`${arrival.server} got ${letter.method} ${letter.path} and waits for the rest of its body of ${count(letter.body.length)} bytes.`, inPieces);
  const broken = brokenAnswer([answer]);
  if (broken) return broken;
  if (!arrival) return changed(`${letter.method} ${letter.path} was answered with ${answer.status} and reached no server.`);
  return wrongThere(letter, { answer, arrival }) ?? wrongSender(letter, { answer, arrival }, isFile) ?? wrongBack(letter, { answer, arrival }, isFile);
}

type Arrived = Required<Seen>;

const inPieces = 'A body comes in pieces: pass on all of them, not only the first.';
const notText = 'Bytes are not text: pass them on as they are.';

function wrongThere(letter: Letter, { arrival }: Arrived): Wrong | undefined {
  const who = arrival.server;
  if (arrival.url !== letter.path) return changed(`We asked for ${letter.path}; ${who} was asked for ${arrival.url}.`, lost(letter.path, arrival.url));
  if (arrival.method !== letter.method) return changed(`We sent ${letter.method} ${letter.path}; ${who} got ${arrival.method} ${arrival.url}.`, 'The method is part of the request: pass it on.');
  const [name, value] = Object.entries(letter.headers ?? {}).find(([name, value]) => name !== forwarded && arrival.headers[name] !== value) ?? [];
  if (name) return changed(`We sent the header ${name}: ${value}; ${who} got ${arrival.headers[name] ?? 'none'}.`, 'Pass all headers on.');
  return letter.body && wrongBytes(letter.body, arrival.body ?? { bytes: 0, sha256: '' }, { sent: 'We sent a body', got: `${who} got` });
}

/** The body's bytes at the other end: as many, and the same. */
function wrongBytes(sent: Buffer, read: { bytes: number; sha256: string }, words: { sent: string; got: string }): Wrong | undefined {
  if (read.bytes === sent.length && read.sha256 === sha256(sent)) return undefined;
  const saw = `${words.sent} of ${count(sent.length)} bytes; ${words.got} ${read.bytes === sent.length ? 'as many, but not the same' : count(read.bytes)}.`;
  return changed(saw, read.bytes < sent.length ? inPieces : notText);
}

const forwarded = 'x-forwarded-for';

/** The server must learn who asked: the visitor's address stands last, whatever the visitor wrote there himself. */
function wrongSender(letter: Letter, { arrival }: Arrived, isFile: boolean): Wrong | undefined {
  const read = String(arrival.headers[forwarded] ?? '');
  const last = read.split(',').at(-1)!.trim().replace(/^::ffff:/, '');
  if (last === '127.0.0.1') return undefined;
  const own = letter.headers?.[forwarded];
  const help = isFile ? 'With http-proxy, `xfwd: true` does it.' : '';
  if (!read) return changed(`${arrival.server} cannot know who asked: ${forwarded} is missing.`, `add the header ${forwarded} with the visitor's address. ${help}`.trim());
  if (own) return changed(`The visitor at 127.0.0.1 brought ${forwarded}: ${own} along; ${arrival.server} got ${forwarded}: ${read}.`, `what a visitor writes there can be a lie: add the address that the request came from, last. ${help}`.trim());
  return changed(`The visitor's address is 127.0.0.1; ${arrival.server} got ${forwarded}: ${read}.`, `${forwarded} carries the address that the request came from. ${help}`.trim());
}

/** The server's answer must come back whole: its status, its headers, its bytes. */
function wrongBack(letter: Letter, seen: Arrived, isFile: boolean): Wrong | undefined {
  const { answer, arrival } = seen;
  const asked = `${letter.method} ${letter.path}`;
  if (answer.status !== letter.status) return changed(`${arrival.server} answered ${asked} with ${letter.status}; the visitor read ${answer.status}.`, 'Errors are answers too: pass the status on as it is.');
  const card = letter.card === undefined ? undefined : postcard(letter.card);
  const expected = { 'x-served-by': arrival.server, 'content-type': 'application/json', ...card?.headers };
  const [name, value] = Object.entries(expected).find(([name, value]) => answer.headers[name] !== value) ?? [];
  if (name) return changed(`${arrival.server} answered with the header ${name}: ${value}; the visitor read ${answer.headers[name] ?? 'none'}.`, 'The answer comes back with its headers.');
  if (!card) return wrongEcho(letter, seen);
  return wrongCookies(card.cookies, seen, isFile) ?? wrongBytes(card.body, { bytes: answer.body.length, sha256: sha256(answer.body) }, { sent: `${arrival.server} answered with a picture`, got: 'the visitor got' });
}

function wrongCookies(sent: string[], { answer, arrival }: Arrived, isFile: boolean): Wrong | undefined {
  const got = answer.headers['set-cookie'] ?? [];
  const missing = sent.filter((one) => !got.includes(one));
  if (missing.length === 0) return undefined;
  const help = isFile && missing.length < sent.length ? ' An object or a Map with one value for each name keeps only one of them; fetch has `headers.getSetCookie()`.' : '';
  return changed(`${arrival.server} set ${sent.length} cookies; the visitor did not get ${missing.map((one) => `set-cookie: ${one}`).join(' and ')}.`, `set-cookie may stand there twice: pass each on.${help}`);
}

function wrongEcho(letter: Letter, { answer, arrival }: Arrived): Wrong | undefined {
  const echo = parse(answer.body);
  const expected = letter.body ? { bytes: letter.body.length, sha256: sha256(letter.body), url: letter.path } : {};
  const isSame = echo && Object.entries(expected).every(([name, value]) => echo[name] === value);
  return isSame ? undefined : changed(`${arrival.server} answered ${letter.method} ${letter.path}, but its page came back changed: ${answer.body.toString().slice(0, 60)}`);
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

function count(bytes: number): string {
  return bytes.toLocaleString('en');
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function changed(saw: string, likely?: string): Wrong {
  return { saw, likely, symptom: 'letter-changed' };
}

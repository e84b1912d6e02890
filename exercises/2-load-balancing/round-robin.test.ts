/** What the judge holds a round robin balancer to. Everything is seen from outside: at the visitors, and at the servers. */
import { between, shuffled } from '../../src/facts/dice.ts';
import { checksOf } from '../../src/check/check.ts';
import { ask, isPage, oneLine } from '../../src/check/client.ts';
import { brokenAnswer, fail } from '../../src/check/common.ts';
import { wrongLetter, type Letter } from '../../src/check/letter.ts';
import type { Scene, Seen } from '../../src/check/scene.ts';
import { got, wrongTurns } from '../../src/check/turns.ts';
import { until } from '../../src/check/until.ts';

const check = checksOf('round-robin', 6);

check('one-by-one', async (scene) => {
  // five or six of the possible two to six: with fewer, a program that knows three by heart, or one that forgets the last of two, would read other words with another seed
  const servers = await scene.servers(between(scene.random, 5, 6));
  const count = 6 * servers.ids.length;
  scene.say(`${count} requests one after the other`, 'each at the next server in the list');
  await scene.program({ SERVERS: servers.list });
  inTurn(servers.ids, await scene.oneByOne(count, { goOn: isWell, broke: isOutOfTurn(servers.ids) }));
  return `${count} requests, 6 at each of ${servers.ids.length}`;
});

check('all-at-once', async (scene) => {
  const servers = await scene.servers(3);
  scene.say('60 at once, none answered yet', '20 each');
  const program = await scene.program({ SERVERS: servers.list });
  await servers.everybody({ order: 'gate', shut: true });
  await scene.pace('60 requests leave at once; the servers hold them', true);
  const asked = Array.from({ length: 60 }, (_, i) => ask(program.url, { id: `a${i + 1}`, path: `/weather/${i % 2 ? 'karachi' : 'lahore'}?visitor=${i + 1}`, patienceMs: 5_000 }));
  await until(() => servers.pages.length >= 60 || scene.ended() !== undefined, 3_000, scene.signal);
  const went = servers.pages.map((page) => page.server);
  await scene.pace(`   they are at: ${got(servers.ids, went)}`);
  if (went.length < 60) fail({ saw: `Only ${went.length} of 60 requests reached a server; the others wait in your program.`, likely: 'A request need not wait for the answer to another.', symptom: 'no-answer' });
  unevenAtOnce(servers.ids, went);
  await servers.everybody({ order: 'gate', shut: false });
  const broken = brokenAnswer(await Promise.all(asked));
  if (broken) fail(broken);
  return `60 at once: ${Object.values(servers.counts()).join(', ')}`;
});

check('same-line', async (scene) => {
  const servers = await scene.servers(between(scene.random, 2, 4));
  scene.say('12 requests on one connection', 'turns all the same');
  await scene.program({ SERVERS: servers.list });
  const agent = oneLine();
  const seen = await scene.oneByOne(12, { visit: () => ({ agent }), goOn: isWell, broke: isOutOfTurn(servers.ids) });
  agent.destroy();
  const lines = new Set(seen.map((one) => one.answer.connection)).size;
  const used = new Set(seen.map((one) => one.arrival?.server));
  if (used.size === 1 && seen[0]!.arrival && lines === 1) fail({ saw: `12 requests on one connection all went to ${[...used][0]}.`, likely: 'Browsers keep connections open: choose per request, not per connection.', symptom: 'not-in-turn' });
  inTurn(servers.ids, seen);
  if (lines > 1 && seen.some((one) => one.answer.headers.connection === 'close')) fail({ saw: `We asked to keep the connection open; your program answered \`connection: close\`, so 12 requests took ${lines} connections.`, likely: 'the agent of the proxy does not keep its connections: `new http.Agent({ keepAlive: true })`.', symptom: 'letter-changed' });
  return lines === 1 ? '12 on one line, in turn' : `12 in turn, on ${lines} lines`;
});

check('letter-intact', async (scene) => {
  const servers = await scene.servers(3);
  scene.say('8 kinds of request', 'arrive and return unchanged');
  await scene.program({ SERVERS: servers.list });
  for (const letter of letters(scene.random)) {
    const [seen] = await scene.oneByOne(1, { visit: () => letter });
    await until(() => servers.pages.at(-1)?.body !== undefined || !letter.body, 300, scene.signal);
    const wrong = wrongLetter(letter, seen!);
    if (wrong) fail(wrong);
  }
  return '8 letters, none changed';
});

/** Whether a request went all the way and back; the first that did not explains the rest. */
function isWell(seen: Seen): boolean {
  return isPage(seen.answer) && seen.arrival !== undefined;
}

/** Whether a request went to another than the successor of the one before: marked in a replay. */
function isOutOfTurn(list: string[]): (seen: Seen, before: Seen | undefined) => boolean {
  return (seen, before) => before !== undefined && seen.arrival?.server !== list[(list.indexOf(before.arrival?.server ?? '') + 1) % list.length];
}

/** Ends the check unless each request was answered, and went to the successor of the one before. */
function inTurn(list: string[], seen: Seen[]): void {
  const broken = brokenAnswer(seen.map((one) => one.answer));
  if (broken) fail(broken);
  const lost = seen.findIndex((one) => !one.arrival);
  if (lost >= 0) fail({ saw: `Request ${lost + 1} was answered with ${seen[lost]!.answer.status} and reached no server.`, likely: 'your program answered by itself; its work is to ask a server.', symptom: 'not-in-turn' });
  const unhappy = seen.findIndex((one) => !isPage(one.answer));
  if (unhappy >= 0) fail({ saw: `Request ${unhappy + 1} went to ${seen[unhappy]!.arrival!.server}, which answered 200; the visitor read ${seen[unhappy]!.answer.status}.`, symptom: 'letter-changed' });
  const wrong = wrongTurns(list, seen.map((one) => one.arrival!.server));
  if (wrong) fail(wrong);
}

function unevenAtOnce(list: string[], went: string[]): void {
  const counts = list.map((id) => went.filter((who) => who === id).length);
  if (Math.max(...counts) - Math.min(...counts) <= 1) return;
  const only = list.find((id) => went.every((who) => who === id));
  if (only) fail({ saw: `60 requests were in the air and all ${went.length} at ${only}.`, likely: 'the counter moves when an answer comes back; it must move when a request is sent.', symptom: 'not-in-turn' });
  fail({ saw: `60 requests were in the air: ${got(list, went)}.`, symptom: 'not-in-turn' });
}

/** Eight kinds of request, all but the first in an order of the seed's choosing; bodies are bytes that no text can hold. */
function letters(random: Scene['random']): Letter[] {
  const bytes = Buffer.from(Array.from({ length: 20_000 }, () => between(random, 0, 255)));
  const kinds: Letter[] = [
    { method: 'GET', path: '/weather/karachi?units=f', status: 200 },
    { method: 'GET', path: '/weather/mu%20zaffar%2Fabad?lang=ur%26en&lang=%D8%A7', status: 200 },
    { method: 'PUT', path: '/weather/lahore', body: bytes, status: 200 },
    { method: 'POST', path: '/login', body: Buffer.from('{"name":"عائشہ – Zoë ☂"}'), headers: { 'content-type': 'application/json' }, status: 200 },
    { method: 'GET', path: '/weather/quetta', headers: { 'x-visitor': 'ann', 'accept-language': 'ur, en;q=0.3' }, status: 200 },
    { method: 'GET', path: '/weather/nowhere', status: 404 },
    { method: 'GET', path: '/weather/broken', status: 500 },
    { method: 'DELETE', path: '/me/favourites/dadu?sure=yes', status: 200 },
  ];
  // the plain one first: when the address is at fault, it is the easiest to read
  return [kinds[0]!, ...shuffled(random, kinds.slice(1))];
}

/** What the judge holds a round robin balancer to. Everything is seen from outside: at the visitors, and at the servers. */
import { between, shuffled } from '../../src/facts/dice.ts';
import { checksOf } from '../../src/check/check.ts';
import { ask, isPage, oneLine, type Answer } from '../../src/check/client.ts';
import { brokenAnswer, fail, type Wrong } from '../../src/check/common.ts';
import { wrongLetter, type Letter } from '../../src/check/letter.ts';
import type { Scene, Seen } from '../../src/check/scene.ts';
import { got, wrongTurns } from '../../src/check/turns.ts';
import { until } from '../../src/check/until.ts';

const check = checksOf('round-robin', 6);

check('one-by-one', async (scene) => {
  // five or six, though two would do for the turns: only so are three known by heart, and a last one forgotten, seen with every seed and in their own words
  const servers = await scene.servers(between(scene.random, 5, 6));
  const count = 6 * servers.ids.length;
  scene.say(`${count} requests one after the other`, 'each at the next server in the list');
  await scene.program({ SERVERS: servers.list });
  await inTurn(scene, await scene.oneByOne(count, { goOn: isWell, broke: isOutOfTurn(servers.ids) }));
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
  if (went.length < 60) fail({ saw: `Only ${went.length} of 60 requests reached a server; the others wait in your program.`, likely: 'a request waits for the answer to another, or the program takes in only a few connections at once (a short listen queue).', symptom: 'no-answer' });
  unevenAtOnce(servers.ids, went);
  await servers.everybody({ order: 'gate', shut: false });
  const broken = brokenAnswer(await Promise.all(asked));
  if (broken) fail(broken);
  return `60 at once: ${Object.values(servers.counts()).join(', ')}`;
});

check('same-line', async (scene) => {
  const servers = await scene.servers(between(scene.random, 3, 4));
  scene.say('12 requests on one connection', 'turns all the same');
  await scene.program({ SERVERS: servers.list });
  const agent = oneLine();
  const seen = await scene.oneByOne(12, { visit: () => ({ agent }), goOn: isWell, broke: isOutOfTurn(servers.ids) });
  agent.destroy();
  const lines = new Set(seen.map((one) => one.answer.connection)).size;
  const used = new Set(seen.map((one) => one.arrival?.server));
  if (used.size === 1 && seen[0]!.arrival && lines === 1) fail({ saw: `12 requests on one connection all went to ${[...used][0]}.`, likely: 'Browsers keep connections open: choose per request, not per connection.', symptom: 'not-in-turn' });
  await inTurn(scene, seen);
  const closing = seen.find((one) => /\bclose\b/i.test(one.answer.headers.connection ?? ''));
  if (lines > 1 && closing) fail(closesTheLine(closing, lines, 'file' in scene.order.source));
  return lines === 1 ? '12 on one line, in turn' : `12 in turn, on ${lines} lines`;
});

check('letter-intact', async (scene) => {
  const servers = await scene.servers(3);
  scene.say('8 kinds of request', 'arrive and return unchanged, plus x-forwarded-for');
  await scene.program({ SERVERS: servers.list });
  const seen: Seen[] = [];
  for (const letter of letters(scene.random)) {
    seen.push(...(await scene.oneByOne(1, { visit: () => letter })));
    await until(() => servers.pages.at(-1)?.body !== undefined || !letter.body, 300, scene.signal);
    const wrong = wrongLetter(letter, seen.at(-1)!, 'file' in scene.order.source);
    const twice = await sentTwice(scene, seen, wrong);
    if (twice ?? wrong) fail((twice ?? wrong)!);
  }
  await inTurn(scene, seen, () => true);
  return '8 letters, unchanged, in turn';
});

/** Whether a request went all the way and back; the first that did not explains the rest. */
function isWell(seen: Seen): boolean {
  return isPage(seen.answer) && seen.arrival !== undefined;
}

/** Whether a request went to another than the successor of the one before: marked in a replay. */
function isOutOfTurn(list: string[]): (seen: Seen, before: Seen | undefined) => boolean {
  return (seen, before) => before !== undefined && seen.arrival?.server !== list[(list.indexOf(before.arrival?.server ?? '') + 1) % list.length];
}

/** Ends the check unless each request was answered, once, and went to the successor of the one before; `isFine` says which answers are as they should be. */
async function inTurn(scene: Scene, seen: Seen[], isFine: (answer: Answer) => boolean = isPage): Promise<void> {
  const wrong = outOfTurn(scene.neighbours!.ids, seen, isFine);
  const twice = await sentTwice(scene, seen, wrong);
  if (twice ?? wrong) fail((twice ?? wrong)!);
}

function outOfTurn(list: string[], seen: Seen[], isFine: (answer: Answer) => boolean): Wrong | undefined {
  const broken = brokenAnswer(seen.map((one) => one.answer));
  if (broken) return broken;
  const lost = seen.findIndex((one) => !one.arrival);
  if (lost >= 0) return { saw: `Request ${lost + 1} was answered with ${seen[lost]!.answer.status} and reached no server.`, likely: 'your program answered by itself; its work is to ask a server.', symptom: 'not-in-turn' };
  const unhappy = seen.findIndex((one) => !isFine(one.answer));
  if (unhappy >= 0) return { saw: `Request ${unhappy + 1} went to ${seen[unhappy]!.arrival!.server}, which answered 200; the visitor read ${seen[unhappy]!.answer.status}.`, symptom: 'letter-changed' };
  return wrongTurns(list, seen.map((one) => one.arrival!.server), seen.map((one) => one.answer.visit));
}

/** More requests at the servers than visitors came: told in place of whatever else looks wrong, because it explains it. */
async function sentTwice(scene: Scene, seen: Seen[], wrong: Wrong | undefined): Promise<Wrong | undefined> {
  const { pages } = scene.neighbours!;
  // each server tells us by itself: of the second one we may hear a moment later
  if (!(await until(() => pages.length > seen.length, wrong ? 100 : 0, scene.signal))) return undefined;
  const last = seen.at(-1)!.answer.visit;
  const both = pages.filter((page) => page.url === last.path).map((page) => page.server);
  const sight = both.length === 2 && seen.filter((one) => one.answer.visit.path === last.path).length === 1 ? `We sent ${last.method ?? 'GET'} ${last.path} once; ${both.join(' and ')} got it` : `We sent ${seen.length} requests; ${pages.length} reached the servers`;
  return { saw: `${sight}.`, likely: 'a visitor was sent twice: each is one request at one server, even when the answer is an error.', symptom: 'not-in-turn' };
}

/** The line between visitor and program was closed after an answer, and the answer says so. */
function closesTheLine({ answer, arrival }: Seen, lines: number, isFile: boolean): Wrong {
  const isPassedOn = arrival?.headers.connection === 'close';
  const likely = isPassedOn ? `the server's own header was passed on${isFile ? '; with `new http.Agent({ keepAlive: true })` the line stays open' : ', because it was asked to close; keep the lines to the servers open, or leave that header out'}.` : 'your program sets that header itself; without it the line stays open.';
  return { saw: `We asked to keep the connection open; your program answered \`connection: ${answer.headers.connection}\`, so 12 requests took ${lines} connections.`, likely, symptom: 'letter-changed' };
}

function unevenAtOnce(list: string[], went: string[]): void {
  const counts = list.map((id) => went.filter((who) => who === id).length);
  if (Math.max(...counts) - Math.min(...counts) <= 1) return;
  const only = list.find((id) => went.every((who) => who === id));
  if (only) fail({ saw: `60 requests were in the air and all ${went.length} at ${only}.`, likely: 'the counter moves when an answer comes back, or not at all; it must move when a request is sent.', symptom: 'not-in-turn' });
  fail({ saw: `60 requests were in the air: ${got(list, went)}.`, symptom: 'not-in-turn' });
}

/** Eight kinds of request, all but the first in an order of the seed's choosing; bodies are bytes that no text can hold, and come in two pieces. */
function letters(random: Scene['random']): Letter[] {
  const bytes = Buffer.from(Array.from({ length: 20_000 }, () => between(random, 0, 255)));
  const [there, back] = shuffled(random, ['kite', 'mango', 'teapot', 'lantern', 'umbrella']).map((thing) => `${thing}-${between(random, 100, 999)}`);
  const kinds: Letter[] = [
    { method: 'GET', path: '/weather/karachi?units=f', status: 200 },
    { method: 'GET', path: '/weather/mu%20zaffar%2Fabad?lang=ur%26en&lang=%D8%A7', status: 200 },
    { method: 'PUT', path: '/weather/lahore', body: bytes, pauseMs: 20, status: 200 },
    { method: 'POST', path: '/login', body: Buffer.from('{"name":"عائشہ – Zoë ☂"}'), pauseMs: 20, headers: { 'content-type': 'application/json' }, status: 200 },
    { method: 'GET', path: `/postcard/${back}`, card: back, headers: { [`x-${there}`]: `to ${there}`, cookie: `sid=${there}; lang=ur`, 'accept-language': 'ur, en;q=0.3' }, status: 200 },
    { method: 'GET', path: '/weather/nowhere', status: 404 },
    { method: 'GET', path: '/weather/broken', status: 500 },
    { method: 'DELETE', path: '/me/favourites/dadu?sure=yes', headers: { 'x-forwarded-for': '9.9.9.9' }, status: 200 },
  ];
  // the plain one first: when the address is at fault, it is the easiest to read
  return [kinds[0]!, ...shuffled(random, kinds.slice(1))];
}

/** What the judge holds a balancer with health checks to. Servers are really killed; all is seen at the visitors and at the servers. */
import { between } from '../../src/facts/dice.ts';
import { now } from '../../src/facts/clock.ts';
import { checksOf } from '../../src/check/check.ts';
import { ask, isPage, type Answer } from '../../src/check/client.ts';
import { cannotJudge, fail, tryQuieter, unanswered } from '../../src/check/common.ts';
import { crowd, latenessOf } from '../../src/check/crowd.ts';
import { badChecks, blame, checksBetween, evenAgain, keepsItsShare, isInside, lastError, lost, missesTurns, oneBadCheck, openRoad, pullPlug, refusals, said, sentTo, untilLeft } from '../../src/check/health.ts';
import { goodOnes, leavesWhoCuts, patienceOf, risesAtTwo, saysWhen, staysOut } from '../../src/check/health-rules.ts';
import { watchLateness } from '../../src/check/lateness.ts';
import type { Neighbour } from '../../src/check/neighbours.ts';
import type { Seen } from '../../src/check/scene.ts';
import { got } from '../../src/check/turns.ts';
import { rest, until } from '../../src/check/until.ts';

const check = checksOf('health-checks', 3);
const nobodyAsks = 'ask each server on a timer, every CHECK_MS.';

check('feels-sick', async (scene) => {
  scene.say('s2 says 503 on /health', 'nobody is sent there after 1 s');
  const { s2 } = await openRoad(scene, { CHECK_MS: between(scene.random, 100, 140), TRY_MS: 300, EJECT_MS: 1_000 });
  const before = s2.checks().length;
  await scene.pace('s2 begins to say 503 on /health; its pages are fine', true);
  await s2.order({ order: 'health', answer: 'sick' });
  scene.after('s2 began to say 503 on /health');
  const stop = watchLateness();
  await untilLeft(scene, 's2', 1_000);
  const seen = await scene.oneByOne(30, { broke: (one) => one.arrival?.server === 's2' });
  const sent = sentTo('s2', seen);
  // a program that is content with one bad sign is a-blink's business; here the second must have been asked for as well
  if (sent === 0) await until(() => s2.checks().length >= before + 2, 1_000, scene.signal);
  const late = stop();
  const asked = s2.checks().length - before;
  const errors = seen.map((one) => one.answer).filter((answer) => !isPage(answer));
  if (asked === 0) fail({ saw: `s2 says 503 on /health and nobody asked. Of the next 30 visitors it got ${sent}.`, likely: nobodyAsks, symptom: 'sick-unseen' });
  if (asked === 1) blame({ saw: `s2 says 503 on /health and was asked once in a whole second. Of the next 30 visitors it got ${sent}.`, likely: nobodyAsks, symptom: 'sick-unseen' }, late);
  if (sent > 0) blame({ saw: `s2 said 503 on /health ${asked} times. Of the next 30 visitors it still got ${sent}.`, likely: 'two bad answers in a row: out.', symptom: 'sick-unseen' }, late, sent >= 5);
  if (errors[0]) blame({ saw: `s2 is sick, s1 and s3 are well, and ${errors.length} of 30 visitors read ${said(errors[0])}.`, symptom: 'sick-unseen' }, late);
  return '0 of 30 went to s2';
});

check('a-blink', async (scene) => {
  scene.say('one bad check', 's2 stays');
  const { servers, s2 } = await openRoad(scene, { CHECK_MS: between(scene.random, 220, 280), TRY_MS: 300, EJECT_MS: 1_000 });
  await oneBadCheck(scene, s2);
  const stop = watchLateness();
  // the first twelve come before the next check can put anything right
  const broke = missesTurns('s2');
  const seen = await scene.oneByOne(12, { broke });
  for (let i = 0; i < 18; i++) {
    await rest(33, scene.signal);
    seen.push(...(await scene.oneByOne(1, { broke })));
  }
  keepsItsShare(seen, 30, stop());
  return got(servers.ids, seen.map((one) => one.arrival?.server ?? ''));
});

check('falls-at-two', async (scene) => {
  scene.say('s2 fails one check, later two in a row', 'after one it keeps its share, after two it gets none');
  const CHECK_MS = between(scene.random, 220, 280);
  const { s2 } = await openRoad(scene, { CHECK_MS, TRY_MS: 300, EJECT_MS: 1_000 });
  // twice, with good checks between: two bad ones that do not follow each other are no two in a row
  for (let time = 1; time <= 2; time++) {
    await oneBadCheck(scene, s2);
    const stopFirst = watchLateness();
    keepsItsShare(await scene.oneByOne(12), 12, stopFirst());
    const well = s2.checks().length;
    await until(() => goodOnes(s2.checks().slice(well)).length >= 2, 2_000, scene.signal);
  }

  const before = s2.checks().length;
  await scene.pace('s2 fails its next two checks', true);
  await s2.order({ order: 'bad-checks', count: 2 });
  await badChecks(scene, s2, before, 2);
  scene.after('s2 failed two checks in a row');
  // the answer is on its way to the program; its next good check is more than twice as far
  await rest(100, scene.signal);
  const stop = watchLateness();
  const already = s2.pages().length;
  const seen = await scene.oneByOne(30, { broke: (one) => one.arrival?.server === 's2' });
  const late = stop();

  // whoever comes after its first good check is for risesAtTwo to judge
  const after = s2.arrivals.slice(s2.arrivals.indexOf(s2.checks()[before + 1]!));
  const [first, second] = goodOnes(after);
  const wrong = s2.pages().slice(already).filter((one) => !first || one.at < first.at).length;
  if (wrong > 0) blame({ saw: `s2 failed two checks in a row and still got ${wrong} of 30.`, likely: 'two bad signs are enough.', symptom: 'sick-unseen' }, late, wrong >= 5);
  const each = seen.map((one) => one.answer.ms).sort((a, b) => a - b)[15]!;
  if (second && each > 40) blame({ saw: `30 visitors, one after the other, needed ${((seen.at(-1)!.answer.sentAt - seen[0]!.answer.sentAt) / 1000).toFixed(1)} s: your program keeps each for about ${Math.round(each)} ms.`, symptom: 'no-answer' }, late);
  // a program that asks more often than CHECK_MS brings it back sooner: that is for pulled-plug to say
  if (second && seen[14]!.answer.sentAt > Math.max(second.at, after[0]!.at + 2 * CHECK_MS)) cannotJudge('our 30 visitors took so long that s2 had recovered meanwhile', tryQuieter);
  await risesAtTwo(scene, s2, before + 2);
  return 'one: 4 of 12 · two: 0 of 30';
});

check('pulled-plug', async (scene) => {
  scene.say('s2 killed under 60/s, your timer asleep', 'errors only for those inside and 2 more');
  const { servers, program, s2 } = await openRoad(scene, { CHECK_MS: 60_000, TRY_MS: 300, EJECT_MS: between(scene.random, 1_000, 1_200) });
  const before = s2.pages().length;
  await scene.pace('60 visitors a second for 2 s; at 0.7 s s2 gets kill -9', true);
  let plug: ReturnType<typeof pullPlug> | undefined;
  const result = await crowd(program.url, {
    rate: 60,
    ms: 2_000,
    signal: scene.signal,
    visit: (number) => ({ id: `c${number}`, path: `/weather/karachi?visitor=${number}` }),
    meanwhile: (number) => {
      if (number === 43) plug = pullPlug(s2);
    },
  });
  const pulled = (await plug)!;
  scene.after('s2 was killed');

  const errors = result.answers.filter((answer) => !isPage(answer));
  const inside = errors.filter((answer) => isInside(answer, pulled)).length;
  await scene.pace(`   ${errors.length} visitors got no page; ${inside} of them were inside`);
  const silent = unanswered(result.answers);
  if (s2.pages().length <= before) fail({ saw: 's2 was well for 0.7 s and got no visitor.', symptom: 'sent-to-the-dead' });
  if (silent) blame(silent, latenessOf(result), true);
  if (errors.length > inside + 2) blame({ saw: `s2 refused connections; you learnt it only from your next check. ${errors.length} errors.`, likely: 'A refused connection is the fastest news there is.', symptom: 'sent-to-the-dead' }, latenessOf(result), errors.length > inside + 10);
  if (result.sent < 100) cannotJudge(`our own crowd sent only ${result.sent} of its 120 requests`, tryQuieter);
  const asked = Math.max(...servers.all.map((one) => one.checks().length));
  // a careful program asks twice before its first visitor
  if (asked > 4) fail({ saw: `CHECK_MS is 60,000, and in 2 s a server was asked for its /health ${asked} times.`, likely: 'the time between two checks is CHECK_MS, and visitors cause none.', symptom: 'checks-per-request' });
  await leavesWhoCuts(scene, servers.get('s3'));
  return `${errors.length} errors, ${inside} inside`;
});

check('the-liar', async (scene) => {
  scene.say('s2 says it is fine and answers nobody', 'at most 10 lost in 3 s');
  const { program, s2 } = await openRoad(scene, { CHECK_MS: between(scene.random, 100, 140), TRY_MS: between(scene.random, 260, 320), EJECT_MS: 1_000 });
  await scene.pace('s2 answers 200 on /health and hangs on every page; 30 visitors a second for 3 s', true);
  await s2.order({ order: 'trouble', trouble: 'lie' });
  scene.after('s2 stopped answering');
  const before = s2.pages().length;
  const visit = (number: number) => ({ id: `c${number}`, path: `/weather/lahore?visitor=${number}`, patienceMs: 1_500 });
  const result = await crowd(program.url, { rate: 30, ms: 3_000, signal: scene.signal, visit });

  const gone = lost(result.answers);
  const sent = s2.pages().length - before;
  await scene.pace(`   s2 got ${sent}; ${gone} visitors got no page`);
  if (sent === 0) fail({ saw: 's2 was well a moment ago and says so, and got no visitor at all in 3 s.', symptom: 'liar' });
  if (gone > 10) blame({ saw: `s2 said 200 on /health and hung on every page. ${sent} visitors were sent there in 3 s.`, likely: 'Real answers are the better check.', symptom: 'liar' }, latenessOf(result), gone >= 20);
  const silent = unanswered(result.answers);
  if (silent) blame(silent, latenessOf(result), true);
  const patience = patienceOf(s2.pages().slice(before));
  if (patience > 520) blame({ saw: `TRY_MS is about 300, and you waited ${Math.round(patience)} ms for s2.`, likely: 'how long a server may be silent is TRY_MS.', symptom: 'liar' }, latenessOf(result), patience > 800);
  return `${gone} of 90 lost`;
});

check('comes-back', async (scene) => {
  scene.say('s2 restarted', 'its share again within 2 s');
  const CHECK_MS = between(scene.random, 100, 140);
  const { servers, s2 } = await openRoad(scene, { CHECK_MS, TRY_MS: 300, EJECT_MS: between(scene.random, 800, 1_000) });
  await scene.pace('s2 gets kill -9', true);
  await s2.kill();
  scene.after('s2 was killed');
  const stop = watchLateness();
  const isOut = await untilLeft(scene, 's2', 3_000);
  const losses = lost((await scene.oneByOne(12, { broke: (one) => isOut && !isPage(one.answer) })).map((one) => one.answer));
  if (!isOut && losses === 0) blame({ saw: 's2 was killed, and for 3 s no six visitors in a row got their pages in time.', likely: 'somebody waits for the dead server.', symptom: 'no-answer' }, stop());
  if (!isOut) blame({ saw: `s2 was killed 3 s ago, and ${losses} of 12 visitors are still sent there.`, likely: 'A refused connection is the fastest news there is.', symptom: 'sent-to-the-dead' }, stop(), losses >= 3);
  if (losses > 0) blame({ saw: `s2 is dead and was out, and yet ${losses} of 12 visitors read an error.`, symptom: 'sent-to-the-dead' }, stop());
  // dead for several checks: both opinions of it have had their time
  await rest(4 * CHECK_MS, scene.signal);
  await scene.pace('s2 is started again', true);
  await s2.restart();
  scene.after('s2 was started again');

  const from = performance.now();
  let seen: Seen[] = [];
  while (sentTo('s2', seen) < 5 && performance.now() - from < 2_000) {
    seen = [...seen, ...(await scene.oneByOne(3))].slice(-30);
    await rest(20, scene.signal);
  }
  const seconds = ((performance.now() - from) / 1000).toFixed(1);
  const back = sentTo('s2', seen);
  const late = stop();
  if (back < 5) blame({ saw: `s2 was restarted ${seconds} s ago and is well. It got ${back} of 30.`, symptom: 'never-back' }, late, back === 0);
  await evenAgain(scene, servers.ids);
  return `its share again after ${seconds} s`;
});

check('one-trial', async (scene) => {
  // long, so that three quarters of it are longer than the usual second
  const EJECT_MS = between(scene.random, 1_400, 1_600);
  const TRY_MS = between(scene.random, 560, 620);
  scene.say(`s2 was out for ${EJECT_MS} ms and still hangs, 10 visitors come at once`, 'exactly one is sent there');
  const { program, s2 } = await openRoad(scene, { CHECK_MS: between(scene.random, 100, 140), TRY_MS, EJECT_MS });
  await scene.pace('s2 hangs on every page, until it is out', true);
  await s2.order({ order: 'trouble', trouble: 'lie' });
  scene.after('s2 stopped answering');
  const stop = watchLateness();
  const before = s2.pages().length;
  if (!(await untilLeft(scene, 's2', 4_000))) blame({ saw: `s2 hung on ${s2.pages().length - before} visitors and was never out.`, likely: 'Real answers are the better check.', symptom: 'liar' }, stop(), true);
  const outSince = Math.max(...s2.pages().map((page) => page.gone ?? page.at));
  const patience = patienceOf(s2.pages().slice(before));
  if (patience < 0.75 * TRY_MS) blame({ saw: `TRY_MS is ${TRY_MS}, and you gave s2 up after ${Math.round(patience)} ms.`, likely: 'how long a server may be silent is TRY_MS.', symptom: 'liar' }, stop());
  await staysOut(scene, s2, outSince, EJECT_MS);
  await rest(Math.max(0, outSince + EJECT_MS + 120 - now()), scene.signal);

  let sent = 0;
  const asked: Promise<Answer>[] = [];
  for (const end = performance.now() + 2_000; sent === 0 && performance.now() < end; ) {
    await scene.pace('10 visitors come at once', true);
    const already = s2.pages().length;
    for (let i = 0; i < 10; i++) asked.push(ask(program.url, { id: `t${i + 1}`, path: '/weather/quetta', patienceMs: 1_500 }));
    // shorter than TRY_MS: the trial cannot be over yet
    await rest(200, scene.signal);
    sent = s2.pages().length - already;
    await scene.pace(`   ${sent} of them were sent to s2`);
  }
  const late = stop();
  await Promise.all(asked);
  if (sent === 0) blame({ saw: 'EJECT_MS was over and for 2 s nobody was sent to s2 any more.', likely: 'after EJECT_MS one visitor finds out whether it is back.', symptom: 'never-back' }, late);
  if (sent > 1) blame({ saw: `EJECT_MS was over and ${sent} visitors were sent to s2.`, likely: 'One trial is enough.', symptom: 'not-on-trial' }, late, sent >= 3);
  return '1 of 10 went to s2';
});

check('nobody-home', async (scene) => {
  scene.say('all killed', '503 at once, and back when one is');
  const { servers, program } = await openRoad(scene, { CHECK_MS: between(scene.random, 100, 140), TRY_MS: 300, EJECT_MS: 1_000 });
  await scene.pace('all three get kill -9', true);
  await Promise.all(servers.all.map((one) => one.kill()));
  scene.after('the last server was killed');
  const clock = watchLateness();
  // nobody comes for a while: that they are dead must be known from refused checks
  await rest(700, scene.signal);
  const early = await scene.visit({ patienceMs: 1_000 });
  const answers = await refusals(scene);
  const late = clock();
  if (scene.ended()) fail({ saw: `The last server died and so did you: ${await lastError(program.words)}.`, likely: 'With nobody left, say 503 and stay.', symptom: 'fell-over' });
  const wrong = answers.filter((answer) => answer.status !== 503);
  const each = 'each visitor is still sent to a dead server. With nobody left, say 503 at once.';
  if (wrong[0]) fail({ saw: `All servers are dead. ${wrong.length} of 10 visitors read ${said(wrong[0])}, not 503.`, likely: wrong[0].status === 502 ? each : undefined, symptom: 'fell-over' });
  const slowest = Math.round(Math.max(...answers.map((answer) => answer.ms)));
  if (slowest > 500) blame({ saw: `All servers are dead, and a visitor waited ${slowest} ms to be told so.`, likely: 'with nobody left there is nothing to wait for.', symptom: 'fell-over' }, late);
  const mute = answers.filter((answer) => !saysWhen(answer)).length;
  if (mute > 0) fail({ saw: `All servers are dead. ${mute} of 10 visitors read 503, and not when to come again.`, likely: 'the header retry-after, in seconds, belongs to a 503.', symptom: 'fell-over' });
  if (early.status !== 503) blame({ saw: `All servers had been dead for 700 ms when the first visitor came, and that one read ${said(early)}.`, likely: 'a refused check is a bad answer as well: two in a row, out.', symptom: 'sick-unseen' }, late);

  const first = servers.all[0]!;
  await scene.pace(`${first.id} is started again`, true);
  await first.restart();
  scene.after(`${first.id} was started again`);
  const stop = watchLateness();
  const from = performance.now();
  let page = await scene.visit();
  while (!isPage(page) && performance.now() - from < 2_000) {
    await rest(30, scene.signal);
    page = await scene.visit();
  }
  const seconds = ((performance.now() - from) / 1000).toFixed(1);
  const isLate = stop();
  if (!isPage(page)) blame({ saw: `${first.id} was restarted ${seconds} s ago and is well. Visitors still read ${said(page)}.`, symptom: 'never-back' }, isLate);
  return `10 × 503, back after ${seconds} s`;
});

check('not-in-the-way', async (scene) => {
  scene.say("s1's check hangs", "s2's sickness seen, 3-16 checks/s whatever the crowd");
  const { servers, program, s2 } = await openRoad(scene, { CHECK_MS: 100, TRY_MS: 300, EJECT_MS: 1_000 });
  const s1 = servers.get('s1');
  // all is well at first, and everybody was asked at least once
  await until(() => servers.all.every((one) => one.checks().length > 0), 600, scene.signal);
  const before = s1.checks().length;
  await scene.pace("s1's /health hangs, then s2's says 503", true);
  await s1.order({ order: 'health', answer: 'hang' });
  await until(() => s1.checks().length > before, 500, scene.signal);
  await s2.order({ order: 'health', answer: 'sick' });
  scene.after("s1's /health began to hang");

  const stop = watchLateness();
  const quietFrom = now();
  await scene.pace('1 s without visitors', true);
  await rest(1_000, scene.signal);
  const busyFrom = now();
  const already = s2.pages().length;
  await scene.pace('100 visitors a second for 1 s', true);
  const visit = (number: number) => ({ id: `c${number}`, path: `/weather/multan?visitor=${number}`, patienceMs: 1_000 });
  const result = await crowd(program.url, { rate: 100, ms: 1_000, signal: scene.signal, visit });
  const end = now();
  const [clock, ours] = [stop(), latenessOf(result)];
  const late = clock.ms > ours.ms ? clock : ours;

  const all = (from: number, to: number): number => servers.all.reduce((sum, one) => sum + checksBetween(one, from, to).length, 0);
  const rate = (one: Neighbour, from: number, to: number): number => (checksBetween(one, from, to).length * 1000) / (to - from);
  const caused = all(busyFrom, end) - all(quietFrom, busyFrom);
  if (caused > result.sent / 2) fail({ saw: `${result.sent} visitors caused ${caused} health checks.`, likely: 'Ask on a timer; visitors read the last answer.', symptom: 'checks-per-request' });

  const sent = s2.pages().length - already;
  const asked = checksBetween(s2, quietFrom, end).length;
  if (sent > 0 && asked <= 3 && s2.checks().length > 0) blame({ saw: "s1's /health hangs, and since then s2's sickness goes unseen.", likely: 'the checks wait for each other in one loop.', symptom: 'stalled-checks' }, late, sent >= 15);
  if (sent > 0 && asked === 0) fail({ saw: `s2 says 503 on /health and nobody asked. Of ${result.sent} visitors it got ${sent}.`, likely: nobodyAsks, symptom: 'sick-unseen' });
  if (sent > 0) blame({ saw: `s2 has said 503 on /health ${asked} times, and of ${result.sent} visitors it got ${sent}.`, symptom: 'sick-unseen' }, late, sent >= 15);

  const openFor = Math.max(0, ...s1.checks().slice(before).filter((one) => !one.answered).map((one) => (one.gone ?? end) - one.at));
  if (openFor > 1_200) blame({ saw: `A check has been open for ${(openFor / 1000).toFixed(1)} s.`, likely: 'Silence is an answer too.', symptom: 'stalled-checks' }, late, true);

  const silent = s1.pages().filter((page) => page.at > end - 500).length;
  if (silent > 0) blame({ saw: `s1's /health has been silent for 2 s, and of the last visitors s1 still got ${silent}.`, likely: 'Silence is an answer too: two in a row, out.', symptom: 'stalled-checks' }, late, silent >= 8);

  const windows = [['Without visitors', quietFrom, busyFrom], ['With 100 visitors a second', busyFrom, end]] as const;
  for (const [when, from, to] of windows) {
    for (const one of [s2, servers.get('s3')]) {
      const found = rate(one, from, to);
      // a right program may rest CHECK_MS after a round that s1 made CHECK_MS long: that is a little under 5
      if (found < 3 || found > 16) blame({ saw: `CHECK_MS is 100. ${when} ${one.id} was asked for its /health ${found.toFixed(0)} times a second.`, likely: 'Ask on a timer; visitors read the last answer.', symptom: 'checks-per-request' }, late);
    }
  }
  return `s2 out, ${rate(s2, quietFrom, busyFrom).toFixed(0)} and ${rate(s2, busyFrom, end).toFixed(0)} checks/s`;
});

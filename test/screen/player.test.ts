import { expect, test } from 'vitest';
import { textRows } from '../../src/screen/parts/sheet.ts';
import { presses } from '../../src/screen/typing.ts';
import { breakdown, failing, notStarted, passing } from './scenes.ts';
import { pretendCourse, type PretendCourse } from './pretend-course.ts';

const text = (course: PretendCourse) => textRows(course.player.draw(100, 30).sheet).join('\n');
const noKey = { upArrow: false, downArrow: false, leftArrow: false, rightArrow: false, return: false, escape: false, tab: false, backspace: false, delete: false, ctrl: false, meta: false } as Parameters<typeof presses>[1];

function watching(): PretendCourse {
  const course = pretendCourse();
  course.player.home.open(2);
  course.live(breakdown[0]!);
  return course;
}

test('letters that were typed fast arrive as one input and are each a press', () => {
  expect(presses('jk', noKey)).toEqual(['j', 'k']);
  expect(presses(' ', noKey)).toEqual(['space']);
  expect(presses('', { ...noKey, upArrow: true })).toEqual(['up']);
});

test('a key that means nothing says so in one quiet line', () => {
  const course = watching();
  course.press('7');
  expect(text(course)).toContain('7 is off: there are only 3');
  course.press('%');
  expect(text(course)).toContain('% does nothing here; ? shows the keys');
});

test('x stops the picked server, and n troubles it', () => {
  const course = watching();
  course.press('x', '3', 'x', 'n');
  expect(course.orders).toEqual(['stop s2', 'stop s3', 'freeze s3']);
});

test('minus and plus step through the rates', () => {
  const course = watching();
  course.press('+', '-');
  expect(course.orders).toEqual(['rate 90', 'rate 30']);
});

test('a lever can be typed after a colon, and a wrong word is answered', () => {
  const course = watching();
  course.press(':', ...'stop', 'space', ...'s1', 'enter', ':', ...'fly', 'enter');
  expect(course.orders).toEqual(['stop s1']);
  expect(text(course)).toContain('"fly" does nothing here');
});

test('a held picture stands still while the system goes on, and its levers mean what is so now', () => {
  const course = watching();
  const crossing = () => text(course).split('\n').slice(2, 25);
  course.press('space');
  const before = crossing();
  course.live(breakdown[2]!);
  expect(crossing()).toEqual(before);
  expect(text(course)).toContain('x bring s2 back');
  course.press('x');
  expect(course.orders).toEqual(['start s2']);
  course.press('space');
  course.live(breakdown[2]!);
  expect(text(course)).toContain('closed the road');
});

test('a start that failed is told in full, levers say why they are off, and r starts it again', () => {
  const course = pretendCourse();
  course.player.home.open(2);
  course.live(notStarted);
  expect(text(course)).toContain('✗ s2 did not start');
  expect(text(course)).toContain('it ended at once, with code 1. Its last words:');
  expect(text(course)).toMatch(/s1, s3 and the officer started well and have been stopped again\. Nothing is left running\./);
  course.press('x');
  expect(text(course)).toContain('x is off: nothing runs now; r starts it again');
  course.press('r');
  expect(course.orders).toEqual(['again']);
  expect(text(course)).toContain('The crossing, starting');
  course.live(breakdown[0]!);
  expect(text(course)).toContain('The crossing, live');
});

test('what the live system cannot obey is said in its words', () => {
  const course = watching();
  course.live({ kind: 'sorry', words: 'There is no s9. Did you mean s3?' });
  expect(text(course)).toContain('Did you mean s3?');
});

test('a step is done when it is left with next, and its processes are closed', async () => {
  const course = watching();
  course.press('right');
  expect(course.state.get().steps['2-load-balancing/breakdowns']).toBe('done');
  await course.player.close();
  expect(course.open).toEqual({ live: 0, check: 0 });
});

test('a guess is kept with how sure, and later beside what was seen', async () => {
  const course = pretendCourse();
  course.player.home.open(1);
  course.press('3', '0', 'tab', 'enter');
  expect(course.state.get().guesses['2-load-balancing/guess/lost']).toEqual({ answer: 30, sure: 2 });
  course.press('enter', 'down', 'enter', 'enter');
  expect(course.state.get().guesses['2-load-balancing/guess/who']).toMatchObject({ answer: 1 });
  course.live(breakdown[2]!);
  expect(text(course)).toMatch(/you guessed 30, saw \d+/);
  course.press('right');
  expect(course.state.get().guesses['2-load-balancing/guess/lost']!.seen).toBeGreaterThan(0);
});

test('the first sighting stays, also when it is seen again on another visit', () => {
  const course = pretendCourse();
  course.state.guessed('2-load-balancing/guess/lost', { answer: 30, sure: 1 });
  const visit = (picture: (typeof breakdown)[number]) => (course.player.home.open(2), course.live(picture), course.press('esc'));
  visit(breakdown[2]!);
  const first = course.state.get().guesses['2-load-balancing/guess/lost']!.seen;
  expect(first).toBe(breakdown[2]!.totals.failed);
  visit(breakdown[3]!);
  expect(course.state.get().guesses['2-load-balancing/guess/lost']!.seen).toBe(first);
});

test('a passed exercise is remembered, a failed one is tried', () => {
  const course = pretendCourse();
  course.player.home.open(4);
  course.check(failing);
  expect(course.state.get().exercises['2-load-balancing/round-robin']!.state).toBe('tried');
  course.check(passing);
  expect(course.state.get().exercises['2-load-balancing/round-robin']!.state).toBe('passed');
  expect(course.state.get().steps['2-load-balancing/build']).toBe('done');
});

test('capitals ask once before they act', () => {
  const course = pretendCourse();
  course.player.home.open(4);
  course.press('H');
  expect(text(course)).toContain('Press H again');
  course.press('t', 't', 'H');
  expect(text(course)).toContain('Press H again');
  course.press('H');
  expect(text(course)).toContain('servers[turn++ % servers.length]');
});

test('hints are opened a symptom, count when they are really opened, and stay open on the next visit', () => {
  const course = pretendCourse();
  const hints = () => course.state.get().exercises['2-load-balancing/round-robin']!.hints;
  course.player.home.open(4);
  course.press('h', 'h', 'h', 'h');
  expect(hints()).toBe(3);
  course.check(failing);
  course.press('h');
  expect(text(course)).toContain('chosen because: "same line" fails');
  expect(text(course)).toMatch(/▸ 1  a nudge/);
  expect(hints()).toBe(4);
  course.press('esc', 'esc');
  course.player.home.open(4);
  course.press('h');
  expect(text(course)).toMatch(/✓ 2  where to look/);
  expect(hints()).toBe(4);
});

test('the verdict of another day chooses the hints', () => {
  const course = pretendCourse(undefined, { lastVerdict: () => failing });
  course.player.home.open(4);
  course.press('h');
  expect(text(course)).toContain('chosen because: "same line" fails');
});

test('in a window that is too small only q and p act', () => {
  const course = watching();
  const small = () => textRows(course.player.draw(60, 18).sheet).join('\n');
  small();
  course.press('x', 'right', 'Esc', ':');
  expect(course.orders).toEqual([]);
  course.press('p');
  expect(small()).toContain('Leave with q, then: npx rushhour start --plain');
  expect(text(course)).toContain('The crossing, live');
  small();
  course.press('q');
  expect(course.left).toBe(true);
});

test('a busy laptop rests the dots and says so once', () => {
  const course = watching();
  course.player.still();
  expect(text(course)).toContain('This laptop is busy, so the dots rest');
  expect(text(course)).toContain('motion is off');
  course.press('t', 't');
  course.player.still();
  expect(text(course)).not.toContain('This laptop is busy');
});

test('z gives the command that plays the failed check again', () => {
  const course = pretendCourse();
  course.player.home.open(4);
  course.press('z');
  expect(text(course)).toContain('z is off: after the first check');
  course.check(failing);
  course.press('z');
  expect(course.copied).toEqual(['npx rushhour replay round-robin same-line --seed 4711']);
});

test('the press that opened a page does not turn it, the next one does', () => {
  const course = pretendCourse();
  course.press('enter');
  expect(text(course)).toContain('step 1 of 6');
  course.press('enter');
  expect(text(course)).toContain('step 2 of 6');
});

test('the list on the home page goes round, also when keys come fast, and a number opens', () => {
  const course = pretendCourse();
  course.press(...presses('jjjj', noKey), 'up', 'up', 'up', 'up', 'up');
  expect(course.player.home.chosen()).toBe(5);
  course.press('down', 'down', 'down', 'enter');
  expect(text(course)).toContain('step 3 of 6');
  course.press('esc', '4');
  expect(text(course)).toContain('step 4 of 6');
});

test('Escape takes a question back and stays on the page', () => {
  const course = pretendCourse();
  course.player.home.open(4);
  course.press('H', 'esc');
  expect(text(course)).toContain('step 5 of 6');
  expect(text(course)).not.toContain('Press H again');
});

test('leaving tells what was stopped, learnt and lost', async () => {
  const course = watching();
  course.live(breakdown[2]!);
  course.press('q');
  expect(course.left).toBe(true);
  expect(await course.player.close()).toMatchObject({ ended: [{ what: 's1' }], steps: ['lesson 2, Breakdowns'], next: 'lesson 2, step 1: The officer' });
});

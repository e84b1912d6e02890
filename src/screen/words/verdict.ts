import type { CheckResult, Judgement } from '../../facts/verdict.ts';

/** A check as it is drawn: its slug with spaces. */
export function checkName(slug: string): string {
  return slug.replaceAll('-', ' ');
}

/** Whether a failed run can be played again step by step: a program that did not start has no steps. */
export function canReplay({ checks }: Judgement): boolean {
  return !checks.some((check) => check.result === 'failed' && (check.symptom === 'ended-early' || check.symptom === 'not-listening'));
}

/** What stands at a check's right, at most `width` columns. */
export function checkSaw(check: CheckResult, width = 30): string {
  if (check.result === 'not-run') return 'not run';
  if (check.result === 'could-not-judge') return 'could not tell';
  const saw = check.saw.replace(/\.$/, '');
  return saw.length <= width ? saw : `${cutAtWord(saw, width - 1)}…`;
}

/** The run in one sentence; with little room what was hoped, or even seen, is left out. */
export function judgementWords(judgement: Judgement, width = Infinity): string {
  const passed = judgement.checks.filter(({ result }) => result === 'passed').length;
  const start = `${passed} of ${judgement.checks.length} checks pass`;
  const stuck = judgement.checks.find(({ result }) => result === 'failed' || result === 'could-not-judge');
  if (stuck?.result === 'failed') {
    const fails = `${start}; "${checkName(stuck.name)}" fails`;
    return first(width, `${fails}: we saw ${bare(stuck.saw)}, hoped ${bare(stuck.expected)}.`, `${fails}: we saw ${bare(stuck.saw)}.`, `${fails}.`);
  }
  if (stuck?.result === 'could-not-judge') return first(width, `${start}; "${checkName(stuck.name)}" could not be judged: ${bare(stuck.why)}.`, `${start}; "${checkName(stuck.name)}" could not be judged.`);
  return `${start}.`;
}

/** Why a check could not be judged, that nobody is to blame, and what to try. */
export function unsureWords({ why, tryThis }: { why: string; tryThis: string }): string {
  return `We could not judge this: ${bare(why)}. Nothing is wrong with your code as far as we know. ${tryThis}`;
}

/** One check's verdict as lines, for plain text. */
export function checkLines(check: CheckResult): string[] {
  const name = checkName(check.name);
  if (check.result === 'passed') return [`Passed: ${name}. ${check.saw}`];
  if (check.result === 'not-run') return [`Not run: ${name}.`];
  if (check.result === 'could-not-judge') return [`Could not judge: ${name}.`, unsureWords(check)];
  return [
    `Failed: ${name}.`,
    `We did: ${check.did}`,
    `We hoped: ${check.expected}`,
    `We saw: ${check.saw}`,
    ...(check.likely ? [`Likely: ${check.likely}`] : []),
    `By hand: npx ${check.replay}`,
  ];
}

function first(width: number, ...wordings: string[]): string {
  return wordings.find((words) => words.length <= width) ?? wordings.at(-1)!;
}

function cutAtWord(text: string, width: number): string {
  const cut = text.slice(0, width);
  const space = cut.lastIndexOf(' ');
  return space > width / 2 ? cut.slice(0, space) : cut;
}

function bare(words: string): string {
  return words.replace(/\.$/, '');
}

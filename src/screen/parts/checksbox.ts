import type { CheckResult, Judgement } from '../../facts/verdict.ts';
import { checkName, checkSaw } from '../words/verdict.ts';
import { time } from '../words/numbers.ts';
import { box, type Area } from './box.ts';
import { bold, put, putRight, say, widthOf, type Line, type Role, type Sheet } from './sheet.ts';

/** A check as it stands now; `waiting` before its turn. */
export type CheckState = CheckResult | { name: string; result: 'running' | 'waiting' };

/** Every check of the exercise with what it saw; with little room the passed and the waiting are counted in one row each. */
export function checksBox(sheet: Sheet, area: Area, checks: CheckState[], judgement: Judgement | undefined, running: boolean, extra = ''): void {
  const inside = box(sheet, area, { title: 'Checks', right: right(checks, judgement, running, extra) });
  const rows = checks.length <= inside.height ? checks.map((check) => row(check, inside.width)) : shortRows(checks, inside.width);
  rows.slice(0, inside.height).forEach(({ left, right }, i) => {
    put(sheet, inside.x, inside.y + i, left, inside.width - (right ? widthOf(right) + 2 : 0));
    if (right) putRight(sheet, inside.x + inside.width - 1, inside.y + i, right);
  });
}

/** The sign of a result, for a check's row or a save's history. */
export function signOf(result: CheckState['result']): [string, Role] {
  return ({ passed: ['✓', 'healthy'], failed: ['✗', 'hurt'], 'could-not-judge': ['◐', 'strained'], running: ['▸', 'focus'], 'not-run': ['○', 'frame'], waiting: ['○', 'frame'] } as Record<CheckState['result'], [string, Role]>)[result];
}

function right(checks: CheckState[], judgement: Judgement | undefined, running: boolean, extra: string): Line {
  if (running) return say('focus', 'checking');
  if (!judgement) return say('quiet', 'not checked yet');
  if (judgement.result === 'passed') return say('healthy', `all ${checks.length} pass${extra}`);
  return say('quiet', `${time(judgement.ms)}, seed ${judgement.seed}${extra}`);
}

function row(check: CheckState, width: number): { left: Line; right?: Line } {
  const [sign, role] = signOf(check.result);
  const name = checkName(check.name);
  const quiet = check.result === 'waiting' || check.result === 'not-run';
  const loud = check.result === 'failed' || check.result === 'running';
  const left: Line = [say(role, `${sign} `, loud), loud ? bold(name) : quiet ? say('quiet', name) : name];
  return { left, right: sawOf(check, width - name.length - 5) };
}

function sawOf(check: CheckState, width: number): Line | undefined {
  if (!isJudged(check)) return check.result === 'running' ? say('quiet', 'now') : undefined;
  return check.result === 'failed' ? bold(checkSaw(check, width), 'hurt') : say('quiet', checkSaw(check, width));
}

function isJudged(check: CheckState): check is CheckResult {
  return check.result !== 'running' && check.result !== 'waiting';
}

function shortRows(checks: CheckState[], width: number): { left: Line; right?: Line }[] {
  const passed = checks.filter(({ result }) => result === 'passed');
  const waiting = checks.filter(({ result }) => result === 'not-run' || result === 'waiting');
  const loud = checks.filter((check) => !passed.includes(check) && !waiting.includes(check));
  const counted = (list: CheckState[], sign: string, role: Role, words: string) => (list.length ? [{ left: [say(role, `${sign} `), say('quiet', named(`${list.length} ${words}: `, list.map(({ name }) => checkName(name)), width - 2))] as Line }] : []);
  return [...counted(passed, '✓', 'healthy', 'pass'), ...loud.map((check) => row(check, width)), ...counted(waiting, '○', 'frame', 'to come')];
}

// As many names as fit, and how many more there are.
function named(start: string, names: string[], width: number): string {
  for (let count = names.length; count > 0; count--) {
    const words = start + names.slice(0, count).join(', ') + (count < names.length ? ` and ${names.length - count} more` : '');
    if (words.length <= width) return words;
  }
  return start.replace(/: $/, '');
}

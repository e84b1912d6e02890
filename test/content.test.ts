/** The three witnesses of each exercise: its starter fails, its solution passes, and each known mistake fails at its own check in its own words. */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dice, shuffled } from '../src/facts/dice.ts';
import { checks, symptoms, type ExerciseName } from '../src/facts/names.ts';
import type { CheckResult, Judgement } from '../src/facts/verdict.ts';
import { packageFolder, programPath } from '../src/system/programs.ts';

const lesson = '2-load-balancing';
const isLong = process.env.RUSHHOUR_LONG === '1';
const seed = Number(process.env.RUSHHOUR_TEST_SEED ?? Math.floor(Date.now() / 1000) % 100_000);

describe.each(Object.keys(checks) as ExerciseName[])('%s', (exercise) => {
  test('its starter runs, and fails a check that has hints', async () => {
    const judgement = await judged(exercise, join(packageFolder, 'exercises', lesson, `${exercise}.ts`));
    expect(judgement.result).toBe('failed');
    const failed = judgement.checks.find((check) => check.result === 'failed');
    expect(symptoms[exercise]).toContain(failed?.result === 'failed' && failed.symptom);
    expect(judgement.checks.map((check) => check.name)).toEqual([...checks[exercise]]);
  });

  test('its solution passes every check, and each says what it saw', async () => {
    const judgement = await judged(exercise, join(packageFolder, 'solutions', lesson, `${exercise}.ts`));
    expect(judgement.checks.filter((check) => check.result !== 'passed')).toEqual([]);
    for (const check of judgement.checks) if (check.result === 'passed') expect(check.saw.length, check.name).toBeLessThanOrEqual(30);
  }, 120_000);

  const mistakes = mistakesOf(exercise);

  test('there are mistakes, each with its check', () => {
    expect(mistakes.length).toBeGreaterThanOrEqual(7);
    for (const mistake of mistakes) expect(checks[exercise], mistake.name).toContain(mistake.check);
  });

  test.each(isLong ? mistakes : oneForEachCheck(mistakes))('the mistake $name fails at $check in its own words', async ({ file, check, says }) => {
    const judgement = await judged(exercise, file, check);
    const found = judgement.checks[0]!;
    expect(found, `seed ${judgement.seed}`).toMatchObject({ name: check, result: 'failed' });
    expect(inWords(found)).toContain(says);
    expect(found.result === 'failed' && found.replay).toBe(`rushhour replay ${exercise} ${check} --seed ${judgement.seed}`);
  }, 120_000);
});

type Mistake = { name: string; file: string; check: string; says: string };

/** The first line of a mistake tells what it fails and what the learner reads. */
function mistakesOf(exercise: ExerciseName): Mistake[] {
  const folder = join(packageFolder, 'lessons', lesson, 'mistakes', exercise);
  return readdirSync(folder).map((name) => {
    const file = join(folder, name);
    const [, check = '', says = ''] = /^\/\/ fails: (\S+) +· says: (.+)$/.exec(readFileSync(file, 'utf8').split('\n')[0]!) ?? [];
    return { name: name.replace('.ts', ''), file, check, says };
  });
}

/** Short on time: one mistake for each check, others tomorrow. */
function oneForEachCheck(mistakes: Mistake[]): Mistake[] {
  const mixed = shuffled(dice(seed), mistakes);
  return mixed.filter((one, i) => mixed.findIndex((other) => other.check === one.check) === i);
}

/** As it is drawn: what was seen, and after "Likely" what it probably is. */
function inWords(check: CheckResult): string {
  return check.result === 'failed' ? `${check.saw} ${check.likely ?? ''} Likely ${check.likely ?? ''}` : '';
}

/** A verdict; "could not judge" is noise that was recognised as such, and the one thing that may be asked again (twice). */
async function judged(exercise: ExerciseName, file: string, only?: string): Promise<Judgement> {
  for (let again = 0; ; again++) {
    const judgement = await judgedOnce(exercise, file, only);
    if (judgement.result !== 'could-not-judge' || again === 2) return judgement;
    const unsure = judgement.checks.find((check) => check.result === 'could-not-judge');
    process.stderr.write(`asked again: ${unsure?.name}: ${unsure?.result === 'could-not-judge' ? unsure.why : ''}\n`);
  }
}

function judgedOnce(exercise: ExerciseName, file: string, only?: string): Promise<Judgement> {
  const judge = spawn(process.execPath, [programPath('judge'), exercise, '--file', file, ...(only ? ['--only', only] : [])], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  judge.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  return new Promise((resolve) => judge.once('close', () => resolve(JSON.parse(text.trim().split('\n').at(-1) ?? '{}') as Judgement)));
}

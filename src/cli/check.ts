import { existsSync } from 'node:fs';
import { checks, type ExerciseName } from '../facts/names.ts';
import type { CheckLine } from '../facts/stream.ts';
import type { CheckResult, Judgement } from '../facts/verdict.ts';
import { keepVerdict } from '../course/verdicts.ts';
import { openRun } from '../system/run.ts';
import { findExercise, openCourse } from './course.ts';
import { onEnd } from './end.ts';
import { openStream } from './stream.ts';
import { callFolder, numberOption, options, pathOption, Usage } from './usage.ts';
import { nearest } from '../course/nearest.ts';
import { checkLines, judgementWords } from '../screen/words/verdict.ts';

const known = {
  file: { type: 'string' },
  run: { type: 'string' },
  only: { type: 'string' },
  seed: { type: 'string' },
  json: { type: 'boolean' },
  watch: { type: 'boolean' },
} as const;

/** `rushhour check EXERCISE`: judges a program; 0 passed, 1 failed, 2 could not judge, 64 usage. */
export async function check(args: string[]): Promise<number> {
  const { values, positionals } = options(args, known);
  const exercise = findExercise(positionals[0]);
  if (positionals.length > 1) throw new Usage(`One exercise at a time; "${positionals[1]}" is one too many.`);
  if (values.file !== undefined && values.run !== undefined) throw new Usage('Give --file or --run, not both.');
  const isOwn = values.file === undefined && values.run === undefined;
  const judged = [exercise.id, ...sourceOption(exercise.id, values), ...narrowed(exercise.name, values)];
  const run = await openRun('check');
  onEnd(() => run.close());
  try {
    return await judge(run, judged, { ...values, record: isOwn && values.only === undefined && !(values.watch && values.json) ? exercise.id : undefined });
  } finally {
    await run.close();
  }
}

type Values = { file?: string; run?: string; only?: string; seed?: string; json?: boolean; watch?: boolean };

/** What the judge is to start: the file given, the command given, or the learner's own file. Throws Usage when there is no such file. */
export function sourceOption(id: string, values: Pick<Values, 'file' | 'run'>): string[] {
  if (values.run !== undefined) return ['--run', values.run, '--cwd', callFolder()];
  if (values.file === undefined) return ['--file', openCourse().workspace.fileOf(id)];
  const file = pathOption(values.file);
  if (!existsSync(file)) throw new Usage(`There is no file ${file}.`);
  return ['--file', file];
}

function narrowed(name: ExerciseName, values: Values): string[] {
  const seed = numberOption('seed', values.seed, 0, 2_147_483_647);
  return [...(values.only === undefined ? [] : ['--only', checkOption(name, values.only)]), ...(seed === undefined ? [] : ['--seed', String(Math.floor(seed))]), ...(values.watch ? ['--watch'] : [])];
}

/** A check's name as typed, or a Usage with the nearest right one and the list. */
export function checkOption(exercise: ExerciseName, typed: string): string {
  const names: readonly string[] = checks[exercise];
  if (names.includes(typed)) return typed;
  const near = nearest(typed, names);
  throw new Usage(`${exercise} has no check "${typed}".${near ? ` Did you mean "${near}"?` : ''} Its checks: ${names.join(', ')}.`);
}

async function judge(run: Awaited<ReturnType<typeof openRun>>, args: string[], how: Values & { record?: string }): Promise<number> {
  let last: Judgement | undefined;
  const child = await openStream(run, 'judge', 'judge', args, (line) => {
    const told = withSource(line as CheckLine, how);
    if (told.kind === 'verdict') last = told;
    if (told.kind === 'verdict' && how.watch && how.record) record(how.record, told);
    if (how.watch && how.json) process.stdout.write(`${JSON.stringify(told)}\n`);
    else if (!how.json) for (const text of textOf(told)) process.stdout.write(`${text}\n`);
  });
  if (how.watch) process.stdin.on('data', (chunk) => child.stdin?.write(chunk)).on('error', () => {});
  const exit = await child.exited;
  process.stdin.unref?.();
  if (run.signal.aborted) return 130;
  if (last === undefined) last = notJudged(args[0]!, child.words(), exit.code);
  if (how.json && !how.watch) process.stdout.write(`${JSON.stringify(last)}\n`);
  if (how.record && !how.watch) record(how.record, last);
  return { passed: 0, failed: 1, 'could-not-judge': 2 }[last.result];
}

/** A replay of a program that is not the learner's own file must name it, or it would play another. */
function withSource(line: CheckLine, { file, run }: Values): CheckLine {
  const source = run === undefined ? (file === undefined ? '' : ` --file ${quoted(file)}`) : ` --run ${quoted(run)}`;
  const whole = <T extends CheckResult | { result: 'running' }>(check: T): T => (check.result === 'failed' ? { ...check, replay: `${check.replay}${source}` } : check);
  if (line.kind === 'check') return { ...line, check: whole(line.check) };
  return line.kind === 'verdict' ? { ...line, checks: line.checks.map(whole) } : line;
}

function quoted(words: string): string {
  return /^[\w./-]+$/.test(words) ? words : `'${words.replaceAll("'", `'\\''`)}'`;
}

/** The stream as a person reads it: each check as it ends, and at the end what was not run and the sum. */
function textOf(line: CheckLine): string[] {
  if (line.kind === 'saved') return ['', 'Saw your save; checking.'];
  if (line.kind === 'check') return line.check.result === 'running' ? [] : checkLines(line.check);
  if (line.kind !== 'verdict') return [];
  return [...line.checks.filter(({ result }) => result === 'not-run').flatMap(checkLines), `${judgementWords(line)} (${(line.ms / 1000).toFixed(1)} s, seed ${line.seed})`];
}

function record(exercise: string, judgement: Judgement): void {
  const { workspace, state } = openCourse();
  keepVerdict(workspace.folder, exercise, judgement);
  if (judgement.result === 'passed') state.passed(exercise);
  if (judgement.result === 'failed') state.tried(exercise);
}

/** The judge itself ended without a word: that is ours, never the learner's. */
function notJudged(exercise: string, words: string[], code: number | null): Judgement {
  const why = `The judge ended without a verdict (code ${code}). Its last words: ${words.slice(-3).join(' / ') || 'none'}`;
  process.stderr.write(`We could not judge this: ${why}. Nothing is wrong with your code as far as we know.\n`);
  return { kind: 'verdict', exercise, result: 'could-not-judge', seed: 0, ms: 0, checks: [{ name: 'judge', result: 'could-not-judge', why, tryThis: 'Run it once more; if it happens again, npx rushhour doctor says what does not fit.' }] };
}

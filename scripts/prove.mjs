/**
 * Judges one program again and again, each time with a new seed, and counts: node scripts/prove.mjs EXERCISE --runs 50 [--busy] [--file F] [--only CHECK] [--mistakes] [--unsure N].
 * --busy keeps one core spinning. --mistakes judges each known mistake instead, at the check its first line names.
 * A run that could not be judged is noise that was recognised: it is asked again, once, and told. Exits 1 unless every run passed (every mistake failed as it should); --unsure N lets N runs end without a verdict.
 */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values, positionals: [exercise] } = parseArgs({ allowPositionals: true, options: { runs: { type: 'string', default: '10' }, busy: { type: 'boolean' }, file: { type: 'string' }, only: { type: 'string' }, mistakes: { type: 'boolean' }, unsure: { type: 'string', default: '0' }, lesson: { type: 'string', default: '2-load-balancing' } } });

const spinner = values.busy ? spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }) : undefined;
process.on('exit', () => spinner?.kill('SIGKILL'));

let askedAgain = 0;

/** A verdict; what could not be judged is asked once more. */
async function judged(file, only) {
  const first = await judgedOnce(file, only);
  if (first.result !== 'could-not-judge') return first;
  askedAgain++;
  const unsure = first.checks.find((check) => check.result === 'could-not-judge');
  console.log(`asked again: seed ${first.seed} ${unsure?.name}: ${unsure ? words(unsure) : ''}`);
  return judgedOnce(file, only);
}

/** One cold run of the judge; resolves with its Judgement. */
function judgedOnce(file, only) {
  return new Promise((resolve, reject) => {
    const judge = spawn(process.execPath, [join(root, 'dist/judge.js'), exercise, '--file', file, ...(only ? ['--only', only] : [])], { stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    judge.stdout.setEncoding('utf8').on('data', (chunk) => (text += chunk));
    judge.on('close', () => {
      const line = text.trim().split('\n').at(-1);
      line?.includes('"verdict"') ? resolve(JSON.parse(line)) : reject(new Error(`the judge ended without a verdict: ${line}`));
    });
  });
}

const words = (check) => (check.result === 'failed' ? `${check.saw} Likely ${check.likely ?? '-'} [${check.symptom}]` : `${check.why}. ${check.tryThis}`);

async function proveSolution() {
  const file = values.file ?? join(root, 'solutions', values.lesson, `${exercise}.ts`);
  const counts = { passed: 0, failed: 0, 'could-not-judge': 0 };
  const times = [];
  for (let run = 1; run <= Number(values.runs); run++) {
    const judgement = await judged(file, values.only);
    counts[judgement.result]++;
    times.push(judgement.ms);
    for (const check of judgement.checks) if (check.result === 'failed' || check.result === 'could-not-judge') console.log(`run ${run} seed ${judgement.seed} ${check.name}: ${check.result}: ${words(check)}`);
  }
  times.sort((a, b) => a - b);
  console.log(`${exercise}${values.busy ? ', one core busy' : ''}: ${values.runs} runs, ${JSON.stringify(counts)}, asked again ${askedAgain}, ms median ${times[times.length >> 1]}, longest ${times.at(-1)}`);
  return counts.failed === 0 && counts['could-not-judge'] <= Number(values.unsure);
}

async function proveMistakes() {
  let wrong = 0;
  const folder = join(root, 'lessons', values.lesson, 'mistakes', exercise);
  for (const name of readdirSync(folder)) {
    const [, check = '', says = ''] = /fails: (\S+)\s+· says: (.*)/.exec(readFileSync(join(folder, name), 'utf8').split('\n')[0]) ?? [];
    const judgement = await judged(join(folder, name), check);
    const found = judgement.checks.find((one) => one.name === check);
    const isRight = found?.result === 'failed' && words(found).includes(says);
    console.log(`${isRight ? 'ok ' : 'NO '} ${name} [${check}] ${found?.result}: ${found && found.result !== 'passed' ? words(found) : found?.saw}${isRight ? '' : `\n      wanted: ${says}`}`);
    if (!isRight) wrong++;
  }
  console.log(`${exercise}: ${wrong} mistakes not seen as they should be, asked again ${askedAgain}`);
  return wrong === 0;
}

process.exit((await (values.mistakes ? proveMistakes() : proveSolution())) ? 0 : 1);

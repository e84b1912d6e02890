import type { Symptom } from '../facts/names.ts';
import type { Exit } from '../system/child.ts';
import type { ProgramTrouble } from '../system/program.ts';
import { curl, type Answer } from './client.ts';

/** What was wrong, as the learner reads it: what we saw, what it probably is (when the pattern is known), and which hints fit. */
export type Wrong = { saw: string; likely?: string; symptom: Symptom };

/** Thrown to end a check: the program did something wrong, or we cannot tell. Anything else that is thrown is a fault of ours. */
export type Halt = { halt: 'wrong'; wrong: Wrong } | { halt: 'cannot-judge'; why: string; tryThis: string };

/** Ends the check: the program was wrong. */
export function fail(wrong: Wrong): never {
  throw { halt: 'wrong', wrong } satisfies Halt;
}

/** Ends the check without a verdict on the learner: `why` is a fact, `tryThis` a sentence. */
export function cannotJudge(why: string, tryThis: string): never {
  throw { halt: 'cannot-judge', why, tryThis } satisfies Halt;
}

/** Whether something that was thrown is the end of a check and not a fault of ours. */
export function isHalt(thrown: unknown): thrown is Halt {
  return typeof thrown === 'object' && thrown !== null && 'halt' in thrown;
}

/** What to try when the machine was too busy for a check that depends on time. */
export const tryQuieter = 'Close what else keeps this laptop busy, and press r to run it again.';

/** The program did not come up. */
export function didNotStart(exercise: string, trouble: ProgramTrouble, isCommand: boolean): Wrong {
  if (trouble.trouble === 'syntax') return cannotBeRead(trouble);
  const said = tellingLines(trouble.lastWords);
  const words = said.length > 0 ? ` Its last words: ${said.join(' / ')}` : '';
  const likely = trouble.likely ?? slip(trouble.lastWords.join(' ')) ?? (trouble.trouble === 'ended-early' ? isCommand ? 'it failed at its start; its own words say more than we can.' : `an exception at start; run \`npx rushhour run ${exercise}\` to see it live.` : undefined);
  return { saw: `${trouble.words}${words}`, likely, symptom: trouble.trouble === 'not-listening' ? 'not-listening' : 'ended-early' };
}

/** What the bundler said, in one sentence: the line, what stands there, what was expected. */
function cannotBeRead(trouble: ProgramTrouble): Wrong {
  const why = (trouble.lastWords[0] ?? '').replace(/^\[\w+\]\s*(Error:\s*)?/, '');
  const at = trouble.lastWords.find((line) => new RegExp(`^\\s*${trouble.line}\\s*[│|]`).test(line))?.replace(/^\s*\d+\s*[│|]\s*/, '');
  const help = trouble.lastWords.find((line) => line.includes('Help:'))?.replace(/^.*Help:\s*/, '');
  return { saw: `${trouble.words}${at ? ` There it says: ${at}` : ''}${why ? ` The reader says: ${why}` : ''}`, likely: help, symptom: 'ended-early' };
}

/** Two slips of importing that type checking lets through or explains badly. */
function slip(words: string): string | undefined {
  if (/http-proxy.*does not provide an export named/.test(words)) return "http-proxy is imported whole: `import httpProxy from 'http-proxy'`, then `httpProxy.createProxyServer(…)`.";
  if (/ioredis.*does not provide an export named 'default'|Redis is not a constructor/.test(words)) return "ioredis is imported by name: `import { Redis } from 'ioredis'`.";
  return undefined;
}

/** What a program said that helps: without the lines of Node's own insides, at most eight. */
function tellingLines(words: string[]): string[] {
  const short = words.map((line) => line.trim().replace(/(file:\/\/)?\/\S*\/node_modules\//g, '').replace(/(file:\/\/)?\/\S*\//g, ''));
  return short.filter((line, i) => line && !/^(at .*node:|node:|Node\.js v|\^+$|throw |\}$)/.test(words[i]!.trim()) && !/dist\/learner\.js/.test(words[i]!)).slice(-8);
}

/** The program ended while we were using it; `after` is the last thing that we did. */
export function endedMidway(exit: Exit, after: string, words: string[]): Wrong {
  const how = exit.code === null ? `signal ${exit.signal}` : `exit code ${exit.code}`;
  const said = errorLine(words);
  const isUnheard = !said || /ECONN|EPIPE|hang up|unhandled|'error' event/i.test(words.join(' '));
  return { saw: `Your program ended in the middle of the check (${how}), just after ${after}.${said ? ` It said: ${said}` : ''}`, likely: /^(Uncaught )?(Reference|Type|Range)Error\b/.test(said ?? '') ? 'its own words say what; nobody catches it, and so the whole program ends.' : isUnheard ? "an 'error' event nobody listens to." : 'an exception that nobody catches ends the whole program.', symptom: 'ended-midway' };
}

/** Requests that got no answer at all; `total` counts them, the first is shown. */
export function noAnswer(first: Answer, number: number, total: number): Wrong {
  const seconds = Math.max(0.1, Math.round(first.ms / 100) / 10);
  return { saw: `Request ${number} got no answer within ${seconds} s. We counted ${total} such request${total === 1 ? '' : 's'}; the first was \`${curl(first.visit)}\`.`, likely: 'Every request needs an answer, even an unhappy one.', symptom: 'no-answer' };
}

/** A connection that broke before the answer was whole. */
export function cutOff(answer: Answer): Wrong {
  return { saw: `Connection reset while reading the answer to \`${curl(answer.visit)}\`: the connection was closed before the answer was complete.`, symptom: 'cut-off' };
}

/** The first answer that is missing or broken, in words; undefined when all are whole. */
export function brokenAnswer(answers: Answer[]): Wrong | undefined {
  const broken = answers.find((one) => one.ending === 'cut' || one.ending === 'refused');
  return unanswered(answers) ?? (broken && cutOff(broken));
}

/** The first visitor who was left without any answer, in words; undefined when there is none. */
export function unanswered(answers: Answer[]): Wrong | undefined {
  const silent = answers.filter((one) => one.ending === 'silent');
  return silent[0] && noAnswer(silent[0], answers.indexOf(silent[0]) + 1, silent.length);
}

/** The line of a program's last words that says what went wrong. */
export function errorLine(words: string[]): string | undefined {
  const code = words.map((line) => /^\s*code: '(E\w+)'/.exec(line)?.[1]).find(Boolean);
  return words.find((line) => /\b\w*(Error|Exception)\b.*:/.test(line)) ?? code ?? tellingLines(words).at(-1);
}

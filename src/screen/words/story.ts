import type { Picture, StoryLine } from '../../facts/picture.ts';
import { plain, say, type Line } from '../parts/sheet.ts';
import { capital } from './capital.ts';
import { people, time } from './numbers.ts';
import { policyName, policyVerb } from './policy.ts';
import { doorName } from './sentence.ts';

/** One event of the story as plain words. */
export function storyWords(line: StoryLine, picture: Pick<Picture, 'yours' | 'door'>): string {
  return plain(storyLine(line, picture));
}

/** One event of the story, with the words that hurt or heal marked. */
export function storyLine(line: StoryLine, picture: Pick<Picture, 'yours' | 'door'>): Line {
  const who = (machine: string) => (machine === picture.door ? doorName(picture) : machine);
  switch (line.what) {
    case 'stopped': return stopped(line, picture);
    case 'started': return line.byYou ? ['You brought ', who(line.machine), ' back.'] : `${capital(who(line.machine))} listens.`;
    case 'crashed': return [capital(who(line.machine)), ' ', say('hurt', 'crashed'), line.words ? `: ${line.words}` : '.'];
    case 'added': return `You added ${line.machine}.`;
    case 'dropped': return `You took ${line.machine} away.`;
    case 'troubled': return troubled(line.machine, line.trouble);
    case 'judged': return judged(line, capital(doorName(picture)));
    case 'lost': return [line.machine === picture.door ? `${people(line.people)} at the door ` : `${people(line.people)} sent to ${line.machine} `, say('hurt', 'got an error'), '.'];
    case 'rate': return `${people(line.rate)} a second come in now.`;
    case 'policy': return `The rule is now ${policyName[line.policy]}.`;
    case 'passive': return line.on ? 'The officer watches real answers too.' : 'The officer only asks on its timer.';
    case 'round': return `Round ${line.number} of ${line.of}, same crowd: ${policyVerb[line.policy]}.`;
    case 'late': return `Busy laptop: the crowd ran ${time(line.p99)} late.`;
    case 'said': return `${capital(who(line.machine))}: ${line.words}`;
  }
}

function stopped(line: Extract<StoryLine, { what: 'stopped' | 'started' | 'crashed' | 'added' | 'dropped' }>, picture: Pick<Picture, 'yours' | 'door'>): Line {
  if (line.machine === picture.door) return [line.byYou ? 'You stopped ' : 'Stopped: ', doorName(picture), ': ', say('hurt', 'nobody gets in'), '.'];
  if (!line.byYou) return `${line.machine} stopped.`;
  return picture.yours ? `You stopped ${line.machine}.` : `You stopped ${line.machine}. Its road is still open.`;
}

function troubled(machine: string, trouble: Extract<StoryLine, { what: 'troubled' }>['trouble']): Line {
  return {
    freeze: `You froze ${machine}: it never answers now.`,
    lie: `${machine} lies: "I am well", and its pages hang.`,
    slow: `${machine} is four times slower now.`,
    blink: `${machine} fails its next health check, once.`,
    well: `${machine} is well again.`,
  }[trouble];
}

function judged({ machine, opinion }: Extract<StoryLine, { what: 'judged' }>, officer: string): Line {
  switch (opinion) {
    case 'doubtful': return `${officer} saw a bad sign at ${machine}.`;
    case 'out': return [`${officer} `, say('healthy', 'closed the road'), ` to ${machine}.`];
    case 'trial': return `${officer} tries ${machine} with one visitor.`;
    case 'up': return [`${officer} `, say('healthy', 'uses'), ` ${machine} again.`];
  }
}

import type { Lesson } from '../../src/course/lesson.ts';
import { readStory } from '../../src/course/story.ts';
import { healthChecks, roundRobin } from './exercises.ts';
import { breakdowns, diceReveal, fourRoadsWatch, fullestRoad, lostAtTheStopped } from './watches.ts';
import story from './story.md?raw';

/** Lesson 2: who decides which server gets the next visitor? */
export const loadBalancing: Lesson = {
  id: '2-load-balancing',
  number: 2,
  title: 'Load balancing',
  tagline: 'the officer at the crossing',
  pages: readStory(story),
  steps: [
    { id: 'traffic-officer', title: 'The traffic officer', minutes: 2, kind: 'read' },
    { id: 'round-robin', title: 'Take turns', minutes: 6, kind: 'build', exercise: roundRobin },
    {
      id: 'dice',
      title: 'Dice',
      minutes: 3,
      kind: 'predict',
      questions: [
        { kind: 'number', id: 'one-die', question: '1,000 cars, 4 roads, a die thrown for each car. How many more than 250 does the fullest road get?', unit: 'cars more', right: 16, short: 'fullest of 4 roads, a die for each' },
        { kind: 'number', id: 'two-looks', question: 'And if the officer looks at two roads, picked by dice, and takes the emptier one?', unit: 'cars more', right: 0.64, short: 'fullest of 4, the emptier of two' },
      ],
      reveal: diceReveal,
      seen: fullestRoad,
    },
    { id: 'four-roads', title: 'Four roads', minutes: 6, kind: 'watch', watch: fourRoadsWatch },
    { id: 'four-troubles', title: 'Dead, sick, slow, lying', minutes: 2, kind: 'read' },
    {
      id: 'the-plug',
      title: 'The plug',
      minutes: 1,
      kind: 'predict',
      questions: [
        { kind: 'number', id: 'lost', question: '3 servers, 60 visitors a second. The balancer asks each server once a second and closes its road after 2 bad answers. We pull the plug of s2. How many visitors get an error?', unit: 'visitors', right: 30, short: 'lost when s2 is unplugged' },
      ],
      reveal: breakdowns,
      seen: (picture) => lostAtTheStopped(picture),
    },
    { id: 'breakdowns', title: 'Breakdowns', minutes: 5, kind: 'watch', watch: breakdowns, guess: { step: 'the-plug', question: 'lost', seen: lostAtTheStopped } },
    { id: 'health-checks', title: 'Skip the dead', minutes: 20, kind: 'build', exercise: healthChecks },
    { id: 'recap', title: 'What you can say now', minutes: 1, kind: 'recap' },
  ],
};

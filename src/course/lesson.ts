import type { Picture } from '../facts/picture.ts';
import type { LessonId, Policy, Symptom } from '../facts/names.ts';
import type { Theory } from '../facts/fact.ts';
import type { System } from '../system/system.ts';
import type { Traffic } from '../traffic/traffic.ts';

/** Something the learner (or a script) orders a live system to do: the words typed into `rushhour live`, e.g. `stop s2`. */
export type Command = string;

/** The controls in force while a system runs, as theory needs them. */
export type Controls = { rate: number; servers: number; workers: number; workMs: number; policy: Policy; passive: boolean; checkMs: number; seed: number; seconds: number };

/** Names of what a watch page may draw, top to bottom. */
export type Panel = 'roads' | 'answers' | 'waiting' | 'story' | 'try' | 'rounds' | 'counts';

/** The levers a watch may offer; keys and words for each are in screen/keys.ts. */
export type Lever = 'stop' | 'trouble' | 'add' | 'drop' | 'rate' | 'policy' | 'passive' | 'stop-balancer' | 'all-policies' | 'reset' | 'again';

/** A thing to try on a watch page; `done` reads the picture (once true it stays ticked). */
export type Try = { words: string; done: (picture: Picture) => boolean };

/** A live system to look at. `rounds` makes it play these policies one after the other, each with the same crowd. */
export type Watch = {
  /** One question, bold, on line 2. */
  question: string;
  system: () => System;
  traffic: Traffic;
  panels: Panel[];
  levers: Lever[];
  /** Rates that `-` and `+` step through, requests a second. */
  rates: number[];
  policies?: Policy[];
  policy?: Policy;
  passive?: boolean;
  rounds?: { policies: Policy[]; seconds: number; requests?: number };
  theory?: (controls: Controls) => Theory | undefined;
  tries: Try[];
};

/** A guess to make before looking. A number is typed; `close` scores it by ratio: within 1.25 spot on, within 2 close. */
export type Prediction =
  | { kind: 'choice'; id: string; question: string; choices: { words: string; note?: string }[]; right: number; short: string }
  | { kind: 'number'; id: string; question: string; unit: string; right: number; short: string };

/** One step of a lesson; `page` is the heading of its part of story.md, `minutes` a guess at its length. */
export type Step = { id: string; title: string; minutes: number } & (
  | { kind: 'read' }
  | { kind: 'predict'; questions: Prediction[]; reveal?: Watch; seen?: (picture: Picture, id: string) => number | undefined }
  | { kind: 'watch'; watch: Watch; guess?: { step: string; question: string; seen: (picture: Picture) => number | undefined } }
  | { kind: 'build'; exercise: Exercise }
  | { kind: 'recap' }
);

/** The three rungs of help for one symptom. */
export type Ladder = { nudge: string; point: string; nearly: string };

/** A program that the learner writes. Its files: exercises/<lesson>/<name>.ts, .test.ts, solutions/<lesson>/<name>.ts. */
export type Exercise = {
  name: string;
  title: string;
  term: string;
  goal: string;
  minutes: number;
  core: boolean;
  hints: Partial<Record<Symptom | 'start', Ladder>>;
  /** Shown after passing. */
  why: string;
  stretch: string;
  /** How to look at it by hand, with curl. */
  byHand: string;
  /** What `rushhour run` starts around the program: how many servers, and the knobs of the contract. */
  neighbours: { servers: number; env: Record<string, string> };
};

/** A lesson as data: the screen gets it as a prop. `pages` is story.md cut at its `##` headings, one for each step, in order. */
export type Lesson = { id: LessonId; number: number; title: string; tagline: string; steps: Step[]; pages: Page[] };

/** A page of story.md: its heading, its paragraphs, and its drawing (a fenced block), if it has one. */
export type Page = { title: string; paragraphs: string[]; drawing?: string[] };

import type { Policy, Trouble } from '../../facts/names.ts';

/** A rule's name on screen. */
export const policyName: Record<Policy, string> = {
  'round-robin': 'round robin',
  random: 'random',
  'two-choices': 'two choices',
  'least-connections': 'least busy',
};

/** What the officer does under a rule, in three words at most. */
export const policyVerb: Record<Policy, string> = {
  'round-robin': 'takes turns',
  random: 'rolls a die',
  'two-choices': 'looks at two',
  'least-connections': 'to the idlest',
};

/** What a trouble makes of a server, as it stands in its card. */
export const troubleWords: Record<Trouble, string> = {
  well: 'well',
  freeze: 'frozen',
  lie: 'lying',
  slow: 'slow',
  blink: 'fails one check',
};

/** The rule after this one. */
export function nextOf<T>(items: readonly T[], item: T | undefined): T {
  return items[(items.indexOf(item as T) + 1) % items.length]!;
}

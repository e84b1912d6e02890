import type { Key } from 'ink';

/** A press after ':' : still typing, left with Escape, or done with Enter. */
export function typed(text: string, press: string): { state: 'typing' | 'left' | 'done'; text: string } {
  if (press === 'esc' || press === 'ctrl-c') return { state: 'left', text };
  if (press === 'enter') return { state: 'done', text: text.trim() };
  if (press === 'backspace') return text ? { state: 'typing', text: text.slice(0, -1) } : { state: 'left', text };
  if (press === 'space') return { state: 'typing', text: `${text} ` };
  return { state: 'typing', text: press.length === 1 && text.length < 60 ? text + press : text };
}

/** Ink's input as presses by name; fast typing arrives as one input and is split, escape sequences of no key are dropped. */
export function presses(input: string, key: Key): string[] {
  const named = nameOf(key);
  if (named) return [named];
  if (key.ctrl) return input === 'c' ? ['ctrl-c'] : [];
  if (key.meta) return [];
  return [...input].flatMap((character) => (character === ' ' ? ['space'] : character === '\r' || character === '\n' ? ['enter'] : character === '\t' ? ['tab'] : character === '\u001b' ? ['esc'] : character < ' ' ? [] : [character]));
}

function nameOf(key: Key): string | undefined {
  if (key.upArrow) return 'up';
  if (key.downArrow) return 'down';
  if (key.leftArrow) return 'left';
  if (key.rightArrow) return 'right';
  if (key.return) return 'enter';
  if (key.escape) return 'esc';
  if (key.tab) return 'tab';
  if (key.backspace || key.delete) return 'backspace';
  return undefined;
}

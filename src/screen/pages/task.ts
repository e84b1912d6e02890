import type { Page } from '../../course/lesson.ts';
import { box } from '../parts/box.ts';
import { foot, type Frame } from '../parts/frame.ts';
import { put, say, type Line, type Sheet, type Span } from '../parts/sheet.ts';
import { drawTop } from './top.ts';
import { paragraphLines } from '../parts/prose.ts';

/** Lines in a box over the page: the task, a solution; code keeps its lines. */
export type TaskProps = { title: string; right?: string; page?: Page; extra?: string[]; code?: string[]; scroll: number };

/** Draws the task and page text, or our solution, over the page; returns how far it can be scrolled. */
export function taskPage(sheet: Sheet, frame: Frame, props: TaskProps): number {
  drawTop(sheet, frame);
  const width = Math.min(sheet.width - 2, props.code ? 110 : 82);
  const area = { x: Math.floor((sheet.width - width) / 2), y: 2, width, height: sheet.height - 4 };
  const inside = box(sheet, area, { title: props.title, right: props.right ? say('quiet', props.right) : undefined });
  const lines = contents(props, inside.width);
  const most = Math.max(0, lines.length - inside.height);
  const from = Math.min(props.scroll, most);
  lines.slice(from, from + inside.height).forEach((line, i) => put(sheet, inside.x, inside.y + i, line, inside.width));
  foot(sheet, { keys: frame.keys, notice: frame.notice, command: frame.command, right: most ? `lines ${from + 1} to ${from + inside.height} of ${lines.length}` : undefined });
  return most;
}

function contents({ page, extra, code }: TaskProps, width: number): Line[] {
  const text = [...(page?.paragraphs ?? []), ...(extra ?? [])].flatMap((paragraph): Line[] => [...paragraphLines(paragraph, width), '']);
  const numbered = (code ?? []).map((line, i): Line => [say('quiet', `${String(i + 1).padStart(3)}  `), codeLine(line)]);
  return [...text, ...numbered];
}

function codeLine(line: string): Span {
  return /^\s*(\/\/|\/?\*)/.test(line) ? say('quiet', line) : line.replaceAll('\t', '  ');
}

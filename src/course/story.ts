import type { Page } from './lesson.ts';

/** Cuts a story.md into its pages: one for each `##` heading; a fenced block is the page's drawing, blank lines part paragraphs. */
export function readStory(text: string): Page[] {
  return text
    .replaceAll('\r\n', '\n')
    .split(/^## /m)
    .slice(1)
    .map(readPage);
}

function readPage(part: string): Page {
  const [title = '', ...rest] = part.split('\n');
  const body = rest.join('\n');
  const fence = /^```[^\n]*\n([\s\S]*?)\n```[ \t]*$/m.exec(body);
  const prose = fence ? body.replace(fence[0], '\n\n') : body;
  const paragraphs = prose.split(/\n\s*\n/).map((lines) => lines.trim().replace(/\s*\n\s*/g, ' ')).filter(Boolean);
  return { title: title.trim(), paragraphs, ...(fence ? { drawing: fence[1]!.split('\n') } : {}) };
}

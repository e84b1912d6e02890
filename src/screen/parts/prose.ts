import { bold, say, type Span } from './sheet.ts';
import { wrap } from './wrap.ts';

/** Stands for a space that must stay: code may have several. */
const GAP = '\u0001';

/** A paragraph's lines; `code` and *emphasis* become bold, `- ` keeps its hanging indent. */
export function paragraphLines(paragraph: string, width: number): Span[][] {
  const item = /^(?:[-*]|\d+\.) /.exec(paragraph)?.[0];
  const text = item ? paragraph.slice(item.length) : paragraph;
  let open = '';
  return wrap(text.replace(/ {2,}/g, (gap) => GAP.repeat(gap.length)), width - (item?.length ?? 0)).map((kept, i) => {
    const line = kept.replaceAll(GAP, ' ');
    const spans: Span[] = item ? [say('quiet', i ? ' '.repeat(item.length) : item)] : [];
    for (const part of line.split(/(`|\*\*|\*(?=\S)|(?<=\S)\*|_(?=[A-Za-z])|(?<=[A-Za-z.])_(?=\W|$))/)) {
      if (part === '') continue;
      if (part === '`' || part === '**' || part === '*') open = open === part ? '' : open || part;
      else spans.push(open ? bold(part) : part);
    }
    return spans;
  });
}

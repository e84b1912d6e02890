import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { keyTable } from '../../src/screen/keys.ts';

test('docs/KEYS.md is printed from the list of keys (UPDATE_GOLDEN=1 prints it anew)', () => {
  const file = fileURLToPath(new URL('../../docs/KEYS.md', import.meta.url));
  const rows = keyTable().map(({ key, pages, command, words }) => `| ${[key, words, command === ':' ? '' : `\`${command}\``, pages].map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`);
  const text = `# Keys\n\nPrinted from \`src/screen/keys.ts\`. Each key has a command: type it after \`:\` in the course, or as a line into \`rushhour live\` when it moves a machine.\n\n| key | words | command | pages |\n|---|---|---|---|\n${rows.join('\n')}\n`;
  if (process.env['UPDATE_GOLDEN']) writeFileSync(file, text);
  expect(readFileSync(file, 'utf8').replaceAll('\r\n', '\n')).toBe(text);
});

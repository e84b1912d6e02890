import type { MachineView } from '../../facts/picture.ts';
import { isDown } from '../words/sentence.ts';
import { bar } from './box.ts';
import { bold, say, type Span } from './sheet.ts';

/** How many requests a server got in a check, beside the most that any got, and how many were lost there. */
export function gotRow(server: MachineView, most: number, width: number): Span[] {
  const [sign, role] = isDown(server) ? (['✗ ', 'hurt'] as const) : (['● ', 'healthy'] as const);
  const lost: Span[] = server.lost ? [bold(`  ${server.lost} lost`, 'hurt')] : [];
  return [say(role, sign), server.id.padEnd(4), ...(bar(server.got / most, width, role) as Span[]), `  ${server.got}`, ...lost];
}

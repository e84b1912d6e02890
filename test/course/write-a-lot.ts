import { openState } from '../../src/course/store.ts';

/** A course that writes a hundred lines and opens a hundred hints: `node write-a-lot.mjs FOLDER NAME`. */
const [root = '', name = ''] = process.argv.slice(2);
const store = openState(root);
for (let i = 0; i < 100; i++) {
  store.done(`2-load-balancing/${name}-${i}`);
  store.hintOpened('2-load-balancing/round-robin');
}

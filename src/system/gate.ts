/** Preloaded into every program of ours: it runs only when its starter, having told the reaper of it, says go; if the starter is gone first, it ends. */
import { waitAtGate } from './gate-line.ts';

waitAtGate();

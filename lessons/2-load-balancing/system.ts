import type { Machine, System } from '../../src/system/system.ts';

/** Step 2.3: four servers that answer at once, behind a balancer that counts whom it has ever sent where: balls into bins, with real requests. */
export function dice(): System {
  return behindBalancer(servers(4, { WORKERS: '16', WORK_MS: '0', WORK: 'fixed' }), { ...patient, COUNTS: 'ever' });
}

/** Step 2.4: four servers of one place each, exponential work of 20 ms on average: 50 visitors a second each. */
export function fourRoads(): System {
  return behindBalancer(servers(4, { WORKERS: '1', WORK_MS: '20', WORK: 'exponential' }), patient);
}

/** Steps 2.9 and 2.10: three servers of four places each, 50 ms of work; the balancer asks each once a second and closes a road after two bad signs. */
export function threeRoads(): System {
  return behindBalancer(servers(3, { WORKERS: '4', WORK_MS: '50', WORK: 'fixed' }), { TRY_MS: '1000' });
}

/** A long line is the lesson here, so the balancer must not lose patience with it. */
const patient = { TRY_MS: '30000' };

/**
 *   crowd ──► lb ──┬──► s1
 *                  ├──► …
 *                  └──► sn
 */
function behindBalancer(machines: Machine[], env: Record<string, string>): System {
  const balancer: Machine = {
    id: 'lb',
    role: 'balancer',
    program: 'balancer',
    talksTo: { SERVERS: machines.map(({ id }) => id) },
    env: { CHECK_MS: '1000', EJECT_MS: '5000', ...env },
  };
  return { entry: 'lb', machines: [balancer, ...machines] };
}

function servers(count: number, env: Record<string, string>): Machine[] {
  return Array.from({ length: count }, (_, i) => ({ id: `s${i + 1}`, role: 'server', program: 'server', env }));
}

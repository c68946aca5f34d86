import { expect, it } from 'vitest';
import { phasesOf } from '../../src/panels/risk/phases';

it('gives the phases of a run their shares, and leaves out what would read 0.0', () => {
  const elapsedMs = { compile: 0, upload: 0.04, compute: 5, readback: 0.96, reduce: 4, total: 10 };
  expect(phasesOf(elapsedMs)).toEqual([
    { name: 'compute', ms: 5, share: 0.5 },
    { name: 'readback', ms: 0.96, share: 0.096 },
    { name: 'reduce', ms: 4, share: 0.4 },
  ]);
});

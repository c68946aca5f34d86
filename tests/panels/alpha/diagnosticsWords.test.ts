import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/alpha/diagnostics';
import { pathNormals } from '../../../src/math/normals';
import {
  findingsOf,
  firstCrossing,
  objectionsInWords,
} from '../../../src/panels/alpha/diagnosticsWords';

function sampled(change: (z: number, t: number) => number) {
  const z = new Float64Array(2000);
  pathNormals(7, 1, z);
  const changed = z.map(change);
  const result = diagnose(changed);
  if (!result.ok) throw new Error(result.error.message);
  const spread = Math.sqrt(changed.reduce((sum, value) => sum + value * value, 0) / z.length);
  return { diagnostics: result.value, findings: findingsOf(result.value, z.length, spread) };
}

describe('what is said of z-scores', () => {
  it('nothing against independent standard normals', () => {
    const { diagnostics, findings } = sampled((z) => z);
    expect(objectionsInWords(findings)).toBeUndefined();
    expect(firstCrossing(diagnostics)).toBeUndefined();
  });

  it('small ones, and nothing else, where the filter believes in too much noise', () => {
    expect(objectionsInWords(sampled((z) => 0.3 * z).findings)).toBe(
      'they are smaller than the filter believes',
    );
  });

  it('a drift, where all are pushed one way', () => {
    const { diagnostics, findings } = sampled((z, t) => z + (t > 1000 ? 0.5 : 0));
    expect(objectionsInWords(findings)).toMatch(/drift$/);
    expect(firstCrossing(diagnostics)).toBeGreaterThan(1000);
  });

  it('fat tails and skew', () => {
    expect(objectionsInWords(sampled((z) => Math.exp(z) - 1).findings)).toMatch(
      /are skewed.*have fat tails/,
    );
  });
});

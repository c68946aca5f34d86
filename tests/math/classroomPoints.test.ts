import { expect, it } from 'vitest';
import { classroomPoints, coordinate } from '../../src/math/classroomPoints';
import { pathNormals } from '../../src/math/normals';
import { buildModel } from '../../src/simulation/model';
import { assetReturns } from '../../src/simulation/reference';
import { defaultRequest } from '../reference/astraBook';

it('a point is the first day of the path of its index, in a run of the same seed', () => {
  const request = defaultRequest();
  const n = request.tickers.length;
  const model = buildModel(request);
  if (!model.ok) throw new Error(model.error.message);
  const points = classroomPoints(request.seed, 50, n);
  const factor = Array.from({ length: n }, (_, i) => [
    ...model.value.factor.subarray(i * n, (i + 1) * n),
  ]);
  const coordinates = factor.map((row) => coordinate(points, row));
  const normals = new Float64Array(n * request.horizonDays);
  const returns = new Float64Array(n);
  for (let k = 0; k < 50; k++) {
    pathNormals(request.seed, k, normals);
    expect(points.slice(k * n, (k + 1) * n)).toEqual(normals.slice(0, n));
    assetReturns(model.value, normals, 0, returns);
    // The engine's sum starts from the mean, zero here.
    for (let i = 0; i < n; i++) expect(coordinates[i]![k]).toBe(returns[i]);
  }
});

it('more points do not move those that were there', () => {
  const many = classroomPoints(7, 100, 3);
  expect(classroomPoints(7, 40, 3)).toEqual(many.slice(0, 120));
  expect(classroomPoints(8, 40, 3)).not.toEqual(many.slice(0, 120));
  expect(classroomPoints(7, 0, 3)).toHaveLength(0);
});

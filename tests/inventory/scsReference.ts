/**
 * The same problems by another solver (SCS, O'Donoghue et al. 2016) in another form: w = u - v with u, v >= 0, as a
 * list of rows. Nothing of src is used but the input's type.
 */
import createScs from 'scs-solver';
import type { OptimizeInput } from '../../src/inventory/problem';

type Entries = [row: number, column: number, value: number][];

const scs = await createScs();

export interface ScsAnswer {
  status: string;
  weights: number[];
}

export function solveByScs(input: OptimizeInput): ScsAnswer {
  const covariance = input.covarianceDaily;
  const n = covariance.length;
  const assets = [...covariance.keys()];
  const scale = 1 / Math.max(...covariance.map((row, i) => row[i]!));
  const isUtility = input.objective === 'meanVariance';
  const curvature = 2 * scale * (isUtility ? input.riskAversion! : 1);
  const equal: { row: number[]; limit: number }[] = [];
  const atMost: { row: number[]; limit: number }[] = [];
  const turnover = input.turnoverLimit !== undefined;
  const columns = turnover ? 3 * n : 2 * n;
  const row = (weight: (i: number) => number, gross = 0, moved = 0): number[] => [
    ...assets.map((i) => weight(i) + gross),
    ...assets.map((i) => -weight(i) + gross),
    ...(turnover ? assets.map(() => moved) : []),
  ];
  const single = (k: number, value: number): number[] =>
    Array.from({ length: columns }, (_, j) => (j === k ? value : 0));
  const net = row(() => 1);
  if (input.fullyInvested) equal.push({ row: net, limit: 1 });
  if (input.netTarget !== undefined) equal.push({ row: net, limit: input.netTarget });
  if (input.netLimit !== undefined) {
    atMost.push({ row: net, limit: input.netLimit });
    atMost.push({ row: row(() => -1), limit: input.netLimit });
  }
  for (let k = 0; k < 2 * n; k++) atMost.push({ row: single(k, -1), limit: 0 });
  if (input.grossLimit !== undefined)
    atMost.push({ row: row(() => 0, 1), limit: input.grossLimit });
  if (input.longOnly)
    assets.forEach((k) => atMost.push({ row: row((i) => (i === k ? -1 : 0)), limit: 0 }));
  input.minimumWeight?.forEach((low, k) =>
    atMost.push({ row: row((i) => (i === k ? -1 : 0)), limit: -low }),
  );
  input.maximumWeight?.forEach((high, k) =>
    atMost.push({ row: row((i) => (i === k ? 1 : 0)), limit: high }),
  );
  for (const { members, minimum, maximum } of input.groups ?? []) {
    const sign = (value: number) => row((i) => (members.includes(i) ? value : 0));
    if (maximum !== undefined) atMost.push({ row: sign(1), limit: maximum });
    if (minimum !== undefined) atMost.push({ row: sign(-1), limit: -minimum });
  }
  if (turnover) {
    assets.forEach((k) => {
      for (const side of [1, -1]) {
        const bound = row((i) => (i === k ? side : 0));
        bound[2 * n + k] = -1;
        atMost.push({ row: bound, limit: side * input.presentWeights![k]! });
      }
    });
    atMost.push({ row: row(() => 0, 0, 1), limit: input.turnoverLimit! });
  }
  const cost = (side: number[] | undefined, sign: number): number[] =>
    assets.map((i) =>
      isUtility ? scale * ((side?.[i] ?? 0) - sign * (input.meanDailyReturn?.[i] ?? 0)) : 0,
    );
  const quadratic: Entries = [];
  for (const i of assets) {
    for (const j of assets) {
      const value = curvature * covariance[i]![j]!;
      if (i <= j) quadratic.push([i, j, value], [n + i, n + j, value]);
      quadratic.push([i, n + j, -value]);
    }
  }
  const rows = [...equal, ...atMost];
  const constraints = rows.flatMap(({ row: values }, i): Entries =>
    values.flatMap((value, j): Entries => (value === 0 ? [] : [[i, j, value]])),
  );
  const [A_x, A_i, A_p] = compressed(constraints, columns);
  const [P_x, P_i, P_p] = compressed(quadratic, columns);
  const settings = new scs.ScsSettings();
  scs.setDefaultSettings(settings);
  Object.assign(settings, { epsAbs: 1e-8, epsRel: 1e-8, maxIters: 20_000, verbose: 0 });
  const { x, status } = scs.solve(
    {
      ...{ m: rows.length, n: columns, A_x, A_i, A_p, P_x, P_i, P_p },
      b: rows.map(({ limit }) => limit),
      c: [
        ...cost(input.costLong, 1),
        ...cost(input.costShort, -1),
        ...(turnover ? assets.map(() => 0) : []),
      ],
    },
    { z: equal.length, l: atMost.length },
    settings,
  );
  return { status, weights: x ? assets.map((i) => x[i]! - x[n + i]!) : [] };
}

/** Compressed columns. */
function compressed(entries: Entries, columns: number): [number[], number[], number[]] {
  const byColumn = Array.from({ length: columns }, (): [number, number][] => []);
  for (const [i, j, value] of entries) byColumn[j]!.push([i, value]);
  const starts = [0];
  for (const column of byColumn) {
    column.sort(([a], [b]) => a - b);
    starts.push(starts.at(-1) + column.length);
  }
  const all = byColumn.flat();
  return [all.map(([, value]) => value), all.map(([i]) => i), starts];
}

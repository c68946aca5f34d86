import type { Replay, SimulationResult } from '../../src/simulation/result';

/** 100 returns in ten bins from −25 % to 25 %. */
export const histogram: SimulationResult['histogram'] = {
  edges: [-0.25, -0.2, -0.15, -0.1, -0.05, 0, 0.05, 0.1, 0.15, 0.2, 0.25],
  counts: [1, 0, 4, 15, 30, 28, 14, 6, 1, 1],
};

export const fan: SimulationResult['fan'] = {
  probabilities: [0.05, 0.25, 0.5, 0.75, 0.95],
  byDay: [
    [1, 1, 1, 1, 1],
    [0.96, 0.99, 1, 1.01, 1.04],
    [0.94, 0.98, 1.001, 1.02, 1.06],
  ],
  pathCount: 100,
};

export const worst: SimulationResult['worst'] = [
  { path: 7, portfolioReturn: -0.3, valueByDay: [1, 0.9, 0.7] },
  { path: 3, portfolioReturn: -0.2, valueByDay: [1, 0.95, 0.8] },
];

/** Two assets over two days, half the book each, rebalanced daily. */
export const replay: Replay = {
  portfolioReturn: 1.03 * 0.98 - 1,
  valueByDay: [1, 1.03, 1.03 * 0.98],
  assetReturnsByDay: [
    [0.1, -0.04],
    [0.02, -0.06],
  ],
  contributionsByDay: [
    [0.05, -0.02],
    [0.0103, -0.0309],
  ],
};

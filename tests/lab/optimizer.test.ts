import { expect, it } from 'vitest';
import type { SimulationClient } from '../../src/lab/client';
import { Lab } from '../../src/lab/lab.svelte';
import { Optimizer } from '../../src/lab/optimizer/optimizer.svelte';
import { embeddedMarket } from '../reference/astraBook';

const noWorkers = {
  engines: () => Promise.reject(new Error('no worker')),
} as unknown as SimulationClient;

function optimizerOfTheDefaultBook() {
  const lab = new Lab(embeddedMarket(), noWorkers);
  return { lab, optimizer: new Optimizer(lab) };
}

it('answers, and says what a point more of each limit would bring', async () => {
  const { optimizer } = optimizerOfTheDefaultBook();
  await optimizer.solve();
  expect(optimizer.solved?.optimum.weights).toHaveLength(6);
  expect(optimizer.relaxed.map(({ limit }) => limit.name)).toEqual(['net', 'gross']);
});

it('an answer that was on its way does not replace a refusal', async () => {
  const { lab, optimizer } = optimizerOfTheDefaultBook();
  const older = [optimizer.solve(), optimizer.traceFrontier(), optimizer.solveReadings()];
  lab.edit({ from: '2025-12-29' }); // two days of prices
  const newer = [optimizer.solve(), optimizer.traceFrontier(), optimizer.solveReadings()];
  await Promise.all([...older, ...newer]);
  expect(optimizer.solved).toBeUndefined();
  expect(optimizer.problem).toMatch(/2 days/);
  expect(optimizer.frontier).toEqual([]);
  expect(optimizer.readings).toEqual([]);
});

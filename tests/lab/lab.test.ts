import { expect, it, vi } from 'vitest';
import type { SimulationClient, SimulateOptions } from '../../src/lab/client';
import { Lab } from '../../src/lab/lab.svelte';
import type { SimulationRequest } from '../../src/simulation/request';
import type { SimulationResult } from '../../src/simulation/result';
import { success, type Result } from '../../src/result';
import { embeddedMarket } from '../reference/astraBook';

type Simulate = (
  request: SimulationRequest,
  options: SimulateOptions,
) => Promise<Result<SimulationResult>>;

const elapsedMs = { compile: 0, upload: 0, compute: 10, readback: 0, reduce: 1, total: 11 };
const answer: Simulate = (request) =>
  Promise.resolve(success({ request, elapsedMs } as SimulationResult));

function labWith(simulate: Simulate): { lab: Lab; runs: ReturnType<typeof vi.fn<Simulate>> } {
  const runs = vi.fn(simulate);
  const client = { simulate: runs, engines: () => Promise.reject(new Error('no worker')) };
  return { lab: new Lab(embeddedMarket(), client as unknown as SimulationClient), runs };
}

it('says what failed where something throws, and waits no longer', async () => {
  const { lab } = labWith(() => Promise.reject(new Error('a bug')));
  await lab.run();
  expect(lab.progress).toBeUndefined();
  expect(lab.failure).toMatchObject({ code: 'unexpected' });
  expect(lab.failure?.message).toContain('a bug');
  await lab.loadEngines();
  expect(lab.failure?.message).toContain('no worker');
});

it('keeps the last state that could run for the dollars and the link', async () => {
  const { lab } = labWith(answer);
  await lab.run();
  lab.edit({ seed: 777 });
  lab.edit({ nav: -5 });
  expect(lab.request).toMatchObject({ ok: false, error: { where: 'nav' } });
  expect(lab.runnable.nav).toBe(1_000_000);
  expect(lab.link()).toContain('seed=777');
  expect(lab.openLink(lab.link()).ok).toBe(true);
});

it('opens no link that cannot be run, and keeps what was there', async () => {
  const { lab, runs } = labWith(answer);
  await lab.run();
  const before = lab.link();
  expect(lab.openLink('#v=1&book=ACME:1')).toMatchObject({ ok: false, error: { where: 'ACME' } });
  expect(lab.failure?.message).toMatch(/not opened.*ACME/);
  expect(lab.state.tickers).toContain('MSFT');
  expect(lab.link()).toBe(before);
  expect(runs).toHaveBeenCalledTimes(1);
});

it('runs a change at once only where that is quick, another engine too', async () => {
  const { lab, runs } = labWith(answer);
  await lab.run();
  lab.edit({ pathCount: 10_000 });
  expect(runs).toHaveBeenCalledTimes(2);
  await vi.waitFor(() => expect(lab.progress).toBeUndefined());
  lab.edit({ pathCount: 5_000_000 });
  lab.edit({ engine: 'reference' });
  expect(runs).toHaveBeenCalledTimes(2);
  expect(lab.isStale).toBe(true);
  lab.edit({ pathCount: 10_000 });
  expect(runs).toHaveBeenCalledTimes(3);
});

it('drops a run without a word once the controls are back at the answer shown', async () => {
  const { lab } = labWith(answer);
  await lab.run();
  lab.edit({ pathCount: 50_000_000 });
  const second = lab.run();
  expect(lab.progress?.request.pathCount).toBe(50_000_000);
  lab.edit({ pathCount: 5000 });
  expect(lab.progress).toBeUndefined();
  await second;
  expect(lab.result?.request.pathCount).toBe(5000);
  expect(lab.failure).toBeUndefined();
  expect(lab.isStale).toBe(false);
});

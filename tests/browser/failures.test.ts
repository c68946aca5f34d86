/* eslint-disable @typescript-eslint/unbound-method -- methods of the platform are replaced to break them */
/** Engines that fail in every way a browser knows: each run ends with the right answer, and says what happened. */
import type { Browser, Page, WebWorker } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, openPage, serveSite } from './harness';
import { ready, simulate, type Answer } from './lab';

let site: Awaited<ReturnType<typeof serveSite>>;
let browser: Browser;

beforeAll(async () => {
  site = await serveSite();
  browser = await launchBrowser({
    add: ['--disable-gpu-process-crash-limit', '--disable-domain-blocking-for-3d-apis'],
  });
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

async function openLab(on: Browser): Promise<Page> {
  const { page } = await openPage(on, site.url);
  await ready(page);
  return page;
}

function workerOf(page: Page, name: string): WebWorker {
  const worker = page.workers().find((each) => each.url().includes(name));
  if (!worker) throw new Error(`There is no ${name} worker.`);
  return worker;
}

/** Enough paths for the adapter in software to be at work for half a second or more. */
const LONG = 300_000;
const FLOAT32_BOUND = 2e-7;

/** Starts a run on WebGPU, breaks something once it is under way, and waits for the answer. */
async function runWhile(page: Page, interfere: () => Promise<unknown>): Promise<Answer> {
  await page.evaluate((pathCount) => {
    const request = { ...window.astra.defaultRequest(), pathCount };
    const state = window as unknown as { started: boolean; answer: unknown };
    state.started = false;
    state.answer = window.astra.simulate(request, {
      engine: 'webgpu',
      onProgress: () => (state.started = true),
    });
  }, LONG);
  await page.waitForFunction(() => (window as unknown as { started: boolean }).started);
  await interfere();
  const result = await page.evaluate(
    () => (window as unknown as { answer: ReturnType<typeof window.astra.simulate> }).answer,
  );
  if (!result.ok) throw new Error(result.error.message);
  return result.value as unknown as Answer; // no returns were asked for
}

function expectTheAnswer(result: Answer, sound: Answer): void {
  if (result.engine === 'webgpu') expect(result.fingerprint).toBe(sound.fingerprint);
  else expect(result.fellBackFrom?.engine).toBe('webgpu');
  expect(Math.abs(result.valueAtRisk - sound.valueAtRisk)).toBeLessThan(FLOAT32_BOUND);
  expect(result.histogram.counts.reduce((sum, count) => sum + count, 0)).toBe(LONG);
}

describe('the device is lost in mid-run', () => {
  let page: Page;
  let sound: Answer;

  const deviceCount = (): Promise<number> =>
    workerOf(page, 'simulation').evaluate(
      () => (self as unknown as { devices: GPUDevice[] }).devices.length,
    );

  beforeAll(async () => {
    page = await openLab(browser);
    // Remembers the devices that the engine is given, to destroy one of them later.
    await workerOf(page, 'simulation').evaluate(() => {
      const devices: GPUDevice[] = [];
      const original = GPUAdapter.prototype.requestDevice;
      GPUAdapter.prototype.requestDevice = async function (...input) {
        const device = await original.apply(this, input);
        devices.push(device);
        return device;
      };
      Object.assign(self, { devices });
    });
    sound = await simulate(page, { pathCount: LONG }, { engine: 'webgpu' });
    expect(sound.engine).toBe('webgpu');
  });

  it.each(Array.from({ length: 10 }, (_, i) => i + 1))('destroyed, time %d of 10', async () => {
    const before = await deviceCount();
    const result = await runWhile(page, () =>
      workerOf(page, 'simulation').evaluate(() =>
        (self as unknown as { devices: GPUDevice[] }).devices.at(-1).destroy(),
      ),
    );
    expectTheAnswer(result, sound);
    expect(await deviceCount()).toBe(before + 1);
  });

  it.each(Array.from({ length: 10 }, (_, i) => i + 1))(
    'GPU process crashed, time %d of 10',
    async () => {
      const before = await deviceCount();
      const session = await browser.target().createCDPSession();
      // The call itself has no answer: the process that would give it is gone.
      const result = await runWhile(
        page,
        async () => void session.send('Browser.crashGpuProcess').catch(() => undefined),
      );
      expectTheAnswer(result, sound);
      expect(await deviceCount()).toBeGreaterThan(before);
    },
  );
});

describe('the device hangs in mid-run', () => {
  it('is given up after 5 seconds without an answer, twice, and the CPU answers', async () => {
    const page = await openLab(browser);
    const sound = await simulate(page, { pathCount: LONG }, { engine: 'wasm' });
    const result = await runWhile(page, () =>
      workerOf(page, 'simulation').evaluate(() => {
        GPUBuffer.prototype.mapAsync = () => new Promise(() => undefined);
      }),
    );
    expect(result).toMatchObject({ engine: 'wasm', fellBackFrom: { engine: 'webgpu' } });
    expect(result.fellBackFrom?.reason).toContain('not answered in time');
    expect(result.fingerprint).toBe(sound.fingerprint);
  });
});

describe('an engine that cannot work', () => {
  it('no adapter: the CPU answers, and the page says why', async () => {
    const bare = await launchBrowser({
      remove: ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'],
      add: ['--disable-gpu'],
    });
    const page = await openLab(bare);
    const [natural, forced] = [
      await simulate(page),
      await simulate(page, {}, { engine: 'webgpu' }),
    ];
    expect(natural.engine).toBe('wasm');
    expect(natural.engineReason).toMatch(/WebGPU/);
    expect(forced).toMatchObject({
      engine: 'wasm',
      fellBackFrom: { engine: 'webgpu' },
      fingerprint: natural.fingerprint,
    });
    await bare.close();
  });

  it('a shader that does not compile: the CPU answers, with its line and column as the reason', async () => {
    const page = await openLab(browser);
    await workerOf(page, 'simulation').evaluate(() => {
      const original = GPUDevice.prototype.createShaderModule;
      GPUDevice.prototype.createShaderModule = function (descriptor) {
        return original.call(this, {
          ...descriptor,
          code: descriptor.code.replace('fn ', 'fn fn '),
        });
      };
    });
    const result = await simulate(page, {}, { engine: 'webgpu' });
    expect(result.engine).toBe('wasm');
    expect(result.fellBackFrom?.reason).toMatch(/\.wgsl.*\d+:\d+/);
  });

  it('out of memory: the CPU answers', async () => {
    const page = await openLab(browser);
    await workerOf(page, 'simulation').evaluate(() => {
      const original = GPUDevice.prototype.createBuffer;
      // 2^50 bytes: more than any device has.
      GPUDevice.prototype.createBuffer = function (descriptor) {
        return original.call(this, { ...descriptor, size: 2 ** 50 });
      };
    });
    const result = await simulate(page, {}, { engine: 'webgpu' });
    expect(result).toMatchObject({ engine: 'wasm', fellBackFrom: { engine: 'webgpu' } });
  });

  it('a device that drops paths: its counts do not sum, so it is not believed', async () => {
    const page = await openLab(browser);
    await workerOf(page, 'simulation').evaluate(() => {
      GPUComputePassEncoder.prototype.dispatchWorkgroups = () => undefined;
    });
    const result = await simulate(page, {}, { engine: 'webgpu' });
    expect(result).toMatchObject({ engine: 'wasm', fellBackFrom: { engine: 'webgpu' } });
  });

  it('a WASM worker that dies in mid-run: the run ends with the same fingerprint, or on the reference', async () => {
    const page = await openLab(browser);
    const sound = await simulate(page, { pathCount: 2_000_000 });
    const running = simulate(page, { pathCount: 2_000_000 });
    await workerOf(page, 'wasm.worker').evaluate(() => self.close());
    const result = await running;
    expect(Math.abs(result.valueAtRisk - sound.valueAtRisk)).toBeLessThan(FLOAT32_BOUND);
    if (result.engine === 'wasm') expect(result.fingerprint).toBe(sound.fingerprint);
  });

  it('no workers within workers, so no WASM pool: the reference answers, and says why', async () => {
    const page = await openLab(browser);
    await page.waitForFunction(() => document.body.textContent?.includes('$116,910'));
    await workerOf(page, 'simulation').evaluate(() => {
      Object.assign(self, { Worker: undefined });
    });
    const result = await simulate(page, {}, { engine: 'wasm', threads: 1 });
    expect(result).toMatchObject({ engine: 'reference', fellBackFrom: { engine: 'wasm' } });
    expect(result.fellBackFrom?.reason).toContain('Worker');
  });

  it('the simulation worker that dies in mid-run: another is started and the run ends', async () => {
    const page = await openLab(browser);
    const sound = await simulate(page, { pathCount: 3_000_000 });
    const running = simulate(page, { pathCount: 3_000_000 });
    await workerOf(page, 'simulation').evaluate(() => self.close());
    const result = await running;
    expect(result.engine).toBe(sound.engine);
    expect(result.fingerprint).toBe(sound.fingerprint);
    expect(result.engineReason).toContain('worker stopped');
    expect(Math.abs(result.valueAtRisk - sound.valueAtRisk)).toBeLessThan(FLOAT32_BOUND);
  });
});

describe('bad input to the scripting interface', () => {
  let page: Page;
  beforeAll(async () => {
    page = await openLab(browser);
  });

  it.each([
    ['nothing', undefined, 'input'],
    ['a string', 'simulate', 'input'],
    ['another version', { version: 2 }, 'version'],
    ['a weight that is a word', { weights: [0, 'long', 0, 0, 0, 0] }, 'weights.1'],
    ['no paths', { pathCount: 0 }, 'pathCount'],
    ['a horizon of 10,000', { horizonDays: 10_000 }, 'horizonDays'],
    ['an unknown model', { shock: { model: 'cauchy' } }, 'shock.model'],
    [
      'an indefinite covariance',
      {
        tickers: ['A', 'B'],
        weights: [1, 1],
        meanDailyReturn: [0, 0],
        covarianceDaily: [
          [1, 2],
          [2, 1],
        ],
      },
      'pivot 2 (B)',
    ],
  ])('%s gets a sentence, not an exception', async (_, change, where) => {
    const result = await page.evaluate((change) => {
      const isObject = typeof change === 'object';
      const input = isObject ? { ...window.astra.defaultRequest(), ...change } : change;
      return window.astra.simulate(input as never);
    }, change);
    expect(result).toMatchObject({ ok: false, error: { where } });
  });

  it('replay, random, normals, cholesky and estimate answer bad input with a sentence', async () => {
    const codes = await page.evaluate(async () => {
      const { astra } = window;
      const bad = null as never;
      const answers = [
        await astra.replay(astra.defaultRequest(), -1),
        await astra.replay(astra.defaultRequest(), 5000),
        await astra.random('webgpu', [0, 0, 0, 2 ** 32], [0, 0]),
        await astra.normals(bad, 1, 1, 1),
        await astra.normals('wasm', 1, 1, 1e9),
        astra.cholesky(bad),
        astra.estimate({ prices: [[1], [2]], method: 'sample' }),
        await astra.openLink(bad),
      ];
      return answers.map((answer) => (answer.ok ? 'ok' : answer.error.code));
    });
    expect(codes).toEqual([
      'badInput',
      'badPath',
      'badInput',
      'badInput',
      'badInput',
      'badInput',
      'tooFewPrices',
      'badInput',
    ]);
  });
});

import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EngineFailure } from '../../src/simulation/kernel';
import { tallyReturns, type TallyPlan } from '../../src/simulation/tally';
import type { Question, Reply } from '../../src/wasm/protocol';
import { createService } from '../../src/wasm/service';
import { createWasmKernel, describeWasm } from '../../src/wasm/wasmKernel';
import { bookModel } from './models';

const MODEL = bookModel(6, 10, 'daily');
const PLAN: TallyPlan = {
  binsPerUnit: 1000,
  lowestBin: -512,
  sumScale: 2 ** 20,
  squareScale: 2 ** 14,
  centre: 0.01,
  belowScale: 2 ** 24,
  belowSquareScale: 2 ** 14,
  extreme: -0.1,
  bracketLow: -0.08,
  bracketHigh: -0.06,
};

/** A thread that runs the real service on this one. `trouble` is what befalls it at its first chunk. */
class FakeWorker {
  static all: FakeWorker[] = [];
  static trouble: 'none' | 'error' | 'messageerror' | 'silence' | 'badModule' = 'none';
  onmessage: (event: { data: Reply }) => void = () => {};
  onerror: (event: { message: string; preventDefault(): void }) => void = () => {};
  onmessageerror: () => void = () => {};
  isTerminated = false;
  private readonly service = createService((data) => this.onmessage({ data }));

  constructor() {
    FakeWorker.all.push(this);
  }

  terminate(): void {
    this.isTerminated = true;
  }

  postMessage(question: Question): void {
    queueMicrotask(() => this.receive(question));
  }

  private receive(question: Question): void {
    const { trouble } = FakeWorker;
    if (question.kind === 'start' && trouble === 'badModule') {
      return this.service({ ...question, module: {} });
    }
    const isChunk = question.kind === 'returns' || question.kind === 'tally';
    if (!isChunk || trouble === 'none') return this.service(question);
    if (trouble === 'error') this.onerror({ message: 'out of memory', preventDefault() {} });
    if (trouble === 'messageerror') this.onmessageerror();
  }
}

function serveKernel(status: number, type: string): void {
  const serve = async (url: string): Promise<Response> => {
    const bytes = readFileSync(new URL(`../..${url}`, import.meta.url));
    return new Response(bytes, { status, headers: { 'Content-Type': type } });
  };
  vi.stubGlobal('fetch', serve);
}

beforeEach(() => {
  FakeWorker.all = [];
  FakeWorker.trouble = 'none';
  vi.stubGlobal('Worker', FakeWorker);
  vi.stubGlobal('crossOriginIsolated', true);
  vi.stubGlobal('navigator', { hardwareConcurrency: 3 });
  serveKernel(200, 'application/wasm');
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the pool', () => {
  it('has a thread a core in an isolated page, one otherwise, or as many as asked for', () => {
    expect(createWasmKernel()).toMatchObject({ threads: 3, lanes: 3 });
    expect(describeWasm()).toMatchObject({ available: true, threads: 3 });
    vi.stubGlobal('crossOriginIsolated', false);
    expect(createWasmKernel()).toMatchObject({ threads: 1, lanes: 1 });
    expect(createWasmKernel({ threads: 2 })).toMatchObject({ threads: 2, lanes: 2 });
  });

  it('gives the same returns on 1 and 4 threads, in shared memory and not', async () => {
    const answers: number[][] = [];
    for (const [threads, isIsolated] of [
      [1, false],
      [1, true],
      [4, true],
    ] as const) {
      vi.stubGlobal('crossOriginIsolated', isIsolated);
      const kernel = createWasmKernel({ threads });
      await kernel.open(MODEL);
      const halves = [0, 500].map((first) => kernel.returns({ first, count: 500 }));
      const parts = await Promise.all(halves);
      expect(parts[0]!.buffer).toBeInstanceOf(isIsolated ? SharedArrayBuffer : ArrayBuffer);
      answers.push(parts.flatMap((part) => Array.from(part)));
    }
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });

  it('tallies the returns that it would give', async () => {
    const kernel = createWasmKernel();
    await kernel.open(MODEL);
    const range = { first: 7, count: 2000 };
    const expected = tallyReturns(await kernel.returns(range), range, PLAN);
    expect(await kernel.tally(range, PLAN)).toEqual(expected);
    expect(expected.keptPaths.length).toBeGreaterThan(0);
    expect(kernel.times.compute).toBeGreaterThan(0);
  });

  it('keeps its workers for the next model', async () => {
    const kernel = createWasmKernel({ threads: 2 });
    await kernel.open(MODEL);
    const before = await kernel.returns({ first: 0, count: 10 });
    await kernel.open(bookModel(6, 10, 'held'));
    expect(await kernel.returns({ first: 0, count: 10 })).not.toEqual(before);
    expect(FakeWorker.all.length).toBe(2);
    kernel.close();
    expect(FakeWorker.all.every((worker) => worker.isTerminated)).toBe(true);
  });

  it('compiles a kernel served under another type', async () => {
    serveKernel(200, 'application/octet-stream');
    vi.resetModules();
    const fresh = await import('../../src/wasm/wasmKernel');
    expect(await fresh.wasmRandom([0, 0, 0, 0], [0, 0])).toEqual([
      0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8,
    ]);
  });
});

describe('a failure', () => {
  it.each([
    ['error', /out of memory/],
    ['messageerror', /unreadable/],
    ['silence', /said nothing for 5 seconds/],
  ] as const)('of a worker (%s) rejects, and open starts afresh', async (trouble, sentence) => {
    const kernel = createWasmKernel({ threads: 1 });
    await kernel.open(MODEL);
    const expected = await kernel.returns({ first: 0, count: 10 });
    vi.useFakeTimers();
    FakeWorker.trouble = trouble;
    const answer = kernel.tally({ first: 0, count: 10 }, PLAN).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(5000);
    const failure = await answer;
    expect(failure).toBeInstanceOf(EngineFailure);
    expect((failure as EngineFailure).message).toMatch(sentence);
    expect(FakeWorker.all[0]!.isTerminated).toBe(true);

    FakeWorker.trouble = 'none';
    await kernel.open(MODEL);
    expect(await kernel.returns({ first: 0, count: 10 })).toEqual(expected);
    expect(FakeWorker.all.length).toBe(2);
  });

  it('to instantiate rejects open', async () => {
    FakeWorker.trouble = 'badModule';
    await expect(createWasmKernel().open(MODEL)).rejects.toThrow(EngineFailure);
  });

  it('is closing while a chunk is under way', async () => {
    FakeWorker.trouble = 'silence';
    const kernel = createWasmKernel({ threads: 1 });
    await kernel.open(MODEL);
    const answer = kernel.returns({ first: 0, count: 10 });
    kernel.close();
    await expect(answer).rejects.toThrow(EngineFailure);
  });

  it('to load the kernel, or a machine without SIMD, is a sentence', async () => {
    vi.resetModules();
    const fresh = await import('../../src/wasm/wasmKernel');
    serveKernel(404, 'text/html');
    await expect(fresh.createWasmKernel().open(MODEL)).rejects.toThrow(/answered 404/);
    vi.stubGlobal('WebAssembly', undefined);
    await expect(fresh.createWasmKernel().open(MODEL)).rejects.toThrow(/no WebAssembly SIMD/);
    expect(describeWasm()).toEqual({
      id: 'wasm',
      available: false,
      reason: 'This browser has no WebAssembly SIMD.',
    });
  });
});

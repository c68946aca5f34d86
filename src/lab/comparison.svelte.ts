/** The same book under several correlations or orders, run one after the other on the same noise. */
import type { Failure } from '../result';
import type { SimulationRequest } from '../simulation/request';
import type { SimulationResult } from '../simulation/result';
import type { SimulationClient } from './client';

export interface NamedRequest {
  name: string;
  request: SimulationRequest;
}

export interface NamedResult {
  name: string;
  result: SimulationResult;
}

export class Comparison {
  /** Of the last comparison that came to its end. */
  results: NamedResult[] | undefined = $state.raw();
  failure: Failure | undefined = $state.raw();
  /** How many of how many runs are done, while they go on. */
  progress: { done: number; total: number } | undefined = $state.raw();
  private abort: AbortController | undefined;

  constructor(private readonly client: SimulationClient) {}

  /** Ends a comparison under way and makes this one. Results made before stay until then. */
  async run(requests: NamedRequest[]): Promise<void> {
    this.abort?.abort();
    const abort = (this.abort = new AbortController());
    this.failure = undefined;
    const results: NamedResult[] = [];
    for (const { name, request } of requests) {
      this.progress = { done: results.length, total: requests.length };
      const result = await this.client.simulate(request, { signal: abort.signal });
      if (this.abort !== abort) return;
      if (!result.ok) {
        this.end(result.error);
        return;
      }
      results.push({ name, result: result.value });
    }
    this.results = results;
    this.end();
  }

  cancel(): void {
    this.abort?.abort();
  }

  /** Forgets the last comparison. */
  clear(): void {
    this.abort?.abort();
    this.abort = undefined;
    this.results = this.progress = this.failure = undefined;
  }

  private end(failure?: Failure): void {
    this.failure = failure;
    this.progress = undefined;
    this.abort = undefined;
  }
}

/** By how much two values at risk differ, and how much of that chance explains, at 95 %. */
export interface Difference {
  difference: number;
  noise: number;
  exceedsNoise: boolean;
}

/**
 * The errors of two estimates add as their squares. On the same noise they partly cancel, so that this overstates the
 * noise: what exceeds it, is there.
 */
export function difference(a: SimulationResult, b: SimulationResult): Difference {
  const halfWidth = ({ valueAtRiskInterval: [low, high] }: SimulationResult): number =>
    (high - low) / 2;
  const noise = Math.hypot(halfWidth(a), halfWidth(b));
  const gap = a.valueAtRisk - b.valueAtRisk;
  return { difference: gap, noise, exceedsNoise: Math.abs(gap) > noise };
}

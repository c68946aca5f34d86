/** The same book under several correlations or orders, run one after the other on the same noise. */
import type { Failure } from '../result';
import type { SimulationRequest } from '../simulation/request';
import type { SimulationResult } from '../simulation/result';
import type { SimulationClient } from './client';
import { exactOf } from './exactOf';

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

/** By how much the values at risk of two laws differ, by their closed forms; undefined where one has none. */
export function exactDifference(a: SimulationResult, b: SimulationResult): number | undefined {
  const [first, second] = [exactOf(a.request), exactOf(b.request)];
  return first && second && first.valueAtRisk - second.valueAtRisk;
}

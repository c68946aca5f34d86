/** The lab's state and the one run that it may have under way. Panels read it and call it; nothing else changes it. */
import type { Prices } from '../market/prices';
import type { ExactTail } from '../risk/exactTail';
import { failure, success, type Failure, type Result } from '../result';
import type { EngineReport } from '../simulation/engineReport';
import type { SimulationRequest } from '../simulation/request';
import type { PathReturn, Replay, SimulationResult } from '../simulation/result';
import { Alpha } from './alpha.svelte';
import type { ClassroomState } from './classroomState';
import type { SimulationClient } from './client';
import { exactOf } from './exactOf';
import { Inventory } from './inventory.svelte';
import { linkOf, runnableStateOf } from './link';
import { progressOf, type RunProgress } from './progress';
import { isQuick } from './quick';
import { DEFAULT_STATE, requestOf, type LabState, type PanelId } from './state';

/** Chunks may end faster than a page can draw them. */
const DRAW_EVERY_MS = 100;
/** Paths of a bar that are listed. */
const MOST_LISTED = 50;

export class Lab {
  state: LabState = $state(structuredClone(DEFAULT_STATE));
  /** The last state that could run: the link is its, and the dollars of the answer are of its net asset value. */
  runnable: LabState = $state.raw(structuredClone(DEFAULT_STATE));
  /** The last finished run: kept while another runs, fails or is cancelled. */
  result: SimulationResult | undefined = $state.raw();
  /** The engine that was asked for when `result` was made. */
  private engineAsked: LabState['engine'] | undefined = $state.raw();
  progress: RunProgress | undefined = $state.raw();
  failure: Failure | undefined = $state.raw();
  engines: EngineReport[] = $state.raw([]);

  /** The classroom as it was when its lesson was begun: what leaving the lesson goes back to. */
  classroomBefore: ClassroomState | undefined;

  readonly request: Result<SimulationRequest> = $derived.by(() =>
    requestOf(this.state, this.market),
  );
  /** What is being estimated, or was last. */
  private readonly estimated: SimulationRequest | undefined = $derived(
    (this.progress ?? this.result)?.request,
  );
  /** The exact answer of a rebalanced Gaussian book, where there is one. */
  readonly exact: ExactTail | undefined = $derived(exactOf(this.estimated));
  /** The result, where the engine asked for has not changed since. */
  private readonly sameEngineResult: SimulationResult | undefined = $derived(
    this.state.engine === this.engineAsked ? this.result : undefined,
  );
  private readonly isCurrent: boolean = $derived(
    this.request.ok &&
      this.sameEngineResult !== undefined &&
      sameRun(this.request.value, this.sameEngineResult.request),
  );
  /** The answer on the page is not that of the controls: Run brings it up to date. */
  readonly isStale: boolean = $derived(
    this.request.ok && this.result !== undefined && !this.isCurrent,
  );

  /** What the book costs to hold. */
  readonly inventory = new Inventory(this);
  /** Made here, not by its panel: what is derived in a component ends with it. */
  readonly alpha = new Alpha(this);

  private abort: AbortController | undefined;

  constructor(
    readonly market: Prices,
    readonly client: SimulationClient,
  ) {}

  /**
   * Opens the state of a link; runs it unless that is the run under way or the last one, as on the way to another panel.
   * A link that cannot be read or run changes nothing and says why.
   */
  openLink(link: string): Result<void> {
    const opened = runnableStateOf(link, this.market);
    if (!opened.ok) {
      const message = `The link was not opened. ${opened.error.message}`;
      this.failure = { ...opened.error, code: 'badLink', message };
      return { ok: false, error: this.failure };
    }
    const { engine } = this.state;
    this.state = opened.value;
    this.runnable = opened.value;
    this.failure = undefined;
    if (engine !== opened.value.engine || !this.isEstimated) void this.run();
    return success(undefined);
  }

  /** The fragment that reproduces the last state that could run, on the present panel. */
  link(): string {
    return this.linkTo(this.state.panel);
  }

  /** The same on another panel. */
  linkTo(panel: PanelId): string {
    const { funding, optimizer, alpha, classroom } = this.state;
    return linkOf({ ...this.runnable, panel, funding, optimizer, alpha, classroom });
  }

  /** Changes the state; runs at once where that is quick, else waits for {@link run}. */
  edit(change: Partial<Omit<LabState, 'version'>>): void {
    Object.assign(this.state, change);
    this.failure = undefined;
    if (!this.request.ok) return;
    this.runnable = $state.snapshot(this.state);
    if (this.isCurrent) this.dropRun();
    else if (isQuick(this.request.value, this.sameEngineResult)) void this.run();
  }

  /** Runs the present state; a run under way is cancelled first. */
  async run(): Promise<void> {
    this.abort?.abort();
    const request = this.request;
    if (!request.ok) {
      this.failure = request.error;
      return;
    }
    const abort = new AbortController();
    this.abort = abort;
    this.failure = undefined;
    this.progress = progressOf(request.value, 0, 0, []);
    const start = performance.now();
    let nextDrawMs = 0;
    const { engine } = this.state;
    const result = await caught(() =>
      this.client.simulate(request.value, {
        engine: engine === 'auto' ? undefined : engine,
        signal: abort.signal,
        onProgress: (done, convergence) => {
          const elapsedMs = performance.now() - start;
          if (this.abort !== abort || elapsedMs < nextDrawMs) return;
          nextDrawMs = elapsedMs + DRAW_EVERY_MS;
          this.progress = progressOf(request.value, done, elapsedMs, convergence);
        },
      }),
    );
    if (this.abort !== abort) return;
    this.abort = undefined;
    this.progress = undefined;
    if (result.ok) {
      this.result = result.value;
      this.engineAsked = engine;
    } else {
      this.failure = result.error;
    }
  }

  /** Stops the run under way; the last finished result stays. */
  cancel(): void {
    this.abort?.abort();
  }

  /** The first paths in a bar of the result's histogram, and how many it holds. */
  async pathsInBar(
    bar: number,
    signal?: AbortSignal,
  ): Promise<Result<{ total: number; paths: PathReturn[] }>> {
    const { result } = this;
    const total = result?.histogram.counts[bar];
    if (!result || total === undefined)
      return failure('noResult', 'There is no run to list paths of yet.');
    const { engine, request } = result;
    const query = { request, engine, bar, limit: Math.min(total, MOST_LISTED) };
    const found = await caught(() => this.client.pathsInBar(query, signal));
    return found.ok ? success({ total, paths: found.value }) : found;
  }

  /** One path of the result again, in float64, asset by asset. */
  async replay(path: number): Promise<Result<Replay>> {
    if (!this.result) return failure('noResult', 'There is no run to replay a path of yet.');
    const { request } = this.result;
    return caught(() => this.client.ask((service) => service.replay(request, path)));
  }

  async loadEngines(): Promise<void> {
    const reports = await caught(async () => success(await this.client.engines()));
    if (reports.ok) this.engines = reports.value;
    else this.failure = reports.error;
  }

  /** The controls are back at the answer shown: a run under way has lost its purpose, and ends without a word. */
  private dropRun(): void {
    this.abort?.abort();
    this.abort = undefined;
    this.progress = undefined;
  }

  /** The run under way, or the last one, is of the present request. */
  private get isEstimated(): boolean {
    const { request, estimated } = this;
    return request.ok && estimated !== undefined && sameRun(request.value, estimated);
  }
}

/** A bug becomes a failure, so that nobody waits for ever. */
async function caught<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work();
  } catch (error) {
    return failure('unexpected', `Something went wrong that should not have: ${String(error)}`);
  }
}

function sameRun(a: SimulationRequest, b: SimulationRequest): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

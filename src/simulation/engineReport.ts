import type { EngineId } from './request';

/** What a machine says of one engine. */
export interface EngineReport {
  id: EngineId;
  available: boolean;
  /** Why it can be used, or why not: a sentence. */
  reason: string;
  /** WebGPU: the adapter's name, and whether it is a CPU in disguise. */
  adapter?: string;
  isSoftware?: boolean;
  threads?: number;
}

/** An engine to try, and the sentence that the page shows for it. */
export interface EngineChoice {
  engine: EngineId;
  reason: string;
}

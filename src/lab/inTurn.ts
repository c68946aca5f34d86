import { success, type Result } from '../result';
import type { JobOptions } from './workerJob.svelte';

/** Pieces of work one after another as one, each an equal share of it; the first that fails ends it. */
export async function inTurn<Value>(
  works: ((options: JobOptions) => Promise<Result<Value>>)[],
  { signal, onProgress }: JobOptions,
): Promise<Result<Value[]>> {
  const values: Value[] = [];
  for (const [i, work] of works.entries()) {
    const result = await work({
      signal,
      onProgress: (share) => onProgress((i + share) / works.length),
    });
    if (!result.ok) return result;
    values.push(result.value);
  }
  return success(values);
}

/** What every host of the lab has (browser, worker, Node), declared here because the pure folders know no DOM. */
declare const performance: { now(): number };
declare function setTimeout(callback: () => void, delayMs: number): unknown;
declare function clearTimeout(timer: unknown): void;

/** Milliseconds, monotonic. */
export function nowMs(): number {
  return performance.now();
}

/** Lets waiting messages (a cancel, a progress request) through. */
export function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

/** The promise, or a rejection with `late()` where it has not settled within `limitMs`. */
export async function within<T>(
  promise: Promise<T>,
  limitMs: number,
  late: () => Error,
): Promise<T> {
  let timer: unknown;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), limitMs);
  });
  try {
    return await Promise.race([promise, limit]);
  } finally {
    clearTimeout(timer);
  }
}

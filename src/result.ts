/** An expected failure: what happened, where (row, column, ticker, pivot, field) and what to do about it. */
export interface Failure {
  code: string;
  message: string;
  where?: string;
}

/** Expected failures are values; bugs throw. Structured-cloneable and JSON-safe. */
export type Result<T> = { ok: true; value: T } | { ok: false; error: Failure };

export function success<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function failure<T = never>(code: string, message: string, where?: string): Result<T> {
  return { ok: false, error: where === undefined ? { code, message } : { code, message, where } };
}

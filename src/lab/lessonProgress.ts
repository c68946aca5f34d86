/** Which steps of the lesson this browser has seen done. Without storage nothing is kept, and nothing breaks. */
import * as v from 'valibot';
import { LESSONS } from './lessons';

const KEY = 'astra-lesson';
const schema = v.pipe(
  v.string(),
  v.regex(/^(\d+(,\d+)*)?$/),
  v.transform((text) => text.split(',').map(Number)),
);

/** Numbers of the steps done, from 1. */
export function readProgress(): number[] {
  try {
    const stored = v.safeParse(schema, localStorage.getItem(KEY) ?? '');
    const steps = stored.success ? stored.output : [];
    return steps.filter((step) => step >= 1 && step <= LESSONS.length);
  } catch {
    return [];
  }
}

export function writeProgress(steps: number[]): void {
  try {
    localStorage.setItem(KEY, steps.join(','));
  } catch {
    // private windows may refuse; the steps stay done until the page is closed
  }
}

import { flushSync } from 'svelte';

/** What drawing may take of a frame. */
const FRAME_MS = 6;
const waiting = new Set<() => void>();
let isAsked = false;

/** Draws when its turn comes: as many as fit a frame, the others in the next. Returns how to take it back. */
export function drawInTurn(draw: () => void): () => void {
  waiting.add(draw);
  if (!isAsked) requestAnimationFrame(drawFrame);
  isAsked = true;
  return () => waiting.delete(draw);
}

function drawFrame(): void {
  const end = performance.now() + FRAME_MS;
  for (const draw of waiting) {
    waiting.delete(draw);
    flushSync(draw);
    if (performance.now() > end) break;
  }
  isAsked = waiting.size > 0;
  if (isAsked) requestAnimationFrame(drawFrame);
}

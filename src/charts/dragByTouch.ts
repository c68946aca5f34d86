/**
 * Attachment of what is dragged inside an SVG: a finger that starts on it moves it, and does not scroll the page. The CSS
 * property touch-action does this for HTML; browsers do not heed it on the elements inside an SVG.
 */
export function dragByTouch(element: Element): () => void {
  const hold = (event: Event): void => event.preventDefault();
  element.addEventListener('touchstart', hold, { passive: false });
  return () => element.removeEventListener('touchstart', hold);
}

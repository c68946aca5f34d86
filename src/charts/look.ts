import { createSubscriber } from 'svelte/reactivity';

const subscribe = createSubscriber((update) => {
  const queries = ['(prefers-color-scheme: dark)', 'print'].map((query) => matchMedia(query));
  const observer = new MutationObserver(update);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  for (const query of queries) query.addEventListener('change', update);
  return () => {
    observer.disconnect();
    for (const query of queries) query.removeEventListener('change', update);
  };
});

/**
 * The present value of an element's colour, for canvases: unlike the elements of a page, what is drawn does not follow
 * the theme. An effect that reads it runs again when the theme changes.
 */
export function colourOf(element: Element): string {
  subscribe();
  return getComputedStyle(element).color;
}

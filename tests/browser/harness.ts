/** A watched page of the built site. Build first: `npm run build`. */
import type { Browser, Page } from 'puppeteer';

export { launchBrowser, serveSite } from '../../scripts/site.mjs';

/** What a page must not do: write errors to the console, throw, or ask another host. */
export interface Misbehaviour {
  errors: string[];
  foreignRequests: string[];
}

/** A new page in a profile of its own, watched from its first request on. */
export async function openPage(
  browser: Browser,
  url: string,
): Promise<{ page: Page; seen: Misbehaviour }> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const seen: Misbehaviour = { errors: [], foreignRequests: [] };
  page.on('pageerror', (error) => seen.errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') seen.errors.push(message.text());
  });
  page.on('request', (request) => {
    const { protocol, host } = new URL(request.url());
    const isLocal = host === new URL(url).host || protocol === 'data:' || protocol === 'blob:';
    if (!isLocal) seen.foreignRequests.push(request.url());
  });
  await page.goto(url);
  return { page, seen };
}

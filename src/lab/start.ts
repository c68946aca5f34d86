import { parsePrices } from '../market/prices';
import { success, type Result } from '../result';
import { pause } from '../simulation/clock';
import { createAstra, fetchText } from './astra';
import { SimulationClient } from './client';
import { Lab } from './lab.svelte';

/**
 * Loads the embedded market, opens the state of the address and starts the first run. From here on the address holds
 * the link of the last state that can run, and `window.astra` answers.
 */
export async function startLab(): Promise<Result<Lab>> {
  const client = new SimulationClient();
  client.engines().catch(() => undefined); // the worker loads beside the prices; loadEngines says what failed
  const csv = await fetchText('data/daily.csv');
  if (!csv.ok) return csv;
  const market = parsePrices(csv.value, 'daily.csv');
  if (!market.ok) return market;
  await pause(); // lets the page paint between parsing and drawing
  const lab = new Lab(market.value, client);
  const opened = location.hash.length > 1 ? lab.openLink(location.hash) : undefined;
  if (!opened?.ok) {
    void lab.run();
    lab.failure = opened?.error;
  }
  void lab.loadEngines();
  window.addEventListener('hashchange', () => {
    if (location.hash === lab.link() || lab.openLink(location.hash).ok) return;
    history.replaceState(null, '', lab.link());
  });
  window.astra = createAstra(client, market.value, lab);
  await pause();
  return success(lab);
}

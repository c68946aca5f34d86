/** Every panel of the lab, in the order of the navigation: a panel's code is fetched when it is first shown. */
import type { Component } from 'svelte';
import type { Lab } from '../lab/lab.svelte';
import type { PanelId } from '../lab/state';

interface Panel {
  name: string;
  load(): Promise<{ default: Component<{ lab: Lab }> }>;
}

export const PANELS: Record<PanelId, Panel> = {
  risk: { name: 'Risk', load: () => import('./risk/RiskPanel.svelte') },
  inventory: { name: 'Inventory', load: () => import('./inventory/InventoryPanel.svelte') },
  alpha: { name: 'Alpha', load: () => import('./alpha/AlphaPanel.svelte') },
  cholesky: { name: 'Cholesky', load: () => import('./cholesky/CholeskyPanel.svelte') },
};

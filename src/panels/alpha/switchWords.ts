import type { SwitchId } from '../../alpha/waterfall';

/** What each switch is called, and what the published backtest did in its place. */
export const SWITCH_WORDS: Record<SwitchId, { name: string; corrects: string }> = {
  held: {
    name: 'Hold to the exit',
    corrects: 'Published: out again as soon as the z-score is back inside the entry.',
  },
  burnIn: {
    name: 'Skip the start',
    corrects: 'Published: trades on the first bars, where the filter knows nothing yet.',
  },
  capital: {
    name: 'All capital counted',
    corrects: 'Published: two legs for the price of one, beta taken for a dollar amount.',
  },
  overnight: {
    name: 'Flat overnight',
    corrects: 'Published: the night’s gap is one more minute, held and traded.',
  },
  delay: {
    name: 'Trade later',
    corrects: 'Published: trades at the very close that made the signal.',
  },
  costs: { name: 'Costs a side', corrects: 'Published: every trade is free.' },
  funding: {
    name: 'Borrow and funding',
    corrects: 'Published: shares are lent for nothing. Terms: the inventory panel’s.',
  },
  annualisation: {
    name: 'Annualise correctly',
    corrects: 'Published: √(252 · 390), whatever the bars and their correlation.',
  },
};

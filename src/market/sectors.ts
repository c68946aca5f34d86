/** The sectors of the embedded tickers, by the Global Industry Classification Standard of March 2023, in short names. */
export const SECTORS: readonly { name: string; tickers: readonly string[] }[] = [
  { name: 'Technology', tickers: ['AAPL', 'MSFT', 'NVDA', 'INTC'] },
  { name: 'Communication', tickers: ['GOOGL', 'DIS', 'VZ'] },
  { name: 'Discretionary', tickers: ['AMZN', 'TSLA', 'HD', 'MCD'] },
  { name: 'Staples', tickers: ['KO', 'PEP', 'PG', 'WMT'] },
  { name: 'Financials', tickers: ['JPM', 'GS', 'MS', 'C', 'BAC', 'WFC', 'V'] },
  { name: 'Health care', tickers: ['JNJ', 'PFE', 'UNH'] },
  { name: 'Energy', tickers: ['XOM', 'CVX'] },
  { name: 'Industrials', tickers: ['CAT', 'BA'] },
  { name: 'Utilities', tickers: ['NEE'] },
  { name: 'Real estate', tickers: ['AMT'] },
  { name: 'Materials', tickers: ['LIN'] },
];

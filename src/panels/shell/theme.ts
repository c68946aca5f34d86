/** Light or dark: the system's choice until the user makes one, which this browser then keeps. */
export type Theme = 'light' | 'dark';

const KEY = 'astra-theme';

export function applyStoredTheme(): void {
  const stored = read();
  if (stored) document.documentElement.dataset.theme = stored;
}

export function currentTheme(): Theme {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

export function setTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // A browser that stores nothing still shows the theme until the page is left.
  }
}

function read(): Theme | undefined {
  try {
    const stored = localStorage.getItem(KEY);
    return stored === 'light' || stored === 'dark' ? stored : undefined;
  } catch {
    return undefined;
  }
}

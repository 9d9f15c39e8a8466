/** What a reader likes: kept in this browser, never sent. */
import { effect, signal } from '@preact/signals';

export type Theme = 'auto' | 'light' | 'dark';
export type Borders = 'none' | 'de_facto';

function kept<T extends string>(key: string, usual: T): T {
  try {
    return (localStorage.getItem(`casus-${key}`) as T | null) ?? usual;
  } catch {
    return usual;
  }
}

function keep(key: string, value: string): void {
  try {
    localStorage.setItem(`casus-${key}`, value);
  } catch {
    // A copy opened from file:// may have no storage; then the choice lasts as long as the page.
  }
}

export const theme = signal<Theme>(kept('theme', 'auto'));
export const borders = signal<Borders>(kept('borders', 'none'));
export const prefersDark = signal(matchMedia('(prefers-color-scheme: dark)').matches);
export const isDark = signal(false);

export function hasBordersChoice(): boolean {
  return kept('borders', '') !== '';
}

export function bindPrefs(): void {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', (event) => {
    prefersDark.value = event.matches;
  });
  effect(() => {
    const dark = theme.value === 'dark' || (theme.value === 'auto' && prefersDark.value);
    isDark.value = dark;
    document.documentElement.dataset.theme = dark ? 'dark' : 'light';
    keep('theme', theme.value);
  });
}

export function chooseBorders(value: Borders): void {
  borders.value = value;
  keep('borders', value);
}

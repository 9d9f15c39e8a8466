/** Which dialog is open, and which field is being edited. One at a time. */
import { signal } from '@preact/signals';
import type { Wish } from './decide';

export type Dialog = 'help' | 'filters' | 'merge' | 'split' | 'share' | 'reject' | 'sample' | { bulk: Wish };

export const dialog = signal<Dialog | null>(null);
/** Field under correction in the document pane, null when none is. */
export const editing = signal<string | null>(null);
/** A missed claim is being added from selected words. */
export const adding = signal(false);

export function stopEditing(): void {
  editing.value = null;
  adding.value = false;
}

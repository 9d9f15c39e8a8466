/** The keys. Typing in a field never fires one, nor does a key with a modifier, nor anything behind a dialog. */
import { mayWrite } from './data';
import { judge, move, stale, undo } from './decide';
import { choose, detail } from './detail';
import { adding, dialog, editing, stopEditing } from './dialogs';
import { chosen, openDoc, openLine } from './query';

const KEYS: Record<string, () => void> = {
  j: () => void move(1),
  k: () => void move(-1),
  '/': () => document.querySelector<HTMLInputElement>('#search')?.focus(),
  '?': () => {
    dialog.value = 'help';
  },
  u: () => writes(() => void undo()),
  a: () => onEvent(() => void judge('accept')),
  r: () => onEvent(() => void judge('reject')),
  e: () =>
    onEvent(() => {
      editing.value = 'actor';
    }),
  m: () =>
    onEvent(() => {
      dialog.value = 'merge';
    }),
  s: () =>
    onEvent(() => {
      dialog.value = 'split';
    }),
  n: () =>
    writes(() => {
      if (openDoc.peek()) adding.value = true;
    }),
};

export function bindKeys(): void {
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape') return leave(event);
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat === undefined) return;
    if (isTyping(event.target) || dialog.peek() || stale.peek()) return;
    const act = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
}

export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches('input, textarea, select, [role="textbox"], [role="combobox"]');
}

/** Close the innermost thing that is open; dialogs close themselves. */
function leave(event: KeyboardEvent): void {
  if (dialog.peek() || stale.peek() || event.defaultPrevented) return;
  if (isTyping(event.target)) {
    (event.target as HTMLElement).blur();
    return;
  }
  if (editing.peek() || adding.peek()) stopEditing();
  else if (chosen.peek() || openDoc.peek() || openLine.peek()) {
    choose(null);
    openDoc.value = null;
    openLine.value = null;
  }
}

function writes(act: () => void): void {
  if (mayWrite.peek()) act();
}

function onEvent(act: () => void): void {
  if (detail.peek()) writes(act);
}

/** Words that a reader has selected in a report, in code points as the record counts them. */
import { signal } from '@preact/signals';

export interface Picked {
  document: string;
  start: number;
  end: number;
  words: string;
}

/** What is selected in the open report at this moment, null for nothing. */
export const picked = signal<Picked | null>(null);

export function watchSelection(): void {
  document.addEventListener('selectionchange', () => {
    const found = readSelection(document.getSelection());
    // Clicking into the form empties the selection; the words picked last still count there.
    if (found) picked.value = found;
  });
}

export function readSelection(selection: Selection | null): Picked | null {
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const text = closest(range.commonAncestorContainer, '[data-document]');
  const id = text?.dataset.document;
  if (!text || !id) return null;
  const pieces = [...text.querySelectorAll<HTMLElement>('[data-start]')].filter((piece) => range.intersectsNode(piece));
  const parts = pieces.map((piece) => part(piece, range)).filter(({ words }) => words !== '');
  const [first, last] = [parts[0], parts[parts.length - 1]];
  if (!first || !last) return null;
  return trimmed({
    document: id,
    start: first.start,
    end: last.start + length(last.words),
    words: parts.map(({ words }) => words).join(''),
  });
}

/** Of one piece of text, what lies in the range. */
function part(piece: HTMLElement, range: Range): { start: number; words: string } {
  const node = piece.firstChild;
  const text = node?.nodeValue ?? '';
  const from = node === range.startContainer ? range.startOffset : 0;
  const to = node === range.endContainer ? range.endOffset : text.length;
  const before = node && range.comparePoint(node, 0) > 0;
  const words = before ? '' : text.slice(from, to);
  return { start: Number(piece.dataset.start) + length(text.slice(0, from)), words };
}

function trimmed(picked: Picked): Picked | null {
  const lead = length(picked.words) - length(picked.words.trimStart());
  const words = picked.words.trim();
  if (!words) return null;
  return { ...picked, start: picked.start + lead, end: picked.start + lead + length(words), words };
}

/** Code points, as Python counts, not UTF-16 units. */
export function length(text: string): number {
  return [...text].length;
}

function closest(node: Node, selector: string): HTMLElement | null {
  const element = node instanceof Element ? node : node.parentElement;
  return element?.closest<HTMLElement>(selector) ?? null;
}

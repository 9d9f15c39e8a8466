/** The chosen event with everything behind it, the report being read, and the line of states that is open. */
import { batch, computed, effect, signal, untracked } from '@preact/signals';
import { ApiError, get, isAbort } from '../api/client';
import type { Doc, EventDetail, Line } from '../api/types';
import { fail, generation, problem } from './data';
import { chosen, openDoc, openLine } from './query';

export const detail = signal<EventDetail | null>(null);
export const doc = signal<Doc | null>(null);
export const line = signal<Line | null>(null);
/** The claim whose words are lit and whose fields the keys act on. */
export const claimInFocus = signal<string | null>(null);
/** Field being hovered or focused in the card: its words are lit in the text. */
export const litField = signal<string | null>(null);

/** The event whose detail is there. */
const told = computed(() => detail.value?.id ?? null);

export function bindDetail(): void {
  effect(() => {
    generation.value;
    const id = chosen.value;
    untracked(() => void loadDetail(id));
  });
  effect(() => {
    generation.value;
    const id = openDoc.value;
    // The event on the way: its report is asked for once it is known which one that is.
    const event = told.value ?? chosen.value;
    untracked(() => event === chosen.peek() && void loadDoc(id, event));
  });
  effect(() => {
    generation.value;
    const id = openLine.value;
    untracked(() => void loadLine(id));
  });
}

async function loadDetail(id: string | null): Promise<void> {
  if (!id) {
    detail.value = null;
    return;
  }
  try {
    const found = await get<EventDetail>(`/api/events/${encodeURIComponent(id)}`);
    if (chosen.peek() !== id) return;
    showDetail(found);
  } catch (error) {
    if (isAbort(error)) return;
    detail.value = null;
    if (error instanceof ApiError && error.problem.status === 404) {
      chosen.value = null;
      problem.value = error.problem.detail;
    } else fail(error);
  }
}

/** Show an event; its document stays open if it tells of the event, else the first report's opens. */
export function showDetail(found: EventDetail): void {
  const reports = found.claims_in_full.map((claim) => claim.report);
  const open = openDoc.peek();
  const focus = claimInFocus.peek();
  batch(() => {
    detail.value = found;
    if (chosen.peek() !== found.id) chosen.value = found.id;
    if (!open || !reports.includes(open)) openDoc.value = reports[0] ?? null;
    if (!found.claims_in_full.some((claim) => claim.id === focus))
      claimInFocus.value = found.claims_in_full[0]?.id ?? null;
  });
}

async function loadDoc(id: string | null, event: string | null): Promise<void> {
  if (!id) {
    doc.value = null;
    return;
  }
  try {
    const found = await get<Doc>(`/api/documents/${encodeURIComponent(id)}`, event ? [['event', event]] : []);
    if (openDoc.peek() === id && chosen.peek() === event) doc.value = found;
  } catch (error) {
    fail(error);
  }
}

async function loadLine(id: string | null): Promise<void> {
  if (!id) {
    line.value = null;
    return;
  }
  try {
    line.value = await get<Line>(`/api/states/${encodeURIComponent(id)}`);
  } catch (error) {
    fail(error);
  }
}

export function choose(id: string | null): void {
  if (id === chosen.peek()) return;
  batch(() => {
    chosen.value = id;
    claimInFocus.value = null;
    openLine.value = null;
    if (id === null) openDoc.value = null;
  });
}

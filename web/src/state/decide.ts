/** An analyst's decisions: sent with the version they were about, shown at once, undone with one key. */
import { batch, signal } from '@preact/signals';
import { ApiError, get, post } from '../api/client';
import type { BulkMade, Decision, EventDetail, EventRow, Evidence, Made } from '../api/types';
import { fail, isBehind, mayWrite, problem, putRows, reload, rowAt, session, slots, total } from './data';
import { choose, detail, showDetail } from './detail';
import { chosen, reviewing } from './query';

export interface Wish {
  kind: 'accept' | 'reject' | 'edit' | 'add' | 'merge' | 'split' | 'note' | 'undo';
  event?: string | null;
  version?: string;
  claim?: string;
  field?: string;
  value?: unknown;
  evidence?: Evidence | null;
  whole_event?: boolean;
  document?: string;
  trigger?: [number, number];
  with?: { event: string; version: string }[];
  members?: string[];
  claims?: string[];
  decision?: string;
  batch?: string;
  reason?: string;
}

export interface Stale {
  wish: Wish;
  current: EventDetail;
  then: () => void;
}

/** A decision that was refused because the event had changed meanwhile. */
export const stale = signal<Stale | null>(null);
/** What was just done, for the line at the bottom with its way back. */
export const lastMade = signal<{ shown: string; canUndo: boolean } | null>(null);
export const isSending = signal(false);

let clearing = 0;

function announce(shown: string, canUndo = true): void {
  lastMade.value = { shown, canUndo };
  clearTimeout(clearing);
  clearing = window.setTimeout(() => {
    lastMade.value = null;
  }, 9000);
}

/** Send one decision. True when it was made; a stale one opens the comparison and is false. */
export async function decide(wish: Wish, then: () => void = () => undefined): Promise<boolean> {
  if (!mayWrite.peek()) {
    problem.value = 'This page may not write here; it shows the record as it is.';
    return false;
  }
  isSending.value = true;
  try {
    const made = await post<Made>('/api/decisions', wish);
    take(made, wish);
    then();
    return true;
  } catch (error) {
    if (error instanceof ApiError && error.isStale && error.problem.current)
      stale.value = { wish, current: error.problem.current, then };
    else fail(error);
    return false;
  } finally {
    isSending.value = false;
  }
}

function take(made: Made, wish: Wish): void {
  batch(() => {
    const changed = [...(made.event ? [made.event as EventRow] : []), ...made.also];
    putRows(changed, made.gone);
    if (session.value) session.value = { ...session.value, revision: made.revision };
    if (made.event && (wish.event || wish.kind === 'add' || wish.kind === 'undo')) showDetail(made.event);
    isBehind.value = false;
    announce(made.decision?.shown ?? 'Done', wish.kind !== 'undo');
  });
  reload();
}

export async function undo(): Promise<void> {
  const author = session.peek()?.author ?? '';
  try {
    const { decisions } = await get<{ decisions: Decision[] }>('/api/decisions', [
      ['author', author],
      ['limit', '50'],
    ]);
    const last = decisions.find((made) => made.kind !== 'undo' && !made.undone_by);
    if (!last) {
      announce('Nothing of yours is left to undo.', false);
      return;
    }
    await undoThis(last);
  } catch (error) {
    fail(error);
  }
}

export async function undoThis(made: Decision): Promise<void> {
  await decide(made.batch ? { kind: 'undo', batch: made.batch } : { kind: 'undo', decision: made.id });
  lastMade.value = { shown: `Undone: ${made.shown}`, canUndo: false };
}

export function aboutChosen(): { event: string; version: string } | null {
  const found = detail.peek();
  return found ? { event: found.id, version: found.version } : null;
}

/** Accept or reject, then go on to the next in the list. */
export async function judge(kind: 'accept' | 'reject', reason?: string): Promise<void> {
  const about = aboutChosen();
  if (!about) return;
  const next = await neighbour(1);
  const made = await decide({ kind, ...about, ...(reason ? { reason } : {}) });
  if (made && next && (reviewing.peek() || kind === 'reject')) choose(next);
}

/** The event before or after the chosen one in the list; from none, the first or last. */
export async function neighbour(step: number): Promise<string | null> {
  const at = slots.peek().findIndex((row) => row?.id === chosen.peek());
  const place = at < 0 ? (step > 0 ? 0 : total.peek() - 1) : at + step;
  return (await rowAt(place))?.id ?? null;
}

export async function move(step: number): Promise<void> {
  const next = await neighbour(step);
  if (next) choose(next);
}

/** After a stale decision: send it again about what is there now. */
export async function sendAgain(): Promise<void> {
  const held = stale.peek();
  if (!held) return;
  stale.value = null;
  await decide({ ...held.wish, event: held.current.id, version: held.current.version }, held.then);
}

export function leaveStale(): void {
  const held = stale.peek();
  stale.value = null;
  if (held) showDetail(held.current);
  reload();
}

export async function decideMany(wish: Wish, events: EventRow[]): Promise<BulkMade | null> {
  isSending.value = true;
  try {
    const made = await post<BulkMade>('/api/bulk', {
      decision: wish,
      events: events.map(({ id, version }) => ({ event: id, version })),
    });
    const left = made.stale.length ? `; ${made.stale.length} had changed and were left as they are` : '';
    announce(`Applied to ${made.decisions.length} events${left}`);
    reload();
    return made;
  } catch (error) {
    fail(error);
    return null;
  } finally {
    isSending.value = false;
  }
}

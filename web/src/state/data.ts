/** What the server has answered for the present set; list, map, timeline and the rest always come from one set. */
import { batch, computed, effect, signal, untracked } from '@preact/signals';
import { ApiError, get, isAbort, type Params } from '../api/client';
import type {
  Choices,
  EventPage,
  EventRow,
  Facets,
  MapAnswer,
  NetworkAnswer,
  ReviewAnswer,
  Session,
  SourcesAnswer,
  Summary,
  TimelineAnswer,
} from '../api/types';
import { centre, chosen, filterParams, reviewing, setKey, sort } from './query';

export const session = signal<Session | null>(null);
export const summary = signal<Summary | null>(null);
export const facets = signal<Facets | null>(null);
export const mapAnswer = signal<MapAnswer | null>(null);
export const timeline = signal<TimelineAnswer | null>(null);
export const network = signal<NetworkAnswer | null>(null);
export const sources = signal<SourcesAnswer | null>(null);
export const choices = signal<Choices | null>(null);
export const queue = signal<ReviewAnswer | null>(null);
export const problem = signal<string | null>(null);
export const isLoading = signal(false);
/** The record has grown since what is shown was loaded. */
export const isBehind = signal(false);
export const isShared = signal(false);
/** Where a shared copy comes from and how to cite it; empty on the served page. */
export const sharedNote = signal('');

/** The list: rows in order, as far as they are loaded; `total` says how many there are. */
export const rows = signal<EventRow[]>([]);
export const total = signal(0);
const cursor = signal<string | null>(null);
const PAGE = 300;

export const mayWrite = computed(() => !!session.value?.may_write && !isShared.value);
export const chosenRow = computed(() => rows.value.find((row) => row.id === chosen.value) ?? null);

let running: AbortController | null = null;
export const mapZoom = signal(2);
/** Bumped to load the present set again. */
export const generation = signal(0);

export function reload(): void {
  generation.value = generation.peek() + 1;
}

export async function start(): Promise<void> {
  try {
    session.value = await get<Session>('/api/session');
  } catch (error) {
    fail(error);
  }
  effect(() => {
    setKey.value;
    sort.value;
    reviewing.value;
    generation.value;
    untracked(loadSet);
  });
  effect(() => {
    setKey.value;
    generation.value;
    if (centre.value === 'network') void into(network, '/api/network');
    if (centre.value === 'sources') void into(sources, '/api/sources');
  });
}

async function into<T>(target: { value: T | null }, path: string): Promise<void> {
  try {
    target.value = await get<T>(path, filterParams.peek());
  } catch (error) {
    fail(error);
  }
}

async function loadSet(): Promise<void> {
  running?.abort();
  running = new AbortController();
  const { signal: aborted } = running;
  const params = filterParams.peek();
  isLoading.value = true;
  problem.value = null;
  const show = <T>(asked: Promise<T>, take: (answer: T) => void) =>
    asked.then(
      (answer) => {
        if (!aborted.aborted) take(answer);
      },
      (error: unknown) => ignoreAbort(error),
    );
  // Each part is shown as it comes; whatever part cannot be had, the others are shown all the same.
  await Promise.all([
    show(firstRows(params, aborted), takeRows),
    show(get<Summary>('/api/summary', params, aborted), (answer) => {
      summary.value = answer;
    }),
    show(get<TimelineAnswer>('/api/timeline', params, aborted), (answer) => {
      timeline.value = answer;
    }),
    show(get<MapAnswer>('/api/map', [...params, ['zoom', String(mapZoom.peek())]], aborted), (answer) => {
      mapAnswer.value = answer;
    }),
  ]);
  if (aborted.aborted) return;
  isLoading.value = false;
  isBehind.value = false;
  void show(get<Facets>('/api/facets', params, aborted), (answer) => {
    facets.value = answer;
  });
}

function takeRows(list: EventPage): void {
  batch(() => {
    rows.value = list.events;
    total.value = list.total;
    cursor.value = list.cursor;
  });
}

/** The first rows of the list; while reviewing, the queue in its own order. */
async function firstRows(params: Params, aborted: AbortSignal): Promise<EventPage> {
  const kind = reviewing.peek();
  if (!kind) {
    queue.value = null;
    return get<EventPage>('/api/events', [...params, ['sort', sort.peek()], ['limit', String(PAGE)]], aborted);
  }
  const answer = await get<ReviewAnswer>('/api/review', [...params, ['kind', kind]], aborted);
  queue.value = answer;
  if (!answer.queue.length) return { events: [], total: 0, cursor: null, revision: '' };
  const first = answer.queue.slice(0, 100);
  const page = await get<EventPage>(
    '/api/events',
    [...first.map((id) => ['id', id] as [string, string]), ['limit', '1000']],
    aborted,
  );
  const byId = new Map(page.events.map((event) => [event.id, event]));
  const events = first.map((id) => byId.get(id)).filter((event): event is EventRow => !!event);
  return { events, total: events.length, cursor: null, revision: page.revision };
}

let isLoadingMore = false;

/** Load rows until `wanted` are there, or all. */
export async function loadMore(wanted: number): Promise<void> {
  if (isLoadingMore) return;
  isLoadingMore = true;
  try {
    while (rows.peek().length < wanted && cursor.peek()) {
      const key = setKey.peek();
      const size = wanted - rows.peek().length > PAGE ? '1000' : String(PAGE);
      const page = await get<EventPage>('/api/events', [
        ...filterParams.peek(),
        ['sort', sort.peek()],
        ['limit', size],
        ['cursor', cursor.peek() ?? ''],
      ]);
      if (key !== setKey.peek()) return;
      rows.value = [...rows.peek(), ...page.events];
      cursor.value = page.cursor;
    }
  } catch (error) {
    fail(error);
  } finally {
    isLoadingMore = false;
  }
}

/** The map asks again when it is zoomed and what it shows are clusters. */
export async function loadMap(zoom: number): Promise<void> {
  mapZoom.value = Math.max(0, Math.round(zoom));
  if (!mapAnswer.peek()?.clustered) return;
  const key = setKey.peek();
  const answer = await get<MapAnswer>('/api/map', [...filterParams.peek(), ['zoom', String(mapZoom.peek())]]);
  if (key === setKey.peek()) mapAnswer.value = answer;
}

/** A changed event takes its place in the list at once; the rest is loaded again in the background. */
export function putRows(changed: EventRow[], gone: string[]): void {
  const byId = new Map(changed.map((event) => [event.id, event]));
  rows.value = rows
    .peek()
    .filter((row) => !gone.includes(row.id) || byId.has(row.id))
    .map((row) => byId.get(row.id) ?? row);
}

export async function watchRevision(): Promise<void> {
  const shown = session.peek()?.revision;
  try {
    const now = await get<Session>('/api/session');
    session.value = now;
    if (shown && now.revision !== shown) reload();
  } catch (error) {
    fail(error);
  }
}

export async function loadChoices(): Promise<void> {
  if (choices.peek()) return;
  try {
    choices.value = await get<Choices>('/api/choices');
  } catch (error) {
    fail(error);
  }
}

export function fail(error: unknown): void {
  if (isAbort(error)) return;
  problem.value = error instanceof ApiError ? say(error) : `Something went wrong in this page: ${String(error)}`;
}

function say(error: ApiError): string {
  const { detail, remedy } = error.problem;
  return remedy && !detail.includes(remedy) ? `${detail} — ${remedy}` : detail;
}

function ignoreAbort(error: unknown): void {
  if (!isAbort(error)) fail(error);
}

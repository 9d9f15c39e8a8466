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
import type { Box } from '../map/features';
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

/** The list, `total` long: a row stands at its place once it is loaded, wherever the reader has been. */
export const slots = signal<(EventRow | undefined)[]>([]);
export const total = signal(0);
/** The rows that are loaded, in order. */
export const rows = computed(() => slots.value.filter((row) => row !== undefined));
/** First and last row in view, with some to spare; the list says so. */
export const inView = signal<readonly [number, number]>([0, 0]);
const FIRST = 300;
const PAGE = 100;

export const mayWrite = computed(() => !!session.value?.may_write && !isShared.value);
export const chosenRow = computed(() => rows.value.find((row) => row.id === chosen.value) ?? null);

let running: AbortController | null = null;
/** What the map was asked for last: its scale, and the part of the ground (null for all). */
let mapAsked: { zoom: number; view: Box | null } = { zoom: 2, view: null };
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
    show(firstRows(params, aborted, startOf()), takeRows),
    show(get<Summary>('/api/summary', params, aborted), (answer) => {
      summary.value = answer;
    }),
    show(get<TimelineAnswer>('/api/timeline', params, aborted), (answer) => {
      timeline.value = answer;
    }),
    show(get<MapAnswer>('/api/map', [...params, ...mapParams()], aborted), (answer) => {
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

let shownSet = '';

/** Where to begin: a set that is loaded again is loaded where the reader is. */
function startOf(): number {
  const set = JSON.stringify([setKey.peek(), sort.peek(), reviewing.peek()]);
  const start = set === shownSet && !reviewing.peek() ? Math.max(0, inView.peek()[0] - PAGE) : 0;
  shownSet = set;
  return start;
}

interface Loaded {
  start: number;
  page: EventPage;
}

function takeRows({ start, page }: Loaded): void {
  const found: (EventRow | undefined)[] = [];
  page.events.forEach((event, at) => {
    found[start + at] = event;
  });
  batch(() => {
    slots.value = found;
    total.value = page.total;
  });
  void loadRows(...inView.peek());
}

/** The first rows of the list; while reviewing, the queue in its own order. */
async function firstRows(params: Params, aborted: AbortSignal, start: number): Promise<Loaded> {
  const kind = reviewing.peek();
  if (!kind) {
    queue.value = null;
    return { start, page: await get<EventPage>('/api/events', listParams(params, start, FIRST), aborted) };
  }
  const answer = await get<ReviewAnswer>('/api/review', [...params, ['kind', kind]], aborted);
  queue.value = answer;
  const events = await named(answer.queue.slice(0, PAGE), aborted);
  return { start: 0, page: { events, total: answer.queue.length, cursor: null, revision: '' } };
}

function listParams(params: Params, start: number, size: number): Params {
  return [...params, ['sort', sort.peek()], ['limit', String(size)], ['offset', String(start)]];
}

/** Some events in the order of their ids. */
async function named(ids: string[], aborted?: AbortSignal): Promise<EventRow[]> {
  if (!ids.length) return [];
  const params: Params = [...ids.map((id) => ['id', id] as [string, string]), ['limit', '1000']];
  const page = await get<EventPage>('/api/events', params, aborted);
  const byId = new Map(page.events.map((event) => [event.id, event]));
  return ids.map((id) => byId.get(id)).filter((event): event is EventRow => !!event);
}

const coming = new Set<string>();

/** Load the rows of a stretch of the list that are not there yet, in whole pages. */
export async function loadRows(first: number, last: number): Promise<void> {
  const set = generationKey();
  const wanted: number[] = [];
  for (let start = first - (first % PAGE); start < Math.min(last, total.peek()); start += PAGE)
    if (!coming.has(set + start) && isMissing(start, Math.min(start + PAGE, total.peek()))) wanted.push(start);
  await Promise.all(wanted.map((start) => loadPage(start, set)));
}

function isMissing(start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if (!slots.peek()[at]) return true;
  return false;
}

async function loadPage(start: number, set: string): Promise<void> {
  coming.add(set + start);
  try {
    const events = reviewing.peek()
      ? await named(queue.peek()?.queue.slice(start, start + PAGE) ?? [])
      : (await get<EventPage>('/api/events', listParams(filterParams.peek(), start, PAGE))).events;
    if (set !== generationKey()) return;
    const next = slots.peek().slice();
    events.forEach((event, at) => {
      next[start + at] = event;
    });
    slots.value = next;
  } catch (error) {
    fail(error);
  } finally {
    coming.delete(set + start);
  }
}

function generationKey(): string {
  return JSON.stringify([setKey.peek(), sort.peek(), reviewing.peek(), generation.peek()]);
}

/** The row at a place of the list, loaded if need be. */
export async function rowAt(place: number): Promise<EventRow | null> {
  if (place < 0 || place >= total.peek()) return null;
  if (!slots.peek()[place]) await loadRows(place, place + 1);
  return slots.peek()[place] ?? null;
}

function mapParams(): Params {
  const { zoom, view } = mapAsked;
  return [
    ['zoom', String(zoom)],
    ...(view ? [['view', view.map((edge) => edge.toFixed(3)).join(',')] as [string, string]] : []),
  ];
}

/**
 * The map asks again when it is moved to where nothing was listed, or zoomed while what it shows are clusters.
 * `box` is what is in view; null while the map follows the set and shows all of it.
 */
export async function loadMap(zoom: number, box: Box | null): Promise<void> {
  // Rounded down: cells are then never nearer to each other than clusters are wide.
  const rounded = Math.max(0, Math.floor(zoom));
  const isAll = !mapAsked.view && mapAnswer.peek() && !mapAnswer.peek()?.clustered;
  if (isAll || (rounded === mapAsked.zoom && covers(mapAsked.view, box))) return;
  mapAsked = { zoom: rounded, view: box && around(box) };
  const key = generationKey();
  const answer = await get<MapAnswer>('/api/map', [...filterParams.peek(), ...mapParams()]);
  if (key === generationKey()) mapAnswer.value = answer;
}

function covers(view: Box | null, box: Box | null): boolean {
  if (!view) return true;
  if (!box) return false;
  return view[0] <= box[0] && view[1] <= box[1] && view[2] >= box[2] && view[3] >= box[3];
}

/** What is in view and as much again on each side, so that dragging asks for nothing at first; null for the whole world. */
function around([west, south, east, north]: Box): Box | null {
  const [wide, high] = [east - west, north - south];
  if (west - wide < -180 || east + wide > 180) return null;
  return [west - wide, Math.max(-90, south - high), east + wide, Math.min(90, north + high)];
}

/** A changed event takes its place in the list at once; the rest is loaded again in the background. */
export function putRows(changed: EventRow[], gone: string[]): void {
  const byId = new Map(changed.map((event) => [event.id, event]));
  const next = slots.peek().slice();
  for (let at = next.length - 1; at >= 0; at -= 1) {
    const row = next[at];
    if (!row) continue;
    const other = byId.get(row.id);
    if (other) next[at] = other;
    else if (gone.includes(row.id)) next.splice(at, 1);
  }
  slots.value = next;
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

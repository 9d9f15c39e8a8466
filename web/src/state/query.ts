/** What is asked for and what is open: held in the address, so that a link restores it. */
import { computed, signal } from '@preact/signals';
import type { Params } from '../api/client';

export const FILTER_KEYS = [
  'text',
  'type',
  'actor',
  'place',
  'sector',
  'source',
  'since',
  'until',
  'doc',
  'bbox',
  'review',
  'realisation',
  'certainty',
  'disputed',
  'undated',
  'unplaced',
  'rejected',
  'id',
] as const;
export type FilterKey = (typeof FILTER_KEYS)[number];
const REPEATED = new Set<FilterKey>([
  'actor',
  'place',
  'type',
  'sector',
  'source',
  'review',
  'realisation',
  'certainty',
  'id',
]);

export interface Filter {
  key: FilterKey;
  value: string;
}

export const CENTRES = ['map', 'network', 'sources', 'states'] as const;
export type Centre = (typeof CENTRES)[number];
export type Queue = 'needed' | 'uncertain' | 'disputed' | 'new';

export const filters = signal<Filter[]>([]);
export const sort = signal('date');
export const centre = signal<Centre>('map');
/** The event that is selected everywhere, its document being read, or a line of the strip of states. */
export const chosen = signal<string | null>(null);
export const openDoc = signal<string | null>(null);
export const openLine = signal<string | null>(null);
export const reviewing = signal<Queue | null>(null);
export const coding = signal(false);

export const filterParams = computed<Params>(() => filters.value.map(({ key, value }) => [key, value]));
/** One string for the present set: whatever shows it loads again when this changes. */
export const setKey = computed(() => JSON.stringify(filterParams.value));

export function setFilter(key: FilterKey, value: string | null): void {
  const rest = filters.value.filter((filter) => filter.key !== key);
  filters.value = value === null || value === '' ? rest : [...rest, { key, value }];
}

export function addFilter(key: FilterKey, value: string): void {
  if (!REPEATED.has(key)) return setFilter(key, value);
  if (filters.value.some((filter) => filter.key === key && filter.value === value)) return;
  filters.value = [...filters.value, { key, value }];
}

export function dropFilter(key: string, value: string): void {
  filters.value = filters.value.filter((filter) => filter.key !== key || filter.value !== value);
}

export function toggleFilter(key: FilterKey, value: string): void {
  if (hasFilter(key, value)) dropFilter(key, value);
  else addFilter(key, value);
}

export function hasFilter(key: FilterKey, value?: string): boolean {
  return filters.value.some((filter) => filter.key === key && (value === undefined || filter.value === value));
}

export function clearFilters(): void {
  filters.value = [];
}

/** Since and until at once, as the brush sets them. */
export function setDays(since: string | null, until: string | null): void {
  const rest = filters.value.filter(({ key }) => key !== 'since' && key !== 'until');
  const days: Filter[] = [];
  if (since) days.push({ key: 'since', value: since });
  if (until) days.push({ key: 'until', value: until });
  filters.value = [...rest, ...days];
}

const PATHS: Record<string, () => void> = {
  '/review': () => {
    reviewing.value = 'needed';
  },
  '/network': () => {
    centre.value = 'network';
  },
  '/sources': () => {
    centre.value = 'sources';
  },
  '/coding': () => {
    coding.value = true;
  },
};

/** Take everything from the address; the opposite of `toAddress`. */
export function fromAddress(path: string, search: string): void {
  const params = new URLSearchParams(search);
  const known = new Set<string>(FILTER_KEYS);
  filters.value = [...params]
    .filter(([key, value]) => known.has(key) && value !== '')
    .map(([key, value]) => ({ key: key as FilterKey, value }));
  sort.value = params.get('sort') ?? 'date';
  const view = params.get('view') as Centre | null;
  centre.value = view && CENTRES.includes(view) ? view : 'map';
  chosen.value = params.get('event');
  openDoc.value = params.get('document');
  openLine.value = params.get('line');
  reviewing.value = params.get('queue') as Queue | null;
  coding.value = false;
  PATHS[path]?.();
  const [, kind, id] = /^\/(event|claim|document)\/([\w.:-]+)$/.exec(path) ?? [];
  if (kind === 'document' && id) openDoc.value = id;
  else if (kind && id) chosen.value = id;
}

export function toAddress(): string {
  const params = new URLSearchParams(filterParams.value);
  if (sort.value !== 'date') params.set('sort', sort.value);
  if (centre.value !== 'map') params.set('view', centre.value);
  if (openDoc.value) params.set('document', openDoc.value);
  if (openLine.value) params.set('line', openLine.value);
  if (reviewing.value) params.set('queue', reviewing.value);
  const path = coding.value ? '/coding' : chosen.value ? `/event/${chosen.value}` : '/';
  const query = params.toString();
  return query ? `${path}?${query}` : path;
}

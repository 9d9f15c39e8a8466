/** Filters over the rows of a shared copy, and what list, map and timeline show of those that stay. */
import type { Params } from './client';
import type { EventRow, MapAnswer, MapFeature, Summary, TimelineAnswer } from './types';

type Test = (event: EventRow, value: string) => boolean;

const TESTS: Record<string, Test> = {
  text: (event, value) => words(value).every((word) => wordsOf(event).includes(word)),
  type: (event, value) => (value.includes('.') ? event.label === value : event.type === value),
  actor: (event, value) =>
    [...event.actors, ...event.recipients].some((one) => one.key === value || has(one.name, value)),
  place: (event, value) =>
    !!event.place &&
    (event.place.id === value ||
      event.place.country === value ||
      has(event.place.shown, value) ||
      has(event.place.admin1, value)),
  sector: (event, value) => [...event.actors, ...event.recipients].some(({ sector }) => sector === value),
  since: (event, value) => (event.date.latest ?? event.date.earliest ?? '') >= value,
  until: (event, value) => (event.date.earliest ?? event.date.latest ?? '9999') <= value,
  bbox: (event, value) => isInside(event, value),
  review: (event, value) => (value === 'needed' ? event.needs_review : event.review === value),
  realisation: (event, value) => event.realisation === value,
  certainty: (event, value) => event.certainty === value,
  disputed: (event, value) => event.disputed === (value === 'true'),
  undated: (event, value) => (event.date.basis !== 'told') === (value === 'true'),
  unplaced: (event, value) => (event.place === null) === (value === 'true'),
  id: (event, value) => event.id === value,
};

const ORDERS: Record<string, (event: EventRow) => string | number> = {
  date: (event) => event.date.earliest ?? '9999',
  '-date': (event) => event.date.earliest ?? '',
  place: (event) => event.place?.name ?? '~',
  actor: (event) => event.actors[0]?.name ?? '~',
  type: (event) => event.label,
  sources: (event) => event.sources,
  '-sources': (event) => event.sources,
  certainty: (event) => event.index,
  '-certainty': (event) => event.index,
};

export function filterRows(events: EventRow[], filters: Params, sort: string): EventRow[] {
  const wanted = new Map<string, string[]>();
  for (const [key, value] of filters) wanted.set(key, [...(wanted.get(key) ?? []), value]);
  const kept = events.filter((event) =>
    [...wanted].every(([key, values]) => values.some((value) => TESTS[key]?.(event, value) ?? true)),
  );
  return sort === 'date' ? kept : ordered(kept, sort);
}

function ordered(events: EventRow[], sort: string): EventRow[] {
  const by = ORDERS[sort];
  if (!by) return events;
  const turn = sort.startsWith('-') ? -1 : 1;
  return [...events].sort((a, b) => {
    const [one, two] = [by(a), by(b)];
    return one < two ? -turn : one > two ? turn : 0;
  });
}

export function summaryOf(kept: EventRow[], filters: Params, all: Summary): Summary {
  const disputed = kept.filter((event) => event.disputed).length;
  return {
    ...all,
    events: kept.length,
    sentence: `${kept.length.toLocaleString('en')} of ${all.events.toLocaleString('en')} events${disputed ? `, sources disagree on ${disputed}` : ''}`,
    needs_review: kept.filter((event) => event.needs_review).length,
    disputed,
    undated: kept.filter((event) => event.date.basis !== 'told').length,
    unplaced: kept.filter((event) => !event.place).length,
    filters: filters.map(([key, value]) => ({ key, value, shown: `${key}: ${value}` })),
  };
}

export function mapOf(kept: EventRow[], all: MapAnswer): MapAnswer {
  const bySpot = new Map<string, EventRow[]>();
  for (const event of kept) {
    const spot = spotOf(event);
    if (spot) bySpot.set(spot, [...(bySpot.get(spot) ?? []), event]);
  }
  const features = all.features
    .map((feature) => narrowedFeature(feature, bySpot.get(feature.id) ?? []))
    .filter((feature): feature is MapFeature => feature !== null);
  return { ...all, bbox: null, features, events: kept.length, unplaced: kept.filter((event) => !event.place).length };
}

/** Events lie on one dot when latitude, longitude and shape are the same: this is the dot's id. */
function spotOf({ place }: EventRow): string | null {
  return place?.lat == null || place.lon == null
    ? null
    : `${place.lat.toFixed(5)},${place.lon.toFixed(5)},${place.shape}`;
}

function narrowedFeature(feature: MapFeature, own: EventRow[]): MapFeature | null {
  if (!own.length) return null;
  const types: Record<string, number> = {};
  for (const { type } of own) types[type] = (types[type] ?? 0) + 1;
  const [top = feature.properties.top] = Object.keys(types).sort((a, b) => (types[b] ?? 0) - (types[a] ?? 0));
  return {
    ...feature,
    properties: {
      ...feature.properties,
      count: own.length,
      types,
      top,
      disputed: own.filter((event) => event.disputed).length,
      events: own.map(({ id }) => id),
    },
  };
}

export function timelineOf(kept: EventRow[], all: TimelineAnswer): TimelineAnswer {
  const lanes = all.lanes.map((lane) => ({
    ...lane,
    total: 0,
    counts: lane.counts.map(() => 0),
    disputed: lane.counts.map(() => 0),
  }));
  const byType = new Map(lanes.map((lane) => [lane.type, lane]));
  for (const event of kept) {
    const lane = byType.get(event.type);
    const at = bucketOf(all.starts, event.date.earliest ?? event.first_report);
    if (!lane || at < 0) continue;
    lane.total += 1;
    lane.counts[at] = (lane.counts[at] ?? 0) + 1;
    if (event.disputed) lane.disputed[at] = (lane.disputed[at] ?? 0) + 1;
  }
  const filled = lanes.filter(({ total }) => total).sort((a, b) => b.total - a.total);
  return { ...all, lanes: filled, undated: kept.filter((event) => event.date.basis !== 'told').length };
}

function bucketOf(starts: string[], day: string | null): number {
  if (!day) return -1;
  const after = starts.findIndex((start) => start > day);
  return after < 0 ? starts.length - 1 : after - 1;
}

function has(text: string | null, part: string): boolean {
  return !!text && text.toLowerCase().includes(part.toLowerCase());
}

function words(text: string): string[] {
  return text.toLowerCase().replaceAll('"', ' ').split(/\s+/).filter(Boolean);
}

function wordsOf(event: EventRow): string {
  return [event.line, event.label, event.place?.shown, event.place?.admin1].join(' ').toLowerCase();
}

function isInside(event: EventRow, box: string): boolean {
  const [west = 0, south = 0, east = 0, north = 0] = box.split(',').map(Number);
  const { lat, lon } = event.place ?? {};
  if (lat == null || lon == null) return false;
  return lat >= south && lat <= north && (west <= east ? lon >= west && lon <= east : lon >= west || lon <= east);
}

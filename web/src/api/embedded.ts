/** In a shared copy the page answers its own requests from the data inside the file; filters work on the rows there. */
import type { Params } from './client';
import { filterRows, mapOf, summaryOf, timelineOf } from './embedded-set';
import type { EventPage, Line, MapAnswer, Session, Summary, TimelineAnswer } from './types';

export interface Shared {
  made: string;
  casus: string;
  project: string;
  filters: unknown;
  sentence: string;
  content: 'quotes' | 'full';
  cite: string;
  borders: string;
  attribution: string;
  answers: Record<string, unknown>;
}

const SET = new Set(['/api/events', '/api/summary', '/api/map', '/api/timeline']);
const NOT_FILTERS = new Set(['sort', 'limit', 'cursor', 'offset', 'zoom', 'view', 'clusters', 'bucket']);

export function answererOf(shared: Shared): (path: string, params: Params) => unknown {
  return (path, params) => {
    if (path === '/api/session') return session(shared);
    const filters = params.filter(([key]) => !NOT_FILTERS.has(key));
    const stored = shared.answers[decodeURIComponent(path)];
    const line = /^\/api\/states\/(.+)$/.exec(path)?.[1];
    if (line)
      return (shared.answers['/api/states'] as { lines: Line[] } | undefined)?.lines.find(({ id }) => id === line);
    if (!SET.has(path)) return path === '/api/layer' ? (stored ?? null) : stored;
    const sort = params.find(([key]) => key === 'sort')?.[1] ?? 'date';
    return filters.length || (path === '/api/events' && sort !== 'date')
      ? narrowed(path, filters, sort, shared)
      : whole(path, stored);
  };
}

/** Everything of the copy: its rows all at once, since nothing more can be asked for. */
function whole(path: string, stored: unknown): unknown {
  if (path === '/api/events') return { ...(stored as EventPage), cursor: null };
  return path === '/api/summary' ? { ...(stored as Summary), filters: [] } : stored;
}

function narrowed(path: string, filters: Params, sort: string, shared: Shared): unknown {
  const all = (shared.answers['/api/events'] as EventPage).events;
  const kept = filterRows(all, filters, sort);
  if (path === '/api/events') return { events: kept, total: kept.length, cursor: null, revision: '' };
  if (path === '/api/summary') return summaryOf(kept, filters, shared.answers['/api/summary'] as Summary);
  if (path === '/api/map') return mapOf(kept, shared.answers['/api/map'] as MapAnswer);
  return timelineOf(kept, shared.answers['/api/timeline'] as TimelineAnswer);
}

function session(shared: Shared): Session {
  return {
    casus: shared.casus,
    project: shared.project,
    author: '',
    may_write: false,
    needs_token: false,
    is_read_only: true,
    revision: shared.made,
    state: 'ready',
    prepared: 0,
    total: 0,
    borders: shared.borders,
    attribution: shared.attribution,
    warning: null,
  };
}

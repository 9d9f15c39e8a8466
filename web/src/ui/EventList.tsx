/** The list: a real list with real links, of which only those in view are in the page, so that 100,000 rows stay light. */
import { useComputed, useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { EventRow } from '../api/types';
import { hrefOf } from '../state/address';
import { inView, isLoading, loadRows, problem, queue, slots, summary, total } from '../state/data';
import { choose } from '../state/detail';
import {
  chosen,
  clearFilters,
  filters,
  hasFilter,
  type Queue,
  reviewing,
  setFilter,
  setKey,
  sort,
} from '../state/query';
import { Act, Apart } from './Line';
import { count, dotShape, family, kindOf, realisationName, reasonName, reviewName } from './words';

const SORTS = [
  ['date', 'Oldest first'],
  ['-date', 'Newest first'],
  ['-sources', 'Most sources'],
  ['sources', 'Fewest sources'],
  ['-certainty', 'Best backed'],
  ['certainty', 'Least certain'],
  ['place', 'By place'],
  ['actor', 'By actor'],
  ['type', 'By type'],
  ['changed', 'Last changed'],
];

const SPARE = 8;
/** Milliseconds that the list must stand still before rows are asked for. */
const SETTLED = 60;

export function EventList() {
  return (
    <section class="list-pane" aria-label="Events" id="list">
      <div>
        <ListHead />
        {reviewing.value && <QueueBar />}
      </div>
      <Rows />
      <Tray />
    </section>
  );
}

function ListHead() {
  return (
    <div class="list-head">
      <h2 aria-live="polite">{isLoading.value && !slots.value.length ? 'Loading…' : headline()}</h2>
      {!reviewing.value && (
        <select aria-label="Order" value={sort.value} onChange={(event) => (sort.value = event.currentTarget.value)}>
          {SORTS.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}

function headline(): string {
  if (reviewing.value) return `To review: ${count(queue.value?.total ?? 0, 'event')}`;
  const of = summary.value?.of ?? total.value;
  return total.value === of ? count(of, 'event') : `${total.value.toLocaleString('en')} of ${count(of, 'event')}`;
}

const QUEUES: [Queue, string][] = [
  ['needed', 'All'],
  ['uncertain', 'Uncertain'],
  ['disputed', 'Sources disagree'],
  ['new', 'New'],
];

function QueueBar() {
  const counts = queue.value?.counts;
  return (
    <div class="queue-bar" role="toolbar" aria-label="What to review">
      {QUEUES.map(([kind, label]) => (
        <button
          key={kind}
          type="button"
          class="btn small"
          aria-pressed={reviewing.value === kind}
          onClick={() => (reviewing.value = kind)}
        >
          {label}
          {kind !== 'needed' && counts ? ` ${counts[kind].toLocaleString('en')}` : ''}
        </button>
      ))}
      <button type="button" class="btn small quiet" onClick={() => (reviewing.value = null)}>
        Leave review
      </button>
    </div>
  );
}

function Rows() {
  const scroller = useRef<HTMLDivElement>(null);
  const top = useSignal(0);
  const height = useSignal(600);
  const rowHeight = useSignal(56);
  const range = useComputed(() => {
    const first = Math.max(0, Math.floor(top.value / rowHeight.value) - SPARE);
    const last = Math.min(total.value, Math.ceil((top.value + height.value) / rowHeight.value) + SPARE);
    return [first, last] as const;
  });

  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const measure = () => {
      height.value = box.clientHeight;
      rowHeight.value = 3.5 * Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    };
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(box);
    return () => watch.disconnect();
  }, []);

  const [first, last] = range.value;
  useEffect(() => {
    inView.value = [first, last];
    // What is only scrolled past is not asked for.
    const timer = setTimeout(() => void loadRows(first, last), SETTLED);
    return () => clearTimeout(timer);
  }, [first, last]);

  useEffect(() => {
    if (scroller.current) scroller.current.scrollTop = 0;
  }, [setKey.value, sort.value, reviewing.value]);

  useEffect(() => keepInView(scroller.current, rowHeight.peek()), [chosen.value, slots.value]);

  if (!isLoading.value && total.value === 0) return <Empty />;
  return (
    <div class="list-scroll" ref={scroller} onScroll={(event) => (top.value = event.currentTarget.scrollTop)}>
      <ol style={{ height: `${total.value * rowHeight.value}px` }} aria-label={`${count(total.value, 'event')}`}>
        {Array.from({ length: Math.max(0, last - first) }, (_, at) => slots.value[first + at]).map((event, at) => (
          <li
            key={event?.id ?? first + at}
            style={{ top: `${(first + at) * rowHeight.value}px` }}
            aria-setsize={total.value}
            aria-posinset={first + at + 1}
          >
            {event ? <Row event={event} /> : <span class="coming">Loading…</span>}
          </li>
        ))}
      </ol>
    </div>
  );
}

function keepInView(box: HTMLElement | null, height: number): void {
  const at = slots.peek().findIndex((row) => row?.id === chosen.peek());
  if (!box || at < 0) return;
  const from = at * height;
  if (from < box.scrollTop) box.scrollTop = from;
  else if (from + height > box.scrollTop + box.clientHeight) box.scrollTop = from + height - box.clientHeight;
}

export function Row({ event }: { event: EventRow }) {
  const isChosen = chosen.value === event.id;
  const rough = event.date.basis !== 'told';
  return (
    <a
      class={`event f-${family(event.type)} ${event.review === 'rejected' ? 'is-rejected' : ''}`}
      href={hrefOf(event.id)}
      aria-current={isChosen ? 'true' : undefined}
      data-event={event.id}
      onClick={(click) => {
        if (click.metaKey || click.ctrlKey || click.shiftKey) return;
        click.preventDefault();
        choose(event.id);
      }}
    >
      <span class={`dot ${dotShape(event.realisation)}`} aria-hidden="true" />
      <span>
        <span class="what">
          <Act event={event} />
        </span>
        <span class={`when ${rough ? 'rough' : ''}`}>{shortDay(event.date.shown) || 'no day told'}</span>
      </span>
      <span>
        <span class="more">
          <span class="sr">{kindOf(event)}. </span>
          <Apart parts={second(event)} />
        </span>
        <Flags event={event} />
      </span>
    </a>
  );
}

/** Place, how many say so, how sure. */
function second(event: EventRow): string[] {
  const backed = event.sources > 1 ? `${count(event.sources, 'source')}, ${event.certainty}` : event.certainty;
  const done =
    event.realisation === 'happened' || event.realisation === event.certainty ? '' : realisationName(event.realisation);
  return [event.place?.shown ?? 'no place told', done, backed];
}

/** Within one year the year goes without saying; the sentence on top has it. */
function shortDay(shown: string): string {
  const { first_day, last_day } = summary.value ?? {};
  const year = first_day?.slice(0, 4);
  return year && year === last_day?.slice(0, 4) ? shown.replace(new RegExp(` ${year}$`), '') : shown;
}

function Flags({ event }: { event: EventRow }) {
  const disagree = event.disputed || event.contradictions.length > 0;
  return (
    <span class="flags">
      {disagree && (
        <span class="flag-disputed" title="sources disagree">
          ≠<span class="sr"> sources disagree</span>
        </span>
      )}
      {event.review !== 'open' && (
        <span class={`flag-${event.review}`} title={reviewName(event.review)}>
          {{ accepted: '✓', rejected: '✗', edited: '✎' }[event.review]}
          <span class="sr"> {reviewName(event.review)}</span>
        </span>
      )}
      {event.needs_review && (
        <span class="flag-review" title={`to review: ${event.reasons.map(reasonName).join(', ')}`}>
          ?<span class="sr"> to review: {event.reasons.map(reasonName).join(', ')}</span>
        </span>
      )}
    </span>
  );
}

function Empty() {
  if (reviewing.value) {
    return (
      <div class="empty">
        <strong>Nothing is waiting.</strong>
        <p>Every event of this selection has been looked at, or is well supported and not new.</p>
        <button type="button" class="btn" onClick={() => (reviewing.value = null)}>
          Back to all events
        </button>
      </div>
    );
  }
  if (filters.value.length) {
    return (
      <div class="empty">
        <strong>No event matches.</strong>
        <p>Take away one of the filters above, or all of them.</p>
        <button type="button" class="btn" onClick={clearFilters}>
          Clear all filters
        </button>
      </div>
    );
  }
  if (problem.value) return <div />;
  return (
    <div class="empty">
      <strong>No events yet.</strong>
      <p>
        Add reports in a terminal: <code>casus add PROJECT reports/</code>. They appear here by themselves.
      </p>
    </div>
  );
}

/** What the map or the timeline cannot show is one click away, never lost. */
function Tray() {
  const told = summary.value;
  if (!told || (!told.undated && !told.unplaced && !told.rejected)) return <div />;
  return (
    <div class="tray" role="toolbar" aria-label="Not on the map or timeline">
      <TrayButton name="unplaced" amount={told.unplaced} label="without a place" />
      <TrayButton name="undated" amount={told.undated} label="without a day" />
      <TrayButton name="rejected" amount={told.rejected} label="rejected" />
    </div>
  );
}

function TrayButton({
  name,
  amount,
  label,
}: {
  name: 'unplaced' | 'undated' | 'rejected';
  amount: number;
  label: string;
}) {
  const isOn = hasFilter(name, 'true');
  if (!amount && !isOn) return null;
  return (
    <button type="button" class="btn small" aria-pressed={isOn} onClick={() => setFilter(name, isOn ? null : 'true')}>
      {amount.toLocaleString('en')} {label}
    </button>
  );
}

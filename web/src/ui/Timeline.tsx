/** Time: one lane per type of event, a brush over all of them, and below it what holds when (the strip of states). */
import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { StripLine, StripPeriod, TimelineAnswer } from '../api/types';
import { chosenRow, rows, timeline } from '../state/data';
import { choose } from '../state/detail';
import { filters, hasFilter, openLine, setDays, toggleFilter } from '../state/query';
import { axisTicks, bucketEnd, dayAt, fraction, spanOf } from './time';
import { count, dayName, family, relationName, typeName } from './words';

/** Lanes shown at first, those with most events; the rest is one click away, so that the states below are in view. */
const FEW = 7;

export function Timeline() {
  const answer = timeline.value;
  return (
    <section class="timeline" aria-label="Timeline">
      <Head answer={answer} />
      {answer?.first && <Lanes answer={answer} />}
      {answer && answer.strip.length > 0 && <Strip answer={answer} />}
    </section>
  );
}

function day(key: 'since' | 'until'): string {
  return filters.value.find((filter) => filter.key === key)?.value ?? '';
}

function Head({ answer }: { answer: TimelineAnswer | null }) {
  const [since, until] = [day('since'), day('until')];
  return (
    <header>
      <h2>Timeline</h2>
      <span class="muted hint">{answer ? `one bar a ${answer.bucket}; drag to choose days` : ''}</span>
      <label>
        <span class="label">From </span>
        <input
          type="date"
          value={since}
          onChange={(event) => setDays(event.currentTarget.value || null, until || null)}
        />
      </label>
      <label>
        <span class="label">to </span>
        <input
          type="date"
          value={until}
          onChange={(event) => setDays(since || null, event.currentTarget.value || null)}
        />
      </label>
      {(since || until) && (
        <button type="button" class="btn small" onClick={() => setDays(null, null)}>
          All days
        </button>
      )}
    </header>
  );
}

function Lanes({ answer }: { answer: TimelineAnswer }) {
  const span = spanOf(answer);
  const most = Math.max(1, ...answer.lanes.flatMap((lane) => lane.counts));
  const brush = useBrush(answer);
  const all = useSignal(false);
  const lanes = all.value ? answer.lanes : answer.lanes.slice(0, FEW);
  const more = answer.lanes.length - FEW;
  return (
    <div class="lanes brushable" {...brush.handlers}>
      <Brush track={brush.track} range={brush.range} />
      {lanes.map((lane) => (
        <LaneRow key={lane.type} answer={answer} lane={lane} most={most} span={span} />
      ))}
      {more > 0 ? (
        <button type="button" class="lane-more" aria-expanded={all.value} onClick={() => (all.value = !all.value)}>
          {all.value ? 'Fewer kinds' : `${more} more kinds`}
        </button>
      ) : (
        <span />
      )}
      <div class="axis" aria-hidden="true">
        {axisTicks(span, Math.max(2, Math.floor(brush.width / 72))).map((tick) => (
          <span key={tick.day} style={{ left: `${tick.at * 100}%` }}>
            {tick.label}
          </span>
        ))}
      </div>
    </div>
  );
}

type Span = ReturnType<typeof spanOf>;

function LaneRow({
  answer,
  lane,
  most,
  span,
}: {
  answer: TimelineAnswer;
  lane: TimelineAnswer['lanes'][number];
  most: number;
  span: Span;
}) {
  const name = typeName(lane.type);
  const chosen = chosenRow.value;
  const own = chosen?.type === lane.type ? chosen.date.earliest : null;
  return (
    <>
      <button
        type="button"
        class={`lane-name f-${family(lane.type)}`}
        aria-pressed={hasFilter('type', lane.type)}
        title={`${lane.type}: show only these`}
        onClick={() => toggleFilter('type', lane.type)}
      >
        <i class="dot" aria-hidden="true" />
        <span>{name}</span>
      </button>
      <div class={`lane f-${family(lane.type)}`}>
        {answer.starts.map((start, at) => {
          const amount = lane.counts[at] ?? 0;
          if (!amount) return null;
          const end = bucketEnd(answer, at);
          const left = fraction(span, start);
          const isOwn = own !== null && own >= start && own < end;
          return (
            <button
              key={start}
              type="button"
              tabIndex={-1}
              class={`bar ${lane.disputed[at] ? 'disputed' : ''} ${isOwn ? 'holds-chosen' : ''}`}
              style={{
                left: `calc(${left * 100}% + 1px)`,
                width: `max(3px, calc(${(fraction(span, end) - left) * 100}% - 2px))`,
                height: `${18 + 76 * Math.sqrt(amount / most)}%`,
              }}
              title={`${name}, ${dayName(start)}${answer.bucket === 'day' ? '' : ` (${answer.bucket})`}: ${count(amount, 'event')}`}
              aria-label={`${name}, ${dayName(start)}: ${count(amount, 'event')}`}
              onClick={() => pickBar(lane.type, start, end, amount)}
            />
          );
        })}
      </div>
      <span class="lane-total">{lane.total.toLocaleString('en')}</span>
    </>
  );
}

/** A bar with one event selects it; one with several narrows to its days and type. */
function pickBar(type: string, start: string, end: string, amount: number): void {
  const found = rows
    .peek()
    .filter((row) => row.type === type && !!row.date.earliest && row.date.earliest >= start && row.date.earliest < end);
  const [only] = found;
  if (amount === 1 && only) return choose(only.id);
  setDays(start, dayAt(Date.parse(end) - 86_400_000));
  if (!hasFilter('type', type)) toggleFilter('type', type);
}

/** Drag over the lanes to choose days. A press that does not move is left to the bar under it. */
function useBrush(answer: TimelineAnswer) {
  const track = useRef<HTMLDivElement>(null);
  const drag = useSignal<{ from: number; to: number; moved: boolean } | null>(null);
  const width = useSignal(720);
  useLayoutEffect(() => {
    if (!track.current) return;
    const watch = new ResizeObserver(([entry]) => {
      width.value = entry?.contentRect.width ?? 720;
    });
    watch.observe(track.current);
    return () => watch.disconnect();
  }, []);
  const span = spanOf(answer);
  const at = (event: PointerEvent) => {
    const place = track.current?.getBoundingClientRect();
    return place ? (event.clientX - place.left) / place.width : 0;
  };
  const dayOf = (part: number) => dayAt(span.from + clamp(part) * (span.to - span.from - 1));
  const handlers = {
    onPointerDown: (event: PointerEvent) => {
      const part = at(event);
      if (event.button === 0 && !event.ctrlKey && !event.metaKey && part >= 0 && part <= 1)
        drag.value = { from: part, to: part, moved: false };
    },
    onPointerMove: (event: PointerEvent) => {
      const now = drag.value;
      if (!now) return;
      const to = clamp(at(event));
      const moved = now.moved || Math.abs(to - now.from) * (track.current?.clientWidth ?? 0) > 5;
      if (moved && !now.moved) (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
      drag.value = { ...now, to, moved };
    },
    onPointerUp: () => {
      const now = drag.value;
      drag.value = null;
      if (now?.moved) setDays(dayOf(Math.min(now.from, now.to)), dayOf(Math.max(now.from, now.to)));
    },
    onPointerCancel: () => {
      drag.value = null;
    },
  };
  const dragged = drag.value?.moved
    ? [Math.min(drag.value.from, drag.value.to), Math.max(drag.value.from, drag.value.to)]
    : null;
  return { track, handlers, width: width.value, range: dragged ?? chosenRange(span) };
}

function chosenRange(span: Span): number[] | null {
  const [since, until] = [day('since'), day('until')];
  if (!since && !until) return null;
  return [since ? fraction(span, since) : 0, until ? fraction(span, nextDay(until)) : 1];
}

function Brush({ track, range }: { track: { current: HTMLDivElement | null }; range: number[] | null }) {
  const [left, right] = [clamp(range?.[0]), clamp(range?.[1])];
  return (
    <div class="brush" ref={track} aria-hidden="true">
      {range && <div class="range" style={{ left: `${left * 100}%`, width: `${(right - left) * 100}%` }} />}
    </div>
  );
}

function clamp(part: number | undefined): number {
  return Math.min(1, Math.max(0, part ?? 0));
}

function nextDay(day: string): string {
  return dayAt(Date.parse(day) + 86_400_000);
}

function Strip({ answer }: { answer: TimelineAnswer }) {
  const span = spanOf(answer);
  return (
    <div class="lanes states">
      <h3 class="strip-head">What holds, as reported</h3>
      {answer.strip.map((line) => (
        <StripRow key={line.line} line={line} span={span} />
      ))}
    </div>
  );
}

function StripRow({ line, span }: { line: StripLine; span: Span }) {
  return (
    <>
      <button
        type="button"
        class="lane-name"
        title={line.shown}
        aria-label={line.shown}
        aria-pressed={openLine.value === line.line}
        onClick={() => open(line.line)}
      >
        <span dir="auto">{line.object || line.subject}</span>
      </button>
      <div class="lane strip">
        {line.periods.map((period) => (
          <Period key={`${period.from}${period.to}${period.polarity}`} line={line} period={period} span={span} />
        ))}
      </div>
      <span class="lane-total" title={line.relation}>
        {line.periods.some((period) => period.conflict) ? '≠' : ''}
      </span>
    </>
  );
}

function open(line: string): void {
  choose(null);
  openLine.value = openLine.peek() === line ? null : line;
}

function Period({ line, period, span }: { line: StripLine; period: StripPeriod; span: Span }) {
  const from = period.from ? fraction(span, period.from) : 0;
  const end = period.to ?? null;
  const to = end ? fraction(span, nextDay(end)) : 1;
  const [left, right] = [clamp(from), clamp(to)];
  const openStart = !period.from || from < 0;
  return (
    <button
      type="button"
      tabIndex={-1}
      class={`period ${openStart ? 'open-start' : ''} ${period.to ? '' : 'open-end'} ${period.polarity ? '' : 'negative'} ${period.conflict ? 'conflict' : ''}`}
      aria-pressed={openLine.value === line.line}
      style={{ left: `${Math.min(left, 0.98) * 100}%`, width: `max(4px, ${(right - Math.min(left, 0.98)) * 100}%)` }}
      title={line.shown}
      onClick={() => open(line.line)}
    >
      <span>{periodText(line, period)}</span>
    </button>
  );
}

function periodText(line: StripLine, period: StripPeriod): string {
  const extent = period.extent && period.extent !== 'unspecified' ? ` (${period.extent.replaceAll('_', ' ')})` : '';
  const not = period.polarity ? '' : 'not: ';
  return `${not}${relationName(line.relation)}: ${line.subject}${extent}${period.inferred ? ', inferred' : ''}${period.conflict ? ' ≠ disputed' : ''}`;
}

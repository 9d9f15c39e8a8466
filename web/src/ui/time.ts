/** Days as places on a line. All in UTC, so that no clock change moves a day. */
import type { TimelineAnswer } from '../api/types';

const DAY = 86_400_000;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export interface Span {
  from: number;
  to: number;
}

/** From the first bucket to the end of the last. */
export function spanOf(answer: TimelineAnswer): Span {
  const from = Date.parse(answer.starts[0] ?? answer.first ?? '2000-01-01');
  const to = Date.parse(bucketEnd(answer, answer.starts.length - 1));
  return { from, to: Math.max(to, from + DAY) };
}

/** The day after a bucket's last. */
export function bucketEnd(answer: TimelineAnswer, at: number): string {
  const next = answer.starts[at + 1];
  if (next) return next;
  const start = new Date(Date.parse(answer.starts[at] ?? answer.last ?? '2000-01-01'));
  const [year, month, day] = [start.getUTCFullYear(), start.getUTCMonth(), start.getUTCDate()];
  const ends: Record<TimelineAnswer['bucket'], number> = {
    day: Date.UTC(year, month, day + 1),
    week: Date.UTC(year, month, day + 7),
    month: Date.UTC(year, month + 1, 1),
    year: Date.UTC(year + 1, 0, 1),
  };
  return dayAt(ends[answer.bucket]);
}

export function dayAt(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** Where a day lies in the span: 0 at its start, 1 at its end, beyond them outside. */
export function fraction(span: Span, day: string): number {
  return (Date.parse(day) - span.from) / (span.to - span.from);
}

export interface Tick {
  day: string;
  at: number;
  label: string;
}

/** At most so many labels, on round days: days, weeks, months, quarters, years, decades. */
export function axisTicks(span: Span, most = 10): Tick[] {
  const days = (span.to - span.from) / DAY;
  const step = STEPS.find(({ size }) => days / size <= most) ?? STEPS[STEPS.length - 1];
  if (!step) return [];
  const ticks: Tick[] = [];
  const first = new Date(span.from);
  for (let time = step.start(first); time < span.to; time = step.next(time)) {
    if (time < span.from) continue;
    const at = (time - span.from) / (span.to - span.from);
    if (at < 1 - 0.6 / most) ticks.push({ day: dayAt(time), at, label: step.label(new Date(time)) });
  }
  return ticks;
}

interface Step {
  size: number;
  start: (first: Date) => number;
  next: (time: number) => number;
  label: (at: Date) => string;
}

function byDays(size: number): Step {
  return {
    size,
    start: (first) => first.getTime(),
    next: (time) => time + size * DAY,
    label: (at) =>
      `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]}${at.getUTCMonth() === 0 && at.getUTCDate() <= size ? ` ${at.getUTCFullYear()}` : ''}`,
  };
}

function byMonths(size: number): Step {
  return {
    size: size * 30.4,
    start: (first) => Date.UTC(first.getUTCFullYear(), Math.floor(first.getUTCMonth() / size) * size, 1),
    next: (time) => Date.UTC(new Date(time).getUTCFullYear(), new Date(time).getUTCMonth() + size, 1),
    label: (at) => (size >= 12 ? `${at.getUTCFullYear()}` : `${MONTHS[at.getUTCMonth()]} ${at.getUTCFullYear()}`),
  };
}

const STEPS: Step[] = [
  byDays(1),
  byDays(2),
  byDays(7),
  byDays(14),
  byMonths(1),
  byMonths(3),
  byMonths(6),
  byMonths(12),
  byMonths(60),
  byMonths(120),
];

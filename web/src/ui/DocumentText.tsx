/** A report as it was found, with its claims marked. Its words go into the page as text nodes and in no other way. */
import { useEffect, useRef } from 'preact/hooks';
import type { Doc, Mark, Segment } from '../api/types';
import { choose, claimInFocus, litField } from '../state/detail';
import { chosen } from '../state/query';

/** How a field of the card is called among the roles of marks. */
const ROLE_OF_FIELD: Record<string, string> = {
  type: 'trigger',
  occurrence: 'cue',
  actor: 'actor',
  recipient: 'recipient',
  place: 'place',
  time: 'time',
  source: 'source',
};
const NUMBERS = new Set([
  'killed',
  'wounded',
  'captured',
  'missing',
  'displaced',
  'evacuated',
  'released',
  'force',
  'other',
]);

/** `focus`: the claim whose words are marked; usually the one that is looked at in the pane. */
export function DocumentText({ doc, focus }: { doc: Doc; focus?: string }) {
  const box = useRef<HTMLDivElement>(null);
  const marks = new Map(doc.marks.map((mark) => [mark.id, mark]));
  const inFocus = focus ?? claimInFocus.value;

  useEffect(() => {
    const target = box.current?.querySelector('.seg.trigger.focus') ?? box.current?.querySelector('.seg.of-event');
    if (target) bringIntoView(target);
  }, [doc, inFocus]);

  return (
    <div class="text" ref={box} dir={doc.direction} lang={doc.language} data-document={doc.id}>
      {paragraphs(doc.segments).map((part) => (
        <p key={part[0]?.start} class={`part-${part[0]?.part ?? 'paragraph'}`}>
          {part.map((segment) => (
            <Piece key={segment.start} segment={segment} marks={marks} inFocus={inFocus} />
          ))}
        </p>
      ))}
    </div>
  );
}

/** Scroll the report only, never the page around it. */
function bringIntoView(target: Element): void {
  const scroller = target.closest('.lower, .pane-scroll, .coded');
  if (!scroller) return;
  const [at, frame] = [target.getBoundingClientRect(), scroller.getBoundingClientRect()];
  if (at.top > frame.top + 24 && at.bottom < frame.bottom - 48) return;
  scroller.scrollTop += at.top - frame.top - frame.height / 3;
}

/** Segments by the part of the report that they stand in. */
function paragraphs(segments: Segment[]): Segment[][] {
  const parts: Segment[][] = [];
  for (const segment of segments) {
    const open = parts[parts.length - 1];
    if (open && !segment.opens) open.push(segment);
    else parts.push([segment]);
  }
  return parts;
}

function Piece({ segment, marks, inFocus }: { segment: Segment; marks: Map<string, Mark>; inFocus: string | null }) {
  const here = segment.marks.map((id) => marks.get(id)).filter((mark): mark is Mark => !!mark);
  const focused = here.filter((mark) => mark.claim === inFocus);
  const trigger = here.find((mark) => mark.role === 'trigger');
  const other = trigger && trigger.claim !== inFocus ? trigger : undefined;
  const ends = focused.filter((mark) => mark.end === segment.start + [...segment.text].length);
  const text = (
    <span class={classes(here, focused, other)} data-start={segment.start} {...(other ? opener(other) : {})}>
      {segment.text}
    </span>
  );
  return (
    <>
      {text}
      {ends.length > 0 && (
        <span class="seg-label">
          <span class="sr">(</span>
          {unique(ends.map((mark) => mark.label)).join(' · ')}
          <span class="sr">)</span>
        </span>
      )}
    </>
  );
}

function classes(here: Mark[], focused: Mark[], other: Mark | undefined): string {
  const names = ['seg'];
  for (const mark of focused) names.push(mark.role, 'focus');
  if (focused.some((mark) => isLit(mark, litField.value))) names.push('lit');
  if (other) names.push('trigger', 'other');
  if (other && other.event === chosen.value) names.push('of-event');
  if (!here.length) names.push('plain');
  return unique(names).join(' ');
}

function isLit(mark: Mark, field: string | null): boolean {
  if (!field) return false;
  if (NUMBERS.has(field)) return mark.role === 'quantity' && (!mark.name || mark.name === field);
  return mark.role === (ROLE_OF_FIELD[field] ?? field) || (field === 'source' && mark.role === 'cue');
}

/** The words of another claim can be clicked: they open its event. */
function opener(mark: Mark) {
  const open = () => {
    if (mark.event && mark.event !== chosen.peek()) choose(mark.event);
    claimInFocus.value = mark.claim;
  };
  return {
    role: 'button' as const,
    tabIndex: 0,
    onClick: open,
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      open();
    },
  };
}

function unique<T>(values: T[]): T[] {
  return [...new Set(values)];
}

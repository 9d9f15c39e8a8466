/** The document pane: what is known of the chosen event, and under it the report with the words that say so. */
import { signal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Claim, Doc, EventDetail, Report } from '../api/types';
import { hrefOf } from '../state/address';
import { isShared, mayWrite } from '../state/data';
import { judge, lastMade, move, undo } from '../state/decide';
import { choose, claimInFocus, detail, doc } from '../state/detail';
import { adding, dialog, editing } from '../state/dialogs';
import { chosen, openDoc, openLine } from '../state/query';
import { AddClaim } from './AddClaim';
import { Card } from './Card';
import { Compare } from './Compare';
import { DocumentText } from './DocumentText';
import { Edit } from './Edit';
import { History } from './History';
import { CloseIcon, DownIcon, LinkIcon, UpIcon } from './icons';
import { Apart, EventLine } from './Line';
import { LinePane } from './LinePane';
import { count, dayName, reasonName, reviewName } from './words';

export function isPaneOpen(): boolean {
  return !!(chosen.value || openDoc.value || openLine.value);
}

export function Pane() {
  if (openLine.value) return <LinePane />;
  const event = chosen.value ? detail.value : null;
  return <EventPane event={event} />;
}

function EventPane({ event }: { event: EventDetail | null }) {
  const box = useRef<HTMLElement>(null);
  // Where everything stands below each other, what was just opened comes into view.
  useEffect(() => {
    if (matchMedia('(max-width: 62rem)').matches) box.current?.scrollIntoView({ block: 'start' });
  }, [event?.id, doc.value?.id]);
  return (
    <aside class="pane" aria-label="Document" id="pane" ref={box}>
      {event ? <EventHead event={event} /> : <PlainHead />}
      {event ? <Verbs event={event} /> : <PlainVerbs />}
      {event ? <EventBody event={event} /> : <PlainBody />}
    </aside>
  );
}

/** A report opened by itself, without an event. */
function PlainBody() {
  return (
    <div class="pane-scroll">
      <div class="reading">
        <div class={adding.value ? 'upper' : ''}>{adding.value && mayWrite.value && <AddClaim event={null} />}</div>
        <div />
        <div class="lower">{doc.value && <ReportView doc={doc.value} />}</div>
      </div>
    </div>
  );
}

function PlainVerbs() {
  if (!mayWrite.value || !openDoc.value) return <div />;
  return (
    <div class="verbs" role="toolbar" aria-label="Correct">
      <Verb label="Add a claim that was missed" letter="N" act={() => (adding.value = true)} pressed={adding.value} />
    </div>
  );
}

function PlainHead() {
  return (
    <header class="pane-head">
      <div class="row-flex">
        <span class="grow">Report</span>
        <Close />
      </div>
    </header>
  );
}

function Close() {
  return (
    <button
      type="button"
      class="icon-btn"
      aria-label="Close the document pane"
      onClick={() => {
        choose(null);
        openDoc.value = null;
        openLine.value = null;
      }}
    >
      <CloseIcon />
    </button>
  );
}

function EventHead({ event }: { event: EventDetail }) {
  const copied = useSignal(false);
  const copy = () => {
    void navigator.clipboard?.writeText(isShared.peek() ? location.href : location.origin + hrefOf(event.id));
    copied.value = true;
  };
  return (
    <header class="pane-head">
      <div class="row-flex">
        <Tabs event={event} />
        <span class="grow" />
        <button
          type="button"
          class="icon-btn"
          aria-label="Previous event"
          title="Previous (K)"
          onClick={() => move(-1)}
        >
          <UpIcon />
        </button>
        <button type="button" class="icon-btn" aria-label="Next event" title="Next (J)" onClick={() => move(1)}>
          <DownIcon />
        </button>
        <button
          type="button"
          class="icon-btn"
          aria-label={copied.value ? 'Address copied' : 'Copy the address of this event'}
          onClick={copy}
        >
          <LinkIcon />
        </button>
        <Close />
      </div>
      <h2>
        <EventLine event={event} />
      </h2>
      <p class="facts">
        <Apart parts={facts(event)} />
      </p>
      <div class="badges">
        <Certainty event={event} />
        {(event.disputed || event.contradictions.length > 0) && (
          <span class="badge bad">≠ sources disagree on {disputedOn(event)}</span>
        )}
        {event.review !== 'open' && (
          <span class={`badge ${event.review === 'rejected' ? '' : 'good'}`}>{reviewName(event.review)}</span>
        )}
        {event.needs_review && <span class="badge warn">to review: {event.reasons.map(reasonName).join(', ')}</span>}
      </div>
    </header>
  );
}

function disputedOn(event: EventDetail): string {
  const fields = event.contradictions.length ? event.contradictions : ['occurrence'];
  return fields.map((field) => (field === 'occurrence' ? 'whether it happened' : field)).join(', ');
}

function facts(event: EventDetail): string[] {
  const day =
    event.date.basis === 'told' ? event.date.shown : ['day not told', event.date.shown].filter(Boolean).join(', ');
  const told = `${count(event.reports, 'report')}, ${count(event.sources, 'independent source')}`;
  return [day, event.place?.shown ?? 'no place told', told];
}

function Certainty({ event }: { event: EventDetail }) {
  const tone = { 'well supported': 'good', supported: 'good', disputed: 'bad', denied: 'bad' }[event.certainty] ?? '';
  return (
    <span class={`badge ${tone}`} title={`${event.explanation} (index ${event.index.toFixed(2)}, not a probability)`}>
      <span class="meter" aria-hidden="true">
        {[0.2, 0.4, 0.6, 0.8].map((step) => (
          <i key={step} class={event.index >= step ? 'on' : ''} />
        ))}
      </span>
      {event.certainty}
    </span>
  );
}

function Verbs({ event }: { event: EventDetail }) {
  if (!mayWrite.value) return <div />;
  return (
    <div class="verbs" role="toolbar" aria-label="Correct">
      <Verb label="Accept" letter="A" act={() => void judge('accept')} pressed={event.review === 'accepted'} />
      <Verb label="Reject" letter="R" act={() => void judge('reject')} pressed={event.review === 'rejected'} />
      <Verb label="Edit" letter="E" act={() => (editing.value = 'actor')} pressed={editing.value !== null} />
      <Verb label="Merge" letter="M" act={() => (dialog.value = 'merge')} />
      <Verb label="Split" letter="S" act={() => (dialog.value = 'split')} disabled={event.claims_in_full.length < 2} />
      <Verb label="Add" letter="N" act={() => (adding.value = true)} pressed={adding.value} />
      <Verb label="Undo" letter="U" act={() => void undo()} />
      {event.similar > 0 && (
        <button
          type="button"
          class="btn small"
          onClick={() => (dialog.value = { bulk: { kind: 'accept', event: event.id } })}
        >
          {event.similar} similar…
        </button>
      )}
    </div>
  );
}

function Verb({
  label,
  letter,
  act,
  pressed,
  disabled,
}: {
  label: string;
  letter: string;
  act: () => void;
  pressed?: boolean;
  disabled?: boolean;
}) {
  return (
    <button
      type="button"
      class="btn small"
      aria-keyshortcuts={letter}
      aria-pressed={pressed === undefined ? undefined : pressed}
      disabled={disabled}
      onClick={act}
    >
      {label} <kbd aria-hidden="true">{letter}</kbd>
    </button>
  );
}

type Tab = 'report' | 'compare' | 'history';
const tab = signal<Tab>('report');

function Tabs({ event }: { event: EventDetail }) {
  const originals = event.reports_in_full.filter((report) => !report.copy_of);
  const tabs: [Tab, string][] = [
    ['report', 'Report'],
    ['compare', `Side by side (${originals.length || event.reports_in_full.length})`],
    ['history', `History (${event.history.length})`],
  ];
  return (
    <div class="tabs" role="tablist" aria-label="About this event">
      {tabs.map(([name, label]) => (
        <button
          key={name}
          id={`tab-${name}`}
          type="button"
          role="tab"
          aria-selected={tab.value === name}
          aria-controls="pane-panel"
          onClick={() => (tab.value = name)}
        >
          {label}
        </button>
      ))}
    </div>
  );
}

function EventBody({ event }: { event: EventDetail }) {
  // Another event opens at its report; what was just decided leaves the tab alone.
  useEffect(() => {
    if (!lastMade.peek()) tab.value = 'report';
  }, [event.id]);
  return (
    <div class="pane-scroll" role="tabpanel" id="pane-panel" aria-labelledby={`tab-${tab.value}`} tabIndex={0}>
      {tab.value === 'report' && <Reading event={event} />}
      {tab.value === 'compare' && <Compare event={event} />}
      {tab.value === 'history' && <History event={event} />}
    </div>
  );
}

function Reading({ event }: { event: EventDetail }) {
  return (
    <div class="reading">
      <div class="upper">
        {editing.value !== null && mayWrite.value ? <Edit event={event} /> : !adding.value && <Card event={event} />}
        {adding.value && mayWrite.value && <AddClaim event={event} />}
      </div>
      <Switch event={event} />
      <div class="lower" tabIndex={0} role="region" aria-label="Report">
        {doc.value && <ReportView doc={doc.value} />}
      </div>
    </div>
  );
}

/** Which report, and which of its passages, is shown. Copies of one wire text stand behind their original. */
function Switch({ event }: { event: EventDetail }) {
  const reports = event.reports_in_full;
  const claims = event.claims_in_full.filter((claim) => claim.report === openDoc.value);
  if (reports.length < 2 && claims.length < 2) return <div />;
  return (
    <div class="claims-switch">
      <label class="row-flex">
        <span class="label">Report</span>
        <select
          class="input"
          style={{ maxWidth: '13rem' }}
          value={openDoc.value ?? ''}
          onChange={(change) => read(event, change.currentTarget.value)}
        >
          {reports.map((report) => (
            <option key={report.id} value={report.id}>
              {reportName(report)}
            </option>
          ))}
        </select>
      </label>
      {claims.length > 1 && (
        <span class="row-flex" role="group" aria-label="Passages of this report on the event">
          <span class="label">Passage</span>
          {claims.map((claim, at) => (
            <button
              key={claim.id}
              type="button"
              class="btn small"
              aria-pressed={claimInFocus.value === claim.id}
              title={claim.sentence.words}
              onClick={() => (claimInFocus.value = claim.id)}
            >
              {at + 1}
              <span class="sr">: {claim.trigger.words}</span>
            </button>
          ))}
        </span>
      )}
    </div>
  );
}

export function reportName(report: Report): string {
  const copy = report.copy_of ? 'copy · ' : '';
  const copies = report.copies.length ? ` (+${count(report.copies.length, 'copy', 'copies')})` : '';
  const name = report.publisher ?? (report.title ? `“${report.title.slice(0, 32)}…”` : 'unnamed publisher');
  return `${copy}${name}, ${dayName(report.published) || 'undated'}${copies}`;
}

function read(event: EventDetail, report: string): void {
  openDoc.value = report;
  const first: Claim | undefined = event.claims_in_full.find((claim) => claim.report === report);
  if (first) claimInFocus.value = first.id;
}

export function ReportView({ doc: shown }: { doc: Doc }) {
  return (
    <article class="document">
      <header>
        {shown.title && (
          <h3 dir={shown.direction} lang={shown.language}>
            {shown.title}
          </h3>
        )}
        <p class="from">
          <Apart parts={[shown.publisher ?? 'publisher not named', shown.byline, published(shown)]} />
          {shown.url && (
            <>
              {' · '}
              <a href={shown.url} target="_blank" rel="noreferrer noopener">
                {shown.url}
              </a>
            </>
          )}
        </p>
        {(shown.copy_of || shown.copies.length > 0) && (
          <p class="from">
            <span class="badge">
              {shown.copy_of
                ? 'copy of another report; counted once'
                : `${count(shown.copies.length, 'copy', 'copies')} elsewhere, counted once`}
            </span>
          </p>
        )}
      </header>
      <DocumentText doc={shown} />
      {shown.notes.length > 0 && (
        <details>
          <summary class="because">{count(shown.notes.length, 'thing')} left open in reading this report</summary>
          <ul class="because">
            {shown.notes.map((note) => (
              <li key={`${note.code}${note.start}`}>{note.message}</li>
            ))}
          </ul>
        </details>
      )}
    </article>
  );
}

function published(shown: Doc): string {
  if (!shown.published) return 'day of publication not known';
  return `${dayName(shown.published)}${shown.published_basis === 'inferred' ? ' (inferred)' : ''}`;
}

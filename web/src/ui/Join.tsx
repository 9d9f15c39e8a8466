/** Merging events and taking them apart again. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { get } from '../api/client';
import type { EventDetail, EventPage, EventRow } from '../api/types';
import { fail, rows } from '../state/data';
import { decide, isSending } from '../state/decide';
import { Apart, EventLine } from './Line';
import { Modal } from './Modal';
import { dayName, kindOf } from './words';

interface Props {
  event: EventDetail;
  onClose: () => void;
}

interface Candidate {
  event: EventRow;
  why: string;
}

export function Merge({ event, onClose }: Props) {
  const query = useSignal('');
  const chosen = useSignal<EventRow[]>([]);
  const reason = useSignal('');
  const found = useSignal<EventRow[]>([]);
  useEffect(() => {
    const text = query.value.trim();
    if (!text) {
      found.value = [];
      return;
    }
    const waiting = setTimeout(() => {
      get<EventPage>('/api/events', [
        ['text', text],
        ['limit', '30'],
      ]).then((page) => {
        found.value = page.events;
      }, fail);
    }, 160);
    return () => clearTimeout(waiting);
  }, [query.value]);
  const offered = candidates(event, found.value).filter((one) => !chosen.value.some(({ id }) => id === one.event.id));
  const save = () =>
    void decide(
      {
        kind: 'merge',
        event: event.id,
        version: event.version,
        with: chosen.value.map(({ id, version }) => ({ event: id, version })),
        ...(reason.value.trim() ? { reason: reason.value.trim() } : {}),
      },
      onClose,
    );
  return (
    <Modal title="Merge with" onClose={onClose}>
      <div class="dialog-body">
        <p>
          Events that tell of the same happening as “
          <b>
            <EventLine event={event} />
          </b>
          ” ({event.date.shown}). Their addresses go on working.
        </p>
        {chosen.value.map((one) => (
          <label key={one.id} class="row-flex">
            <input
              type="checkbox"
              checked
              onChange={() => (chosen.value = chosen.value.filter(({ id }) => id !== one.id))}
            />
            <b>
              <EventLine event={one} />
            </b>{' '}
            <span class="muted">{one.date.shown}</span>
          </label>
        ))}
        <input
          class="input"
          aria-label="Search events to merge with"
          placeholder="Search other events"
          value={query.value}
          onInput={(input) => (query.value = input.currentTarget.value)}
        />
        <div class="candidates" role="group" aria-label="Events that may be the same">
          {offered.map(({ event: one, why }) => (
            <button key={one.id} type="button" onClick={() => (chosen.value = [...chosen.value, one])}>
              <b>
                <EventLine event={one} />
              </b>
              <span class="muted">{one.date.shown}</span>
              <small>
                <Apart parts={[kindOf(one), one.place?.shown, why]} />
              </small>
            </button>
          ))}
        </div>
        <label class="field">
          <span>Reason (optional)</span>
          <input class="input" value={reason.value} onInput={(input) => (reason.value = input.currentTarget.value)} />
        </label>
      </div>
      <Foot
        label={chosen.value.length ? `Merge ${chosen.value.length + 1} events` : 'Merge'}
        disabled={!chosen.value.length}
        act={save}
        onClose={onClose}
      />
    </Modal>
  );
}

/** The likeliest first; without a search also those next to it in the list. */
function candidates(event: EventDetail, found: EventRow[]): Candidate[] {
  const likely = event.candidates.map(({ event: one, score, reasons }) => ({
    event: one,
    why: `${strong(reasons)} (${score.toFixed(2)})`,
  }));
  const known = new Set([event.id, ...likely.map((one) => one.event.id)]);
  const list = rows.peek();
  const at = list.findIndex(({ id }) => id === event.id);
  const near = found.length ? found : list.slice(Math.max(0, at - 6), at + 7);
  return [
    ...(found.length ? [] : likely),
    ...near.filter(({ id }) => !known.has(id)).map((one) => ({ event: one, why: '' })),
  ];
}

/** Reasons such as "trigger_same: 1.62" in words, the weak ones left out. */
function strong(reasons: string[]): string {
  const told = reasons.map((reason) => {
    const [, name, weight] = /^(\w+): (-?[\d.]+)$/.exec(reason) ?? [];
    if (!name) return reason;
    return Number(weight) < 0.3 ? '' : name.endsWith('_same') ? `same ${name.slice(0, -5)}` : name.replaceAll('_', ' ');
  });
  return told.filter(Boolean).join(', ');
}

export function Split({ event, onClose }: Props) {
  const leaving = useSignal<string[]>([]);
  const reason = useSignal('');
  const tellings = [...new Set(event.claims_in_full.map(({ telling }) => telling))];
  const bySingle = tellings.length < 2;
  const save = () =>
    void decide(
      {
        kind: 'split',
        event: event.id,
        version: event.version,
        ...(bySingle ? { claims: leaving.value } : { members: leaving.value }),
        ...(reason.value.trim() ? { reason: reason.value.trim() } : {}),
      },
      onClose,
    );
  const all = bySingle ? event.claims_in_full.length : tellings.length;
  return (
    <Modal title="Split" onClose={onClose}>
      <div class="dialog-body">
        <p>Tick what tells of another happening than “{event.line}”. It becomes an event of its own.</p>
        {tellings.map((telling) => {
          const claims = event.claims_in_full.filter((claim) => claim.telling === telling);
          return bySingle ? (
            claims.map((claim) => <Leave key={claim.id} id={claim.id} leaving={leaving} claims={[claim]} />)
          ) : (
            <Leave key={telling} id={telling} leaving={leaving} claims={claims} />
          );
        })}
        <label class="field">
          <span>Reason (optional)</span>
          <input class="input" value={reason.value} onInput={(input) => (reason.value = input.currentTarget.value)} />
        </label>
      </div>
      <Foot
        label="Split"
        disabled={!leaving.value.length || leaving.value.length >= all}
        act={save}
        onClose={onClose}
      />
    </Modal>
  );
}

function Leave({
  id,
  leaving,
  claims,
}: {
  id: string;
  leaving: { value: string[] };
  claims: EventDetail['claims_in_full'];
}) {
  const [first] = claims;
  if (!first) return null;
  const isOn = leaving.value.includes(id);
  return (
    <label class="row-flex" style={{ alignItems: 'start', flexWrap: 'nowrap' }}>
      <input
        type="checkbox"
        checked={isOn}
        onChange={() => {
          leaving.value = isOn ? leaving.value.filter((one) => one !== id) : [...leaving.value, id];
        }}
      />
      <span>
        <b>{first.publisher ?? 'unnamed publisher'}</b>, {dayName(first.published)}
        {claims.map((claim) => (
          <span key={claim.id} style={{ display: 'block' }} class="words" dir="auto">
            {claim.sentence.words}
          </span>
        ))}
      </span>
    </label>
  );
}

export function Foot({
  label,
  disabled,
  act,
  onClose,
}: {
  label: string;
  disabled: boolean;
  act: () => void;
  onClose: () => void;
}) {
  return (
    <div class="dialog-foot">
      <button type="button" class="btn" onClick={onClose}>
        Cancel
      </button>
      <button type="button" class="btn primary" disabled={disabled || isSending.value} onClick={act}>
        {label}
      </button>
    </div>
  );
}

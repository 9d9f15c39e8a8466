/** Correcting one field: select the right words in the report or choose a candidate, say why if you like, save. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Claim, EventDetail, Evidence } from '../api/types';
import { choices, loadChoices } from '../state/data';
import { decide, isSending, type Wish } from '../state/decide';
import { claimInFocus } from '../state/detail';
import { dialog, editing, stopEditing } from '../state/dialogs';
import { openDoc } from '../state/query';
import { picked } from '../state/selection';
import { choiceList } from './edit/choices';
import { type DraftParty, PartyEditor } from './edit/PartyEditor';
import { PlaceEditor, type PlaceValue } from './edit/PlaceEditor';
import { ChoiceEditor, NumberEditor, type NumberValue, TypeEditor, type TypeValue } from './edit/SmallEditors';
import { TimeEditor, type TimeValue } from './edit/TimeEditor';

const FIELDS: [string, string][] = [
  ['actor', 'Who'],
  ['type', 'Did what'],
  ['recipient', 'To whom'],
  ['place', 'Where'],
  ['time', 'When'],
  ['status', 'Done or planned'],
  ['factuality', 'How certain'],
  ['source', 'According to'],
];
const PARTIES = new Set(['actor', 'recipient', 'mediator', 'beneficiary']);

export function Edit({ event }: { event: EventDetail }) {
  const field = editing.value ?? 'actor';
  const claim = event.claims_in_full.find((one) => one.id === claimInFocus.value) ?? event.claims_in_full[0];
  useEffect(() => {
    void loadChoices();
    picked.value = null;
  }, []);
  return (
    <section class="edit" aria-label="Edit">
      <div class="fields" role="toolbar" aria-label="Field to edit">
        {fieldsOf(event).map(([name, label]) => (
          <button
            key={name}
            type="button"
            class="btn small"
            aria-pressed={field === name}
            onClick={() => (editing.value = name)}
          >
            {label}
          </button>
        ))}
      </div>
      {claim && <FieldForm key={`${field}${event.version}${claim.id}`} field={field} event={event} claim={claim} />}
    </section>
  );
}

function fieldsOf(event: EventDetail): [string, string][] {
  const roles = choiceList(choices.value?.quantity_roles).map(({ value }) => value);
  const present = event.fields.map(({ name }) => name).filter((name) => roles.includes(name));
  const usual = ['killed', 'wounded'].filter((name) => roles.includes(name) && !present.includes(name));
  return [...FIELDS, ...[...present, ...usual].map((name) => [name, name] as [string, string])];
}

function FieldForm({ field, event, claim }: { field: string; event: EventDetail; claim: Claim }) {
  const draft = useSignal<unknown>(startValue(field, event, claim));
  const reason = useSignal('');
  const onlyThis = useSignal(false);
  useEffect(() => document.getElementById('edit-first')?.focus(), []);
  const words = picked.value;
  const wish = (): Wish => ({
    kind: 'edit',
    event: event.id,
    version: event.version,
    field,
    value: draft.value,
    evidence: evidence(),
    whole_event: !onlyThis.value,
    ...(onlyThis.value || !words ? { claim: claim.id } : {}),
    ...(reason.value.trim() ? { reason: reason.value.trim() } : {}),
  });
  const save = () => void decide(wish(), stopEditing);
  return (
    <form
      style={{ display: 'grid', gap: '0.6rem' }}
      onSubmit={(submit) => {
        submit.preventDefault();
        save();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save();
      }}
    >
      <Editor
        field={field}
        event={event}
        claim={claim}
        value={draft.value}
        onChange={(value) => (draft.value = value)}
      />
      <p class="because" aria-live="polite">
        {words ? (
          <>
            Evidence: <span class="words">{words.words}</span>{' '}
            <button type="button" class="btn small quiet" onClick={() => (picked.value = null)}>
              drop
            </button>
          </>
        ) : (
          'Select words in the report below to make them the evidence.'
        )}
      </p>
      <div class="two">
        <label class="field">
          <span>Reason (optional)</span>
          <input class="input" value={reason.value} onInput={(input) => (reason.value = input.currentTarget.value)} />
        </label>
      </div>
      <label class="row-flex">
        <input
          type="checkbox"
          checked={onlyThis.value}
          onChange={(change) => (onlyThis.value = change.currentTarget.checked)}
        />
        Correct only this passage, do not choose the value for the whole event
      </label>
      <div class="row-flex">
        <button type="submit" class="btn primary" disabled={isSending.value}>
          Save
        </button>
        <button type="button" class="btn" onClick={stopEditing}>
          Cancel
        </button>
        <span class="grow" />
        <button type="button" class="btn quiet" onClick={() => (dialog.value = { bulk: wish() })}>
          Apply to similar…
        </button>
      </div>
    </form>
  );
}

function evidence(): Evidence | null {
  const words = picked.peek();
  return words ? { document: words.document, start: words.start, end: words.end } : null;
}

interface EditorProps {
  field: string;
  event: EventDetail;
  claim: Claim;
  value: unknown;
  onChange: (value: unknown) => void;
}

function Editor({ field, claim, value, onChange }: EditorProps) {
  const where = { document: openDoc.value, day: claim.published };
  if (PARTIES.has(field)) return <PartyEditor value={value as DraftParty[]} {...where} onChange={onChange} />;
  if (field === 'source')
    return <PartyEditor value={value as DraftParty[]} {...where} withStance onChange={onChange} />;
  if (field === 'place')
    return <PlaceEditor value={value as PlaceValue} document={openDoc.value} onChange={onChange} />;
  if (field === 'time') return <TimeEditor value={value as TimeValue | null} {...where} onChange={onChange} />;
  if (field === 'type') return <TypeEditor value={value as TypeValue} onChange={onChange} />;
  if (field === 'status')
    return <ChoiceEditor label="Done, planned, asked …" name="statuses" value={value as string} onChange={onChange} />;
  if (field === 'factuality')
    return (
      <ChoiceEditor label="How certain it is told" name="factualities" value={value as string} onChange={onChange} />
    );
  return <NumberEditor value={value as NumberValue | null} onChange={onChange} />;
}

/** What stands there now, in the form in which it is sent. */
function startValue(field: string, event: EventDetail, claim: Claim): unknown {
  if (PARTIES.has(field)) return startParties(field, event, claim);
  if (field === 'source') {
    return claim.sources.map(({ name, key, stance, quote }) => ({
      name,
      key,
      stance,
      start: quote?.start ?? null,
      end: quote?.end ?? null,
    }));
  }
  if (field === 'place') return { place: event.place, role: 'where' };
  if (field === 'time') {
    const { earliest, latest, precision, basis } = event.date;
    return basis === 'told' ? { earliest, latest, precision: precision ?? 'day' } : null;
  }
  if (field === 'type') return { type: event.type, mode: event.mode };
  if (field === 'status') return claim.status;
  if (field === 'factuality') return claim.factuality;
  const best = event.fields.find(({ name }) => name === field)?.values[0];
  return best ? { low: best.low, best: best.best, high: best.high } : null;
}

function startParties(field: string, event: EventDetail, claim: Claim): DraftParty[] {
  const told = claim.parties.filter(({ role }) => role === field);
  const shown = field === 'actor' ? event.actors : field === 'recipient' ? event.recipients : told;
  return shown.map(({ name, key, kind, sector, country }) => {
    const quote = told.find((party) => party.name === name)?.quote;
    return { name, key, kind, sector, country, start: quote?.start ?? null, end: quote?.end ?? null };
  });
}

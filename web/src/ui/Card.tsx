/** The card of an event: every field with its value, its words, who says so, and why it is shown. */
import type { Claim, EventDetail, Field, FieldValue } from '../api/types';
import { claimInFocus, litField } from '../state/detail';
import { EditLink, Jump } from './Jump';
import { Sources } from './Sources';
import { factualityName, kindOf, questionOf, realisationName, stanceName } from './words';

/** The order in which a person asks. Numbers follow. */
const ORDER = ['actor', 'type', 'recipient', 'place', 'time'];

export function Card({ event }: { event: EventDetail }) {
  const byName = new Map(event.fields.map((field) => [field.name, field]));
  const known = new Set([...ORDER, 'occurrence']);
  const numbers = event.fields.filter((field) => !known.has(field.name));
  const claim = event.claims_in_full.find((one) => one.id === claimInFocus.value) ?? event.claims_in_full[0];
  return (
    <section class="card" aria-label="What is known of this event">
      <dl>
        {ORDER.map((name) => (
          <FieldRow key={name} name={name} field={byName.get(name)} event={event} />
        ))}
        {numbers.map((field) => (
          <FieldRow key={field.name} name={field.name} field={field} event={event} />
        ))}
        {claim && <Sources claim={claim} />}
        <Told event={event} claim={claim} occurrence={byName.get('occurrence')} />
        <Why event={event} claim={claim} />
      </dl>
    </section>
  );
}

function FieldRow({ name, field, event }: { name: string; field: Field | undefined; event: EventDetail }) {
  const question = questionOf(name) ?? sentence(field?.label ?? name);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hovering only lights the words; the same is there by focus
    <div
      class={litField.value === name ? 'lit' : ''}
      onMouseEnter={() => {
        litField.value = name;
      }}
      onMouseLeave={() => {
        litField.value = null;
      }}
      onFocusIn={() => {
        litField.value = name;
      }}
      onFocusOut={() => {
        litField.value = null;
      }}
    >
      <dt>
        {question}
        <i class={`swatch ${SWATCH[name] ?? ''}`} aria-hidden="true" />
      </dt>
      <dd>
        <FieldContent name={name} field={field} event={event} />
      </dd>
    </div>
  );
}

const SWATCH: Record<string, string> = {
  actor: 'actor',
  type: 'trigger',
  recipient: 'recipient',
  place: 'place',
  time: 'time',
};

function FieldContent({ name, field, event }: { name: string; field: Field | undefined; event: EventDetail }) {
  const [best, ...others] = field?.values ?? [];
  if (!field || !best) {
    return (
      <span class="muted">
        not told <EditLink name={name} />
      </span>
    );
  }
  const shown = field.disputed ? [best] : field.values;
  const together = shown.filter((value, at) => shown.findIndex((one) => one.shown === value.shown) === at);
  return (
    <>
      {together.map((value) => (
        <span key={value.key} class="value" dir="auto">
          {say(name, value, event)}
        </span>
      ))}{' '}
      {name === 'type' && <code class="muted">{event.label}</code>} <Words value={best} />
      {field.edited && <span class="badge info">set by {best.by}</span>}
      {field.inferred && (
        <span class="badge" title={field.inferred}>
          inferred: {field.inferred.replaceAll('_', ' ').replaceAll('-', ' ')}
        </span>
      )}
      {field.disputed && <Disputed best={best} others={others} />} <EditLink name={name} />
    </>
  );
}

/** A value as a person reads it: kinds in words, the day as it stands in the list. */
function say(name: string, value: FieldValue, event: EventDetail): string {
  const [type = value.shown, mode = null] = value.key.split('.');
  if (name === 'type') return kindOf({ type, mode });
  return name === 'time' &&
    event.date.basis === 'told' &&
    value === event.fields.find((one) => one.name === 'time')?.values[0]
    ? event.date.shown
    : value.shown;
}

function Words({ value }: { value: FieldValue }) {
  const backing = value.backing.find(({ quote }) => quote);
  if (!backing?.quote) return null;
  return <Jump quote={backing.quote} report={backing.report} claim={backing.claim} />;
}

function Disputed({ best, others }: { best: FieldValue; others: FieldValue[] }) {
  return (
    <>
      <span class="badge bad">≠ disputed</span>
      <ul class="others" aria-label="What each source says">
        {[best, ...others].map((value) => (
          <li key={value.key}>
            <b dir="auto">{value.shown}</b> <span class="because">{whoSays(value)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

export function whoSays(value: FieldValue): string {
  const said = new Map<string, Set<string>>();
  for (const { source, stance, publisher } of value.backing) {
    const papers = said.get(`${source} ${stanceName(stance)}`) ?? new Set();
    if (publisher && publisher !== source) papers.add(publisher);
    said.set(`${source} ${stanceName(stance)}`, papers);
  }
  return [...said].map(([who, papers]) => (papers.size ? `${who} (in ${[...papers].join(', ')})` : who)).join('; ');
}

function Told({
  event,
  claim,
  occurrence,
}: {
  event: EventDetail;
  claim: Claim | undefined;
  occurrence: Field | undefined;
}) {
  return (
    <div>
      <dt>Told as</dt>
      <dd>
        <span class="value">{realisationName(event.realisation)}</span>{' '}
        {claim && (
          <span class="because">
            here {claim.status === 'none' ? '' : `${claim.status}, `}
            {factualityName(claim.factuality)}
          </span>
        )}
        {occurrence?.disputed && occurrence.values[0] && (
          <Disputed best={occurrence.values[0]} others={occurrence.values.slice(1)} />
        )}{' '}
        <EditLink name="status" />
      </dd>
    </div>
  );
}

function Why({ event, claim }: { event: EventDetail; claim: Claim | undefined }) {
  return (
    <div>
      <dt>How sure</dt>
      <dd>
        <span class="value">{event.certainty}</span> <span class="because">{event.explanation}</span>
        <details>
          <summary class="because">What this is made of</summary>
          <ul class="because">
            {event.parts.map((part) => (
              <li key={part.name}>
                {part.name.replaceAll('_', ' ')}: {part.value.toFixed(2)}
              </li>
            ))}
            {claim && <li>the engine on this passage: {claim.certainty.toFixed(2)}</li>}
            {event.fields.map((field) => (
              <li key={field.name}>
                {field.label}: shown first by the rule “{field.rule.replaceAll('_', ' ')}”
              </li>
            ))}
            {claim && claim.rules.length > 0 && <li>read by: {claim.rules.join(', ')}</li>}
          </ul>
        </details>
      </dd>
    </div>
  );
}

function sentence(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

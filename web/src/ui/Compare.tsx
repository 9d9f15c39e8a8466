/** Reports on one event side by side; a field that differs from the value shown first is marked. Copies are folded. */
import type { Claim, EventDetail, Report } from '../api/types';
import { Jump } from './Jump';
import { count, dayName, factualityName, kindOf, nameAll, stanceName } from './words';

const FIELDS: [string, string, (claims: Claim[]) => string][] = [
  ['type', 'Did what', (claims) => list(claims.map(kindOf))],
  ['actor', 'Who', (claims) => list(claims.map((claim) => parties(claim, 'actor')))],
  ['recipient', 'To whom', (claims) => list(claims.map((claim) => parties(claim, 'recipient')))],
  [
    'place',
    'Where',
    (claims) => list(claims.flatMap((claim) => claim.places.map(({ place, name }) => place?.shown ?? name))),
  ],
  ['time', 'When', (claims) => list(claims.map((claim) => claim.time?.shown ?? ''))],
  [
    'number',
    'Numbers',
    (claims) => list(claims.flatMap((claim) => claim.quantities.map(({ role, shown }) => `${role}: ${shown}`))),
  ],
  ['occurrence', 'Told as', (claims) => list(claims.map((claim) => factualityName(claim.factuality)))],
  ['source', 'According to', (claims) => list(claims.flatMap(sources))],
];

export function Compare({ event }: { event: EventDetail }) {
  const originals = event.reports_in_full.filter((report) => !report.copy_of);
  const shown = originals.length ? originals : event.reports_in_full;
  const claims = new Map(
    shown.map((report) => [report.id, event.claims_in_full.filter((claim) => claim.report === report.id)]),
  );
  return (
    <section class="side-by-side">
      {event.contradictions_in_full.length > 0 && (
        <ul class="log" style={{ padding: '0 0 0.6rem' }} aria-label="What the reports contradict each other on">
          {event.contradictions_in_full.map((one) => (
            <li key={one.kind + one.field}>
              <span class="said">
                <span class="badge bad">≠ {one.field === 'occurrence' ? 'whether it happened' : one.field}</span>{' '}
                {one.shown}
              </span>
            </li>
          ))}
        </ul>
      )}
      <div class="scroll-x" tabIndex={0} role="region" aria-label="Reports side by side">
        <table>
          <thead>
            <tr>
              <td />
              {shown.map((report) => (
                <th key={report.id} scope="col">
                  <Heading report={report} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {FIELDS.map(([name, label, say]) => (
              <tr key={name}>
                <th scope="row">{label}</th>
                {shown.map((report) => (
                  <td key={report.id} class={differs(report, name, event) ? 'differs' : ''} dir="auto">
                    {say(claims.get(report.id) ?? []) || <span class="muted">not told</span>}
                  </td>
                ))}
              </tr>
            ))}
            <tr>
              <th scope="row">Words</th>
              {shown.map((report) => (
                <td key={report.id}>
                  {(claims.get(report.id) ?? []).map((claim) => (
                    <p key={claim.id}>
                      <Jump quote={claim.sentence} report={report.id} claim={claim.id} />
                    </p>
                  ))}
                </td>
              ))}
            </tr>
          </tbody>
        </table>
      </div>
      <Joins event={event} />
    </section>
  );
}

function Heading({ report }: { report: Report }) {
  return (
    <>
      <b>{report.publisher ?? 'unnamed publisher'}</b>
      <br />
      <span class="muted">{dayName(report.published)}</span>
      {report.copies.length > 0 && (
        <>
          <br />
          <span class="badge">+ {count(report.copies.length, 'copy', 'copies')}, counted once</span>
        </>
      )}
    </>
  );
}

const NUMBER_FIELDS = new Set([
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

function differs(report: Report, name: string, event: EventDetail): boolean {
  if (event.reports_in_full.length < 2) return false;
  if (name === 'number') return report.differs.some((field) => NUMBER_FIELDS.has(field));
  return report.differs.includes(name);
}

function Joins({ event }: { event: EventDetail }) {
  if (!event.joins.length) return null;
  return (
    <details>
      <summary class="because">Why these tellings are taken for one event</summary>
      <ul class="because">
        {event.joins.map((join) => (
          <li key={join.a + join.b + join.made}>
            {join.verdict === 'same' ? 'joined' : `judged “${join.verdict}”`} by {join.author}
            {join.score === null ? '' : ` (${join.score.toFixed(2)})`}: {join.reasons.join(', ') || 'no reason given'}
          </li>
        ))}
      </ul>
    </details>
  );
}

function parties(claim: Claim, role: string): string {
  return nameAll(
    claim.parties.filter((party) => party.role === role),
    4,
  );
}

function sources(claim: Claim): string[] {
  if (!claim.sources.length) return [claim.publisher ?? 'the report'];
  return claim.sources.map((source) => `${source.name} ${stanceName(source.stance)}`);
}

function list(values: string[]): string {
  return [...new Set(values.filter(Boolean))].join('; ');
}

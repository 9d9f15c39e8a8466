/** Narrow by any attribute, with how many events each value leaves. */
import type { Facet, Facets } from '../api/types';
import { facets, summary } from '../state/data';
import { clearFilters, type FilterKey, hasFilter, setFilter, toggleFilter } from '../state/query';
import { Modal } from './Modal';
import { modeName, realisationName, reviewName, sectorName, typeName } from './words';

const GROUPS: [keyof Facets, string, (value: Facet) => string][] = [
  ['type', 'Kind of act', (facet) => typeName(facet.value)],
  ['actor', 'Who takes part', (facet) => facet.shown ?? facet.value],
  ['place', 'Place', (facet) => facet.shown ?? facet.value],
  ['country', 'Country', (facet) => facet.value],
  ['source', 'Source', (facet) => facet.shown ?? facet.value],
  ['sector', 'Kind of actor', (facet) => sectorName(facet.value)],
  ['certainty', 'How well backed', (facet) => facet.value],
  ['realisation', 'Happened or not', (facet) => realisationName(facet.value)],
  ['review', 'Review', (facet) => reviewName(facet.value)],
];

/** A country is asked for as a place; the server knows its codes as such. */
function filterKey(key: string): FilterKey {
  return (key === 'country' ? 'place' : key) as FilterKey;
}

export function Filters({ onClose }: { onClose: () => void }) {
  const given = facets.value;
  return (
    <Modal title="Filter" size="wide" onClose={onClose}>
      <div class="dialog-body">
        <p aria-live="polite">{summary.value?.sentence}</p>
        <div class="row-flex">
          {(['disputed', 'undated', 'unplaced'] as const).map((key) => (
            <button
              key={key}
              type="button"
              class="btn small"
              aria-pressed={hasFilter(key, 'true')}
              onClick={() => setFilter(key, hasFilter(key, 'true') ? null : 'true')}
            >
              {key === 'disputed' ? 'sources disagree' : key === 'undated' ? 'without a day' : 'without a place'}
            </button>
          ))}
        </div>
        <div class="filters">
          {given &&
            GROUPS.map(([key, title, name]) => (
              <Group key={key} name={filterKey(key)} title={title} values={given[key] ?? []} say={name} />
            ))}
        </div>
      </div>
      <div class="dialog-foot">
        <button type="button" class="btn" onClick={clearFilters}>
          Clear all
        </button>
        <button type="button" class="btn primary" onClick={onClose}>
          Show {summary.value?.events.toLocaleString('en') ?? ''} events
        </button>
      </div>
    </Modal>
  );
}

function Group({
  name,
  title,
  values,
  say,
}: {
  name: FilterKey;
  title: string;
  values: Facet[];
  say: (value: Facet) => string;
}) {
  if (!values.length) return null;
  return (
    <fieldset>
      <legend>{title}</legend>
      <div class="scroll-list">
        {values.map((facet) => (
          <div key={facet.value}>
            <Choice name={name} facet={facet} label={say(facet)} />
            {facet.modes?.map((mode) => (
              <div key={mode.value} style={{ paddingInlineStart: '1.1rem' }}>
                <Choice name={name} facet={mode} label={modeName(mode.value.split('.')[1] ?? mode.value)} />
              </div>
            ))}
          </div>
        ))}
      </div>
    </fieldset>
  );
}

function Choice({ name, facet, label }: { name: FilterKey; facet: Facet; label: string }) {
  return (
    <label>
      <input type="checkbox" checked={hasFilter(name, facet.value)} onChange={() => toggleFilter(name, facet.value)} />
      <span dir="auto">{label}</span>
      <span>{facet.count.toLocaleString('en')}</span>
    </label>
  );
}

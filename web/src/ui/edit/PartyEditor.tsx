/** Who: names chosen from the registry, or just the words of the report. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { ActorCandidate } from '../../api/types';
import { picked } from '../../state/selection';
import { stanceName } from '../words';
import { useAnswer } from './candidates';

export interface DraftParty {
  name: string;
  key: string | null;
  kind: string | null;
  sector: string | null;
  country: string | null;
  start: number | null;
  end: number | null;
  stance?: string;
}

const STANCES = ['asserts', 'claims', 'alleges', 'denies'];

interface Props {
  value: DraftParty[];
  day: string | null;
  document: string | null;
  withStance?: boolean;
  onChange: (value: DraftParty[]) => void;
}

export function PartyEditor({ value, day, document, withStance, onChange }: Props) {
  const query = useSignal('');
  const words = picked.value?.document === document ? picked.value : null;
  useEffect(() => {
    if (words) query.value = words.words;
  }, [words?.words]);
  const answer = useAnswer<{ candidates: ActorCandidate[] }>(
    '/api/actors',
    query.value.trim() ? [['q', query.value.trim()], ...(day ? [['day', day] as [string, string]] : [])] : null,
  );
  const add = (party: Omit<DraftParty, 'start' | 'end'>) => {
    const at =
      words && query.value === words.words ? { start: words.start, end: words.end } : { start: null, end: null };
    onChange([
      ...value.filter(({ name }) => name !== party.name),
      { ...party, ...at, ...(withStance ? { stance: 'asserts' } : {}) },
    ]);
    query.value = '';
  };
  return (
    <>
      <div class="party-list">
        {value.map((party, at) => (
          <span key={party.name + at} class="chip">
            <span dir="auto">{party.name}</span>
            {withStance && (
              <select
                aria-label={`How ${party.name} says it`}
                value={party.stance ?? 'asserts'}
                onChange={(change) =>
                  onChange(value.map((one, n) => (n === at ? { ...one, stance: change.currentTarget.value } : one)))
                }
              >
                {STANCES.map((stance) => (
                  <option key={stance} value={stance}>
                    {stanceName(stance)}
                  </option>
                ))}
              </select>
            )}
            <button
              type="button"
              aria-label={`Take out ${party.name}`}
              onClick={() => onChange(value.filter((_, n) => n !== at))}
            >
              ×
            </button>
          </span>
        ))}
        {value.length === 0 && <span class="muted">nobody named</span>}
      </div>
      <label class="field">
        <span>Add: type a name, or select its words in the report</span>
        <input
          class="input"
          id="edit-first"
          autocomplete="off"
          value={query.value}
          onInput={(input) => (query.value = input.currentTarget.value)}
        />
      </label>
      {query.value.trim() && (
        <div class="candidates" role="group" aria-label="Candidates">
          {answer?.candidates.map((found) => (
            <button
              key={found.key ?? found.name}
              type="button"
              onClick={() =>
                add({
                  name: found.name,
                  key: found.key,
                  kind: found.kind,
                  sector: found.sector,
                  country: found.country,
                })
              }
            >
              <b dir="auto">{found.name}</b>
              <span class="muted">{found.used ? `${found.used} here` : (found.sector ?? '')}</span>
              <small>
                {[found.kind?.replaceAll('_', ' '), found.country, found.reason].filter(Boolean).join(' · ')}
              </small>
            </button>
          ))}
          <button
            type="button"
            onClick={() => add({ name: query.value.trim(), key: null, kind: null, sector: null, country: null })}
          >
            <b dir="auto">“{query.value.trim()}”</b>
            <span class="muted">as written</span>
            <small>not in the registry; keep the words themselves</small>
          </button>
        </div>
      )}
    </>
  );
}

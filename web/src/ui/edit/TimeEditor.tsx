/** When: words such as "late August" and the days they stand for, or the days themselves. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { TimeAnswer } from '../../api/types';
import { choices } from '../../state/data';
import { picked } from '../../state/selection';
import { useAnswer } from './candidates';
import { choiceList } from './choices';

export interface TimeValue {
  earliest: string | null;
  latest: string | null;
  precision: string;
}

interface Props {
  value: TimeValue | null;
  day: string | null;
  document: string | null;
  onChange: (value: TimeValue | null) => void;
}

export function TimeEditor({ value, day, document, onChange }: Props) {
  const query = useSignal('');
  const words = picked.value?.document === document ? picked.value : null;
  useEffect(() => {
    if (words) query.value = words.words;
  }, [words?.words]);
  const answer = useAnswer<TimeAnswer>(
    '/api/times',
    query.value.trim() ? [['q', query.value.trim()], ...(day ? [['day', day] as [string, string]] : [])] : null,
  );
  useEffect(() => {
    if (answer?.time)
      onChange({ earliest: answer.time.earliest, latest: answer.time.latest, precision: answer.time.precision });
  }, [answer]);
  const set = (change: Partial<TimeValue>) =>
    onChange({ earliest: null, latest: null, precision: 'day', ...value, ...change });
  return (
    <>
      <label class="field">
        <span>Type words (“late August”, “Monday”), or select them in the report</span>
        <input
          class="input"
          id="edit-first"
          autocomplete="off"
          value={query.value}
          onInput={(input) => (query.value = input.currentTarget.value)}
        />
      </label>
      <p role="status">
        {answer?.time && (
          <>
            means <b>{answer.time.shown}</b> <span class="muted">({answer.time.precision.replaceAll('_', ' ')})</span>
          </>
        )}
        {answer && !answer.time && <span class="muted">{answer.remedy ?? 'these words say no day'}</span>}
      </p>
      <div class="two">
        <label class="field">
          <span>First day</span>
          <input
            class="input"
            type="date"
            value={value?.earliest ?? ''}
            onChange={(change) => set({ earliest: change.currentTarget.value || null })}
          />
        </label>
        <label class="field">
          <span>Last day</span>
          <input
            class="input"
            type="date"
            value={value?.latest ?? ''}
            onChange={(change) => set({ latest: change.currentTarget.value || null })}
          />
        </label>
        <label class="field">
          <span>How exactly</span>
          <select
            class="input"
            value={value?.precision ?? 'day'}
            onChange={(change) => set({ precision: change.currentTarget.value })}
          >
            {choiceList(choices.value?.precisions).map((choice) => (
              <option key={choice.value} value={choice.value}>
                {choice.shown.replaceAll('_', ' ')}
              </option>
            ))}
          </select>
        </label>
      </div>
      <div>
        <button type="button" class="btn small" aria-pressed={value === null} onClick={() => onChange(null)}>
          No day told
        </button>
      </div>
    </>
  );
}

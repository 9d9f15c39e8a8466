/** Editors of one choice or a number. */
import { choices } from '../../state/data';
import { factualityName, modeName, typeName } from '../words';
import { choiceList } from './choices';

export interface TypeValue {
  type: string;
  mode: string | null;
}

export function TypeEditor({ value, onChange }: { value: TypeValue; onChange: (value: TypeValue) => void }) {
  const types = choiceList(choices.value?.types);
  const modes = types.find((choice) => choice.value === value.type)?.modes ?? [];
  return (
    <div class="two">
      <label class="field">
        <span>Kind of act</span>
        <select
          class="input"
          id="edit-first"
          value={value.type}
          onChange={(change) => onChange({ type: change.currentTarget.value, mode: null })}
        >
          {types.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {typeName(choice.value)} ({choice.value})
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        <span>More exactly</span>
        <select
          class="input"
          value={value.mode ?? ''}
          onChange={(change) => onChange({ ...value, mode: change.currentTarget.value || null })}
        >
          <option value="">not said</option>
          {modes.map((mode) => (
            <option key={mode} value={mode}>
              {modeName(mode)}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

interface ChoiceProps {
  label: string;
  name: 'statuses' | 'factualities' | 'extents';
  value: string;
  onChange: (value: string) => void;
}

export function ChoiceEditor({ label, name, value, onChange }: ChoiceProps) {
  return (
    <label class="field">
      <span>{label}</span>
      <select class="input" id="edit-first" value={value} onChange={(change) => onChange(change.currentTarget.value)}>
        {choiceList(choices.value?.[name]).map((choice) => (
          <option key={choice.value} value={choice.value}>
            {name === 'factualities' ? `${factualityName(choice.value)} (${choice.value})` : choice.shown}
          </option>
        ))}
      </select>
    </label>
  );
}

export interface NumberValue {
  low: number | null;
  best: number | null;
  high: number | null;
}

const BOUNDS: [keyof NumberValue, string][] = [
  ['low', 'At least'],
  ['best', 'Best'],
  ['high', 'At most'],
];

export function NumberEditor({
  value,
  onChange,
}: {
  value: NumberValue | null;
  onChange: (value: NumberValue | null) => void;
}) {
  return (
    <>
      <div class="two">
        {BOUNDS.map(([bound, label], at) => (
          <label class="field" key={bound}>
            <span>{label}</span>
            <input
              class="input"
              id={at === 0 ? 'edit-first' : undefined}
              type="number"
              min={0}
              value={value?.[bound] ?? ''}
              onInput={(input) => {
                const typed = input.currentTarget.valueAsNumber;
                onChange({ low: null, best: null, high: null, ...value, [bound]: Number.isNaN(typed) ? null : typed });
              }}
            />
          </label>
        ))}
      </div>
      <div>
        <button type="button" class="btn small" aria-pressed={value === null} onClick={() => onChange(null)}>
          No number told
        </button>
      </div>
    </>
  );
}

/** A claim that was missed: select the words that say what was done, say what kind of act it is, save. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { EventDetail } from '../api/types';
import { loadChoices } from '../state/data';
import { decide, isSending } from '../state/decide';
import { stopEditing } from '../state/dialogs';
import { openDoc } from '../state/query';
import { picked } from '../state/selection';
import { ChoiceEditor, TypeEditor, type TypeValue } from './edit/SmallEditors';

export function AddClaim({ event }: { event: EventDetail | null }) {
  const type = useSignal<TypeValue>({ type: 'ASSAULT', mode: null });
  const status = useSignal('completed');
  const factuality = useSignal('CT+');
  const joins = useSignal(false);
  const words = picked.value?.document === openDoc.value ? picked.value : null;
  useEffect(() => {
    void loadChoices();
  }, []);
  const save = () => {
    if (!words) return;
    const wish = {
      kind: 'add' as const,
      event: joins.value && event ? event.id : null,
      ...(joins.value && event ? { version: event.version } : {}),
      document: words.document,
      trigger: [words.start, words.end] as [number, number],
      value: { ...type.value, status: status.value, factuality: factuality.value },
    };
    void decide(wish, stopEditing);
  };
  return (
    <form
      class="edit"
      aria-label="Add a missed claim"
      onSubmit={(submit) => {
        submit.preventDefault();
        save();
      }}
    >
      <h3>Add a claim that was missed</h3>
      <p aria-live="polite">
        {words ? (
          <>
            Words that say what was done: <span class="words">{words.words}</span>
          </>
        ) : (
          'Select in the report below the words that say what was done (“shelled”, “withdrew”).'
        )}
      </p>
      <TypeEditor value={type.value} onChange={(value) => (type.value = value)} />
      <div class="two">
        <ChoiceEditor
          label="Done, planned, asked …"
          name="statuses"
          value={status.value}
          onChange={(value) => (status.value = value)}
        />
        <ChoiceEditor
          label="How certain it is told"
          name="factualities"
          value={factuality.value}
          onChange={(value) => (factuality.value = value)}
        />
      </div>
      {event && (
        <label class="row-flex">
          <input
            type="checkbox"
            checked={joins.value}
            onChange={(change) => (joins.value = change.currentTarget.checked)}
          />
          It tells of the event shown above, not of another one
        </label>
      )}
      <div class="row-flex">
        <button type="submit" class="btn primary" disabled={!words || isSending.value}>
          Add
        </button>
        <button type="button" class="btn" onClick={stopEditing}>
          Cancel
        </button>
        <span class="muted">Who, where and when are filled in by editing it.</span>
      </div>
    </form>
  );
}

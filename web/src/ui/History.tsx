/** Who decided what about this event, when and why. Nothing is ever taken out of it. */
import { useSignal } from '@preact/signals';
import type { Decision, EventDetail } from '../api/types';
import { mayWrite } from '../state/data';
import { decide, undoThis } from '../state/decide';
import { momentName } from './words';

export function History({ event }: { event: EventDetail }) {
  const note = useSignal('');
  return (
    <section>
      {mayWrite.value && (
        <form
          class="pick-bar"
          style={{ position: 'static', borderTop: '0' }}
          onSubmit={(submit) => {
            submit.preventDefault();
            if (note.value.trim())
              void decide({ kind: 'note', event: event.id, version: event.version, reason: note.value.trim() });
            note.value = '';
          }}
        >
          <input
            class="input grow"
            aria-label="Note on this event"
            placeholder="Write a note on this event"
            value={note.value}
            onInput={(input) => (note.value = input.currentTarget.value)}
          />
          <button type="submit" class="btn">
            Keep note
          </button>
        </form>
      )}
      {event.history.length === 0 && (
        <div class="empty">
          <p>Nobody has decided anything about this event. What is shown is what the engine read.</p>
        </div>
      )}
      <ol class="log">
        {event.history.map((made) => (
          <Entry key={made.id} made={made} />
        ))}
      </ol>
    </section>
  );
}

function Entry({ made }: { made: Decision }) {
  const canUndo = mayWrite.value && !made.undone_by && made.kind !== 'undo';
  return (
    <li class={made.undone_by ? 'undone' : ''}>
      <span class="said">{made.shown}</span>
      {canUndo && (
        <button type="button" class="btn small" onClick={() => void undoThis(made)}>
          Undo
        </button>
      )}
      <span class="meta">
        {momentName(made.made)} UTC{made.reason ? ` · “${made.reason}”` : ''}
        {made.evidence?.words ? ` · words: “${made.evidence.words}”` : ''}
        {made.undone_by ? ' · undone' : ''}
        {made.batch ? ' · together with others' : ''}
        {made.attached ? '' : ' · a later reading no longer has this passage; the decision is kept'}
      </span>
    </li>
  );
}

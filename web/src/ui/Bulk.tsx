/** The same decision for many events at once, never without seeing the rows first. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { post } from '../api/client';
import type { BulkPreview } from '../api/types';
import { fail } from '../state/data';
import { decideMany, type Wish } from '../state/decide';
import { stopEditing } from '../state/dialogs';
import { Foot } from './Join';
import { EventLine } from './Line';
import { Modal } from './Modal';
import { plain } from './plain';
import { count } from './words';

const VERBS: Record<string, string> = { accept: 'Accept', reject: 'Reject', edit: 'Apply to' };

export function Bulk({ wish, onClose }: { wish: Wish; onClose: () => void }) {
  const kind = useSignal(wish.kind);
  const preview = useSignal<BulkPreview | null>(null);
  const left = useSignal<Set<string>>(new Set());
  const decision = wish.kind === 'edit' ? wish : { kind: kind.value, event: wish.event };
  useEffect(() => {
    post<BulkPreview>('/api/bulk/preview', { decision, select: 'similar' }).then((answer) => {
      preview.value = answer;
    }, fail);
  }, [kind.value]);
  const rows = preview.value?.rows ?? [];
  const taken = rows.filter(({ event }) => !left.value.has(event.id));
  const save = async () => {
    const made = await decideMany(
      decision,
      taken.map(({ event }) => event),
    );
    if (made) {
      stopEditing();
      onClose();
    }
  };
  return (
    <Modal title="Apply to similar events" size="wide" onClose={onClose}>
      <div class="dialog-body">
        {wish.kind !== 'edit' && (
          <div class="row-flex" role="group" aria-label="Decision">
            {(['accept', 'reject'] as const).map((one) => (
              <button
                key={one}
                type="button"
                class="btn small"
                aria-pressed={kind.value === one}
                onClick={() => (kind.value = one)}
              >
                {VERBS[one]}
              </button>
            ))}
          </div>
        )}
        <p>
          {preview.value
            ? `${count(preview.value.total, 'event')} ${wish.kind === 'edit' ? `with the same value of “${wish.field}” from the same words` : 'with the same act, actors and place'}. Untick what is not meant; all of it can be undone at once.`
            : 'Looking for similar events…'}
        </p>
        <table class="table">
          <thead>
            <tr>
              <th scope="col">Apply</th>
              <th scope="col">Event</th>
              <th scope="col">Day</th>
              <th scope="col">Before</th>
              <th scope="col">After</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ event, before, after }) => (
              <tr key={event.id}>
                <td>
                  <input
                    type="checkbox"
                    aria-label={`Apply to: ${event.line}`}
                    checked={!left.value.has(event.id)}
                    onChange={() => {
                      const next = new Set(left.value);
                      if (!next.delete(event.id)) next.add(event.id);
                      left.value = next;
                    }}
                  />
                </td>
                <td>
                  <EventLine event={event} />
                </td>
                <td>{event.date.shown}</td>
                <td dir="auto">{plain(before)}</td>
                <td dir="auto">{plain(after)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Foot
        label={`${VERBS[kind.value] ?? 'Apply to'} ${count(taken.length, 'event')}`}
        disabled={!taken.length}
        act={() => void save()}
        onClose={onClose}
      />
    </Modal>
  );
}

/** Someone else was faster: what is there now beside what was wanted; nothing is lost either way. */
import { leaveStale, type Stale, sendAgain } from '../state/decide';
import { Apart } from './Line';
import { Modal } from './Modal';
import { plain } from './plain';
import { momentName } from './words';

export function StaleDialog({ held }: { held: Stale }) {
  const { wish, current } = held;
  const field = current.fields.find(({ name }) => name === wish.field);
  const [latest] = [...current.history].sort((a, b) => b.made.localeCompare(a.made));
  return (
    <Modal title="This event has changed meanwhile" onClose={leaveStale}>
      <div class="dialog-body">
        <p>Your decision was not saved yet. Compare, then choose.</p>
        <div class="versions">
          <section class="yours" aria-label="Yours">
            <h3>Yours</h3>
            <p>
              {wish.kind}
              {wish.field ? ` ${wish.field}` : ''}: <b dir="auto">{'value' in wish ? plain(wish.value) : wish.kind}</b>
            </p>
            {wish.reason && <p class="muted">“{wish.reason}”</p>}
          </section>
          <section aria-label="Now in the record">
            <h3>Now in the record</h3>
            <p>
              <b>{field?.values[0]?.shown ?? current.line}</b>
            </p>
            <p class="muted">
              <Apart parts={[current.date.shown, current.place?.shown ?? 'no place', current.review]} />
            </p>
            {latest && (
              <p class="muted">
                {latest.shown}, {momentName(latest.made)}
              </p>
            )}
          </section>
        </div>
      </div>
      <div class="dialog-foot">
        <button type="button" class="btn" onClick={leaveStale}>
          Keep what is there
        </button>
        <button type="button" class="btn primary" onClick={() => void sendAgain()}>
          Save mine on top
        </button>
      </div>
    </Modal>
  );
}

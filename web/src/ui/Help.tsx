/** All keys, and what the signs mean. */
import { session } from '../state/data';
import { Modal } from './Modal';

const KEYS: [string, string][] = [
  ['J, K', 'next, previous event'],
  ['A', 'accept'],
  ['R', 'reject'],
  ['E', 'edit: pick a field, select the right words'],
  ['M', 'merge with another event'],
  ['S', 'split: take reports out into an event of their own'],
  ['N', 'add a claim that was missed'],
  ['U', 'undo your last decision'],
  ['/', 'search'],
  ['?', 'this list'],
  ['Esc', 'close what is open'],
  ['Ctrl Enter', 'save while editing'],
];

const SIGNS: [string, string][] = [
  ['●', 'told as done'],
  ['○', 'asked, planned, expected: not told as done'],
  ['⊘', 'denied, or did not happen'],
  ['≠', 'sources disagree'],
  ['?', 'waits for review'],
  ['✓ ✎ ✗', 'accepted, edited, rejected by a person'],
  ['( )', 'day in brackets: day of publication, none is told'],
];

export function Help({ onClose }: { onClose: () => void }) {
  return (
    <Modal title="Keys and signs" onClose={onClose}>
      <div class="dialog-body">
        <div class="keys">
          {KEYS.map(([keys, what]) => (
            <div key={keys}>
              <span>
                {keys.split(/, | /).map((key) => (
                  <>
                    <kbd>{key}</kbd>{' '}
                  </>
                ))}
              </span>
              <span>{what}</span>
            </div>
          ))}
        </div>
        <p class="muted">While you type in a field, no key does any of this.</p>
        <h3>Signs</h3>
        <div class="keys">
          {SIGNS.map(([sign, what]) => (
            <div key={sign}>
              <b>{sign}</b>
              <span>{what}</span>
            </div>
          ))}
        </div>
        {session.value?.warning && <p class="muted">{session.value.warning}</p>}
        <p class="muted">
          How well an event is backed is an index made of named parts, not a probability. Values are what reports say;
          nothing here is a finding about the world. casus {session.value?.casus}.
        </p>
      </div>
    </Modal>
  );
}

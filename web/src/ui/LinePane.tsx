/** One relation through time: who holds what, according to whom, and who contradicts it. */
import type { Line } from '../api/types';
import { mayWrite } from '../state/data';
import { decide } from '../state/decide';
import { line } from '../state/detail';
import { openDoc, openLine } from '../state/query';
import { CloseIcon } from './icons';
import { count, dayName, relationName, stanceName } from './words';

export function LinePane() {
  const shown = line.value;
  return (
    <aside class="pane" aria-label="State of affairs" id="pane">
      <header class="pane-head">
        <div class="row-flex">
          <span class="grow">{shown ? relationName(shown.relation) : 'State of affairs'}</span>
          <button
            type="button"
            class="icon-btn"
            aria-label="Close"
            onClick={() => {
              openLine.value = null;
            }}
          >
            <CloseIcon />
          </button>
        </div>
        {shown && <h2>{shown.shown}</h2>}
        {shown && (
          <div class="badges">
            <span class="badge">{count(shown.independent, 'independent source')}</span>
            {shown.disputed && <span class="badge bad">≠ sources disagree</span>}
          </div>
        )}
      </header>
      <div />
      <div class="pane-scroll">{shown && <Periods shown={shown} />}</div>
    </aside>
  );
}

/** States are decided on claim by claim: a relation has no event of its own. */
function Judge({ claim }: { claim: string }) {
  return (
    <>
      {(['accept', 'reject'] as const).map((kind) => (
        <button key={kind} type="button" class="btn small quiet" onClick={() => void decide({ kind, claim })}>
          {kind}
        </button>
      ))}
    </>
  );
}

function Periods({ shown }: { shown: Line }) {
  return (
    <>
      <ol class="log" aria-label="Through time">
        {shown.periods.map((period) => (
          <li key={`${period.from}${period.to}${period.polarity}`}>
            <span class="said">
              {period.from ? `from ${dayName(period.from)}` : 'start not told'} –{' '}
              {period.to ? dayName(period.to) : 'no end told'}
              {period.polarity ? '' : ' (does not hold)'}{' '}
              {period.conflict && <span class="badge bad">≠ contradicted</span>}{' '}
              {period.inferred && <span class="badge">inferred from an event; nobody states it</span>}
            </span>
            <span class="meta">
              {period.extent && period.extent !== 'unspecified' ? `${period.extent.replaceAll('_', ' ')} · ` : ''}
              last reported {dayName(period.reported) || 'on an unknown day'} ·{' '}
              {count(period.independent, 'independent source')}
              {period.closed_by ? ' · ended by a later report' : ''}
            </span>
            {period.backing.map((backing) => (
              <span key={backing.claim} class="meta">
                {backing.source} {stanceName(backing.stance)}
                {backing.publisher && backing.publisher !== backing.source ? ` (${backing.publisher})` : ''}:{' '}
                <button
                  type="button"
                  class="jump words"
                  onClick={() => {
                    openLine.value = null;
                    openDoc.value = backing.report;
                  }}
                >
                  {backing.quote?.words ?? 'read the report'}
                </button>
                {mayWrite.value && backing.claim.startsWith('s-') && <Judge claim={backing.claim} />}
              </span>
            ))}
          </li>
        ))}
      </ol>
      {shown.conflicts.length > 0 && (
        <ul class="log" aria-label="Contradictions">
          {shown.conflicts.map((conflict) => (
            <li key={conflict.shown}>
              <span class="said">
                <span class="badge bad">≠ {conflict.field}</span> {conflict.shown}
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

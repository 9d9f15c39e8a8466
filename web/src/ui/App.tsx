/** The page: what is asked for on top, the list on the left, map and timeline in the middle, the document on the right. */
import { useEffect } from 'preact/hooks';
import { isLoading, isShared, problem, session, watchRevision } from '../state/data';
import { lastMade, stale, undo } from '../state/decide';
import { detail } from '../state/detail';
import { dialog } from '../state/dialogs';
import { CENTRES, type Centre, centre, coding } from '../state/query';
import { Bulk } from './Bulk';
import { Coding } from './Coding';
import { EventList } from './EventList';
import { Filters } from './Filters';
import { Help } from './Help';
import { Merge, Split } from './Join';
import { MapView } from './MapView';
import { Network } from './Network';
import { isPaneOpen, Pane } from './Pane';
import { Sources, States } from './Panels';
import { StaleDialog } from './StaleDialog';
import { Timeline } from './Timeline';
import { StateLine, TopBar } from './TopBar';

const NAMES: Record<Centre, string> = { map: 'Map', network: 'Network', sources: 'Sources', states: 'States' };
const POLL = 5000;

export function App() {
  useEffect(() => {
    if (isShared.peek()) return;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void watchRevision();
    }, POLL);
    return () => clearInterval(timer);
  }, []);
  return (
    <>
      <div class={`page ${isPaneOpen() ? 'with-pane' : ''}`} aria-busy={isLoading.value}>
        <TopBar />
        <StateLine />
        <EventList />
        <main class="main" aria-label="Map and timeline">
          <Middle />
          <Timeline />
        </main>
        {isPaneOpen() && <Pane />}
      </div>
      <Dialogs />
      <Notice />
    </>
  );
}

function Middle() {
  return (
    <div class="centre">
      <div class="tabs" role="tablist" aria-label="What the middle shows">
        {CENTRES.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`centre-${name}`}
            aria-selected={centre.value === name}
            aria-controls="centre"
            onClick={() => (centre.value = name)}
          >
            {NAMES[name]}
          </button>
        ))}
      </div>
      <div id="centre" role="tabpanel" aria-labelledby={`centre-${centre.value}`} style={{ display: 'contents' }}>
        {centre.value === 'map' && <MapView />}
        {centre.value === 'network' && <Network />}
        {centre.value === 'sources' && <Sources />}
        {centre.value === 'states' && <States />}
      </div>
    </div>
  );
}

function Dialogs() {
  const open = dialog.value;
  const event = detail.value;
  const close = () => {
    dialog.value = null;
  };
  return (
    <>
      {open === 'help' && <Help onClose={close} />}
      {open === 'filters' && <Filters onClose={close} />}
      {open === 'merge' && event && <Merge event={event} onClose={close} />}
      {open === 'split' && event && <Split event={event} onClose={close} />}
      {open !== null && typeof open === 'object' && <Bulk wish={open.bulk} onClose={close} />}
      {coding.value && <Coding />}
      {stale.value && <StaleDialog held={stale.value} />}
    </>
  );
}

/** What just happened, with its way back; or what went wrong and what to do about it. */
function Notice() {
  if (problem.value) {
    return (
      <div class="notice bad" role="alert">
        <span class="grow">{problem.value}</span>
        <button type="button" class="btn small" onClick={() => (problem.value = null)}>
          Close
        </button>
      </div>
    );
  }
  const made = lastMade.value;
  if (!made) {
    const state = session.value;
    if (state?.state !== 'preparing') return null;
    return (
      <div class="notice" role="status">
        Summing up the record: {state.prepared.toLocaleString('en')} of {state.total.toLocaleString('en')} events are
        ready.
      </div>
    );
  }
  return (
    <div class="notice" role="status">
      <span class="grow">{made.shown}</span>
      {made.canUndo && (
        <button type="button" class="btn small" onClick={() => void undo()}>
          Undo <kbd aria-hidden="true">U</kbd>
        </button>
      )}
    </div>
  );
}

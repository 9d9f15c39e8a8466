/** The map with its few controls, its legend, and the list of what happened at one point. */
import { signal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { get } from '../api/client';
import type { EventPage, EventRow, MapFeature } from '../api/types';
import type { Box } from '../map/features';
import { FAMILY_NAMES, type Family } from '../map/palette';
import type { Pin, SituationMap } from '../map/situation';
import { hrefOf } from '../state/address';
import { chosenRow, fail, loadMap, mapAnswer, rows, session } from '../state/data';
import { choose, detail } from '../state/detail';
import { borders, isDark } from '../state/prefs';
import { addFilter, chosen, hasFilter, setFilter } from '../state/query';
import { CloseIcon, FitIcon, FrameIcon, MinusIcon, PlusIcon } from './icons';
import { EventLine } from './Line';
import { count } from './words';

/** A pin being set in the edit form; null when none is. */
export const pin = signal<Pin | null>(null);
/** The live map, for pictures of it. */
export const liveMap = signal<SituationMap | null>(null);

/** Milliseconds until the map takes up another frame or choice: a report is shown first, for drawing may take long. */
const SETTLE = 180;

/** Do something once things have settled; what is given back calls it off. */
function later(act: () => void): () => void {
  const waiting = setTimeout(act, SETTLE);
  return () => clearTimeout(waiting);
}

export function MapView() {
  const box = useRef<HTMLDivElement>(null);
  const broken = useSignal(false);
  const here = useSignal<MapFeature | null>(null);
  const view = useSignal<Box | null>(null);

  const first = mapAnswer.value;
  const canStart = first !== null;
  useEffect(() => {
    if (!box.current || !first) return;
    let gone = false;
    const hooks = {
      onPick: (feature: MapFeature) => pick(feature, here),
      onView: (seen: Box, zoom: number, byHand: boolean, isFollowing: boolean) => {
        view.value = seen;
        if (byHand && hasFilter('bbox')) setFilter('bbox', boxText(seen));
        void loadMap(zoom, isFollowing ? null : seen).catch(fail);
      },
    };
    const look = { dark: isDark.peek(), borders: borders.peek() === 'de_facto' };
    const frame = box.current;
    const making = import('../map/situation').then(({ SituationMap }) => SituationMap.make(frame, look, hooks, first));
    making.then(
      (made) => {
        if (gone) return made.remove();
        liveMap.value = made;
      },
      () => {
        broken.value = true;
      },
    );
    let callOff = () => {};
    const watch = new ResizeObserver(() => {
      callOff();
      callOff = later(() => liveMap.peek()?.resize());
    });
    watch.observe(box.current);
    return () => {
      gone = true;
      callOff();
      watch.disconnect();
      liveMap.peek()?.remove();
      liveMap.value = null;
    };
  }, [canStart]);

  useMap();
  if (broken.value) return <NoMap />;
  return (
    <>
      <div class="map" ref={box} role="region" aria-label="Map of events" />
      {here.value && <Here feature={here.value} onClose={() => (here.value = null)} />}
      <Controls view={view.value} />
      <Legend />
      <p class="map-note">
        {borders.value === 'de_facto'
          ? 'Lines show control on the ground as Natural Earth draws it, no position on any border · '
          : ''}
        Map: Natural Earth, GeoNames
      </p>
    </>
  );
}

/** Keep the drawn map in step with the set, the chosen event, the look and the pin. */
function useMap(): void {
  const map = liveMap.value;
  useEffect(() => {
    if (!map) return;
    get<GeoJSON.GeoJSON | null>('/api/layer').then(
      (own) => own && map.setOwn(own),
      () => undefined,
    );
  }, [map]);
  useEffect(() => {
    const event = chosenRow.value ?? detail.value;
    const found =
      chosen.value && event
        ? { event: chosen.value, lat: event.place?.lat ?? null, lon: event.place?.lon ?? null }
        : null;
    const answer = mapAnswer.value;
    if (!map || !answer) return;
    if (map.holds(answer)) return later(() => map.show(answer, found));
    map.show(answer, found);
  }, [map, mapAnswer.value, chosen.value, detail.value]);
  useEffect(() => {
    const place = chosenRow.value?.place ?? detail.value?.place;
    if (!map || place?.lat == null || place.lon == null) return;
    const { lat, lon } = place;
    return later(() => map.reveal(lon, lat));
  }, [map, chosen.value, detail.value]);
  useEffect(() => {
    void map?.setLook({ dark: isDark.value, borders: borders.value === 'de_facto' });
  }, [map, isDark.value, borders.value]);
  useEffect(() => map?.setPin(pin.value), [map, pin.value]);
}

function pick(feature: MapFeature, here: { value: MapFeature | null }): void {
  const { kind, bbox, events, count: amount } = feature.properties;
  if (kind === 'cluster' && bbox) return liveMap.peek()?.zoomTo(bbox);
  const [only] = events;
  if (amount === 1 && only) {
    here.value = null;
    return choose(only);
  }
  here.value = feature;
}

function boxText(box: Box): string {
  return box.map((edge) => edge.toFixed(3)).join(',');
}

function Here({ feature, onClose }: { feature: MapFeature; onClose: () => void }) {
  const found = useSignal<EventRow[]>([]);
  const { events, name, place, count: amount } = feature.properties;
  useEffect(() => {
    const known = new Map(rows.peek().map((row) => [row.id, row]));
    const all = events.slice(0, 60).map((id) => known.get(id));
    if (all.every((row) => !!row)) {
      found.value = all as EventRow[];
      return;
    }
    const ids = events.slice(0, 60).map((id) => ['id', id] as [string, string]);
    get<EventPage>('/api/events', [...ids, ['limit', '100']]).then((page) => {
      found.value = page.events;
    }, fail);
  }, [feature]);
  return (
    <section class="here" aria-label={`Events at ${name}`}>
      <header>
        <h3 class="grow" dir="auto">
          {name}
        </h3>
        <span class="muted">{count(amount, 'event')}</span>
        {place && (
          <button
            type="button"
            class="btn small"
            onClick={() => {
              addFilter('place', place);
              onClose();
            }}
          >
            Keep only these
          </button>
        )}
        <button type="button" class="icon-btn" aria-label="Close" onClick={onClose}>
          <CloseIcon />
        </button>
      </header>
      <ol>
        {found.value.map((event) => (
          <li key={event.id}>
            <a
              href={hrefOf(event.id)}
              aria-current={chosen.value === event.id ? 'true' : undefined}
              onClick={(click) => {
                click.preventDefault();
                choose(event.id);
              }}
            >
              <span>
                <EventLine event={event} />
              </span>
              <span>{event.date.shown}</span>
            </a>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Controls({ view }: { view: Box | null }) {
  const map = liveMap.value;
  const isBoxed = hasFilter('bbox');
  return (
    <div class="map-controls" role="toolbar" aria-label="Map">
      <div class="stack">
        <button type="button" class="icon-btn" aria-label="Zoom in" onClick={() => map?.zoom(1)}>
          <PlusIcon />
        </button>
        <button type="button" class="icon-btn" aria-label="Zoom out" onClick={() => map?.zoom(-1)}>
          <MinusIcon />
        </button>
        <button
          type="button"
          class="icon-btn"
          aria-label="Show all events of the list"
          title="Show all events of the list"
          onClick={() => map?.fit()}
        >
          <FitIcon />
        </button>
      </div>
      <button
        type="button"
        class="btn small"
        aria-pressed={isBoxed}
        title="List exactly what lies in the view of the map"
        onClick={() => setFilter('bbox', isBoxed || !view ? null : boxText(view))}
      >
        <FrameIcon />
        Only this view
      </button>
    </div>
  );
}

function Legend() {
  const answer = mapAnswer.value;
  const shown = new Set(answer?.features.map(({ properties }) => properties.top));
  const families = Object.entries(FAMILY_NAMES) as [Family, string][];
  return (
    <details class="legend">
      <summary>Key{answer?.unplaced ? ` · ${answer.unplaced.toLocaleString('en')} without a place` : ''}</summary>
      <ul>
        {shown.size > 0 &&
          families.map(([family, label]) => (
            <li key={family} class={`f-${family}`}>
              <span class="dot" aria-hidden="true" /> {label}
            </li>
          ))}
        <li>
          <span class="ring" aria-hidden="true" /> ring: place known only roughly (district, province, country)
        </li>
        <li>
          <span class="wide" aria-hidden="true" /> dashed: the ground that rough place may mean
        </li>
        <li>size and number: how many events · ≠ sources disagree</li>
      </ul>
    </details>
  );
}

function NoMap() {
  return (
    <div class="no-map">
      <p>
        This browser cannot draw the map (WebGL is off). The list holds the same events
        {session.value ? ', with their places' : ''}.
      </p>
    </div>
  );
}

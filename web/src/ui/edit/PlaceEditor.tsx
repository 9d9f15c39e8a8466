/** Where: a ranked list of places with their names in other scripts, or a pin that is dragged or typed. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Place, PlaceCandidate } from '../../api/types';
import { centre } from '../../state/query';
import { picked } from '../../state/selection';
import { liveMap, pin } from '../MapView';
import { useAnswer } from './candidates';

export interface PlaceValue {
  place: Place | null;
  role: string;
}

const PRECISIONS: [number, string, number][] = [
  [1, 'this very place', 2],
  [2, 'near it', 10],
  [3, 'somewhere in the district', 30],
  [4, 'somewhere in the province', 80],
  [6, 'somewhere in the country', 250],
];

interface Props {
  value: PlaceValue;
  document: string | null;
  onChange: (value: PlaceValue) => void;
}

export function PlaceEditor({ value, document, onChange }: Props) {
  const query = useSignal(value.place?.name ?? '');
  const words = picked.value?.document === document ? picked.value : null;
  useEffect(() => {
    if (words) query.value = words.words;
  }, [words?.words]);
  const answer = useAnswer<{ candidates: PlaceCandidate[] }>(
    '/api/places',
    query.value.trim() ? [['q', query.value.trim()]] : null,
  );
  usePin(value, onChange);
  const set = (place: Place | null) => onChange({ ...value, place });
  return (
    <>
      <label class="field">
        <span>Type a name, or select its words in the report</span>
        <input
          class="input"
          id="edit-first"
          autocomplete="off"
          value={query.value}
          onInput={(input) => (query.value = input.currentTarget.value)}
        />
      </label>
      <div class="candidates" role="group" aria-label="Places that may be meant, likeliest first">
        {answer?.candidates.map(({ place, reason, names }) => (
          <button key={place.id} type="button" aria-pressed={value.place?.id === place.id} onClick={() => set(place)}>
            <b dir="auto">{place.shown}</b>
            <span class="muted">{place.kind}</span>
            <small>
              {[place.admin1, coordinates(place), reason].filter(Boolean).join(' · ')}{' '}
              {names.slice(0, 3).map(({ name, script }) => (
                <span key={name} dir="auto" title={script}>
                  {name}{' '}
                </span>
              ))}
            </small>
          </button>
        ))}
        {answer && answer.candidates.length === 0 && (
          <p style={{ padding: '0.5rem' }}>No place of that name is known. Set a pin instead.</p>
        )}
      </div>
      <div class="row-flex">
        <button type="button" class="btn small" onClick={() => set(dropPin(value.place, query.value))}>
          {value.place?.id === null ? 'Pin set: drag it on the map' : 'Set a pin on the map'}
        </button>
        <button type="button" class="btn small" onClick={() => set(null)} aria-pressed={value.place === null}>
          No place
        </button>
      </div>
      {value.place && <Exactness place={value.place} onChange={set} />}
    </>
  );
}

function Exactness({ place, onChange }: { place: Place; onChange: (place: Place) => void }) {
  const own = (change: Partial<Place>) =>
    onChange({
      ...place,
      ...change,
      id: null,
      shape: (change.precision ?? place.precision ?? 1) <= 2 ? 'point' : 'area',
    });
  return (
    <div class="two">
      <label class="field">
        <span>Latitude</span>
        <input
          class="input"
          type="number"
          step="0.0001"
          min={-90}
          max={90}
          value={place.lat ?? ''}
          onChange={(change) => own({ lat: change.currentTarget.valueAsNumber })}
        />
      </label>
      <label class="field">
        <span>Longitude</span>
        <input
          class="input"
          type="number"
          step="0.0001"
          min={-180}
          max={180}
          value={place.lon ?? ''}
          onChange={(change) => own({ lon: change.currentTarget.valueAsNumber })}
        />
      </label>
      <label class="field">
        <span>How exactly</span>
        <select
          class="input"
          value={String(place.precision ?? 1)}
          onChange={(change) => {
            const found = PRECISIONS.find(([code]) => String(code) === change.currentTarget.value);
            if (found) own({ precision: found[0], radius_km: found[2] });
          }}
        >
          {PRECISIONS.map(([code, label]) => (
            <option key={code} value={code}>
              {label}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

/** The pin on the map follows the form, and the form follows the pin. */
function usePin(value: PlaceValue, onChange: (value: PlaceValue) => void): void {
  const place = value.place;
  useEffect(() => {
    if (place?.lat == null || place.lon == null) {
      pin.value = null;
      return;
    }
    pin.value = {
      lat: place.lat,
      lon: place.lon,
      radius_km: place.radius_km ?? 1,
      onMove: (lat, lon) => onChange({ ...value, place: { ...place, id: null, lat, lon, shown: place.name } }),
    };
  }, [place]);
  useEffect(
    () => () => {
      pin.value = null;
    },
    [],
  );
}

function dropPin(from: Place | null, name: string): Place {
  centre.value = 'map';
  const box = liveMap.peek()?.box() ?? [-1, -1, 1, 1];
  const lat = from?.lat ?? Number(((box[1] + box[3]) / 2).toFixed(4));
  const lon = from?.lon ?? Number(((box[0] + box[2]) / 2).toFixed(4));
  const called = name.trim() || from?.name || 'pin';
  return {
    id: null,
    name: called,
    lat,
    lon,
    country: from?.country ?? null,
    admin1: from?.admin1 ?? null,
    kind: from?.kind ?? 'other',
    precision: from?.precision ?? 1,
    radius_km: from?.radius_km ?? 2,
    shape: 'point',
    shown: called,
  };
}

function coordinates(place: Place): string {
  return place.lat === null || place.lon === null ? '' : `${place.lat.toFixed(2)}, ${place.lon.toFixed(2)}`;
}

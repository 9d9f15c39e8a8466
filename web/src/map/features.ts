/** From the answer of /api/map to what is drawn: sizes, colours, and circles of kilometres on the ground. */
import type { Feature, FeatureCollection, Point, Polygon } from 'geojson';
import type { MapAnswer, MapFeature } from '../api/types';
import { familyOf, type Palette } from './palette';

/** The chosen event, and its place: a dot lists only some of its events. */
export interface Chosen {
  event: string;
  lat: number | null;
  lon: number | null;
}

function isChosen(item: MapFeature, chosen: Chosen | null): boolean {
  if (!chosen) return false;
  const [lon, lat] = item.geometry.coordinates;
  return item.properties.events.includes(chosen.event) || (lat === chosen.lat && lon === chosen.lon);
}

export interface DotProperties {
  key: string;
  count: number;
  size: number;
  color: string;
  shape: string;
  mark: string;
  caption: string;
}

/** Area grows with the number, so that twice as many events look twice as much; a single one is still easy to hit. */
export function dotSize(count: number): number {
  return Math.min(6 + 3.1 * Math.sqrt(count - 1), 30);
}

/** Clusters stand in a grid and grow with the digits of their number, so that neighbours do not cover each other. */
export function clusterSize(count: number): number {
  return Math.min(9 + 4.2 * Math.log10(count), 28);
}

export function dots(answer: MapAnswer, palette: Palette): FeatureCollection<Point, DotProperties> {
  return { type: 'FeatureCollection', features: answer.features.map((item) => dot(item, palette)) };
}

/** A ring around the dot that holds the chosen event. */
export function rings(answer: MapAnswer, chosen: Chosen | null): FeatureCollection<Point, { size: number }> {
  const held = chosen ? answer.features.filter((item) => isChosen(item, chosen)) : [];
  return {
    type: 'FeatureCollection',
    features: held.map((item) => ({
      type: 'Feature',
      geometry: item.geometry,
      properties: { size: sizeOf(item) },
    })),
  };
}

function sizeOf({ properties }: MapFeature): number {
  return properties.kind === 'cluster' ? clusterSize(properties.count) : dotSize(properties.count);
}

function dot(item: MapFeature, palette: Palette): Feature<Point, DotProperties> {
  const { count, name, shape, disputed, top } = item.properties;
  const mark = disputed ? `≠ ${short(count)}` : short(count);
  return {
    type: 'Feature',
    geometry: item.geometry,
    properties: {
      key: item.id,
      count,
      size: sizeOf(item),
      color: palette.families[familyOf(top)],
      shape,
      mark: count > 1 ? mark : '',
      caption: count === 1 && disputed ? `${name} ≠` : name,
    },
  };
}

function short(count: number): string {
  return count >= 10_000 ? `${Math.round(count / 1000)}k` : count.toLocaleString('en');
}

/** The ground that a place known only roughly may mean. The smallest first would hide under the largest: largest first. */
export function areas(answer: MapAnswer, palette: Palette, chosen: Chosen | null): FeatureCollection<Polygon> {
  const rough = answer.features.filter(
    ({ properties }) => properties.shape === 'area' && (properties.radius_km ?? 0) > 1,
  );
  rough.sort((a, b) => (b.properties.radius_km ?? 0) - (a.properties.radius_km ?? 0));
  return { type: 'FeatureCollection', features: rough.map((item) => area(item, palette, chosen)) };
}

function area(item: MapFeature, palette: Palette, chosen: Chosen | null): Feature<Polygon> {
  const { radius_km, top } = item.properties;
  return {
    type: 'Feature',
    properties: { color: palette.families[familyOf(top)], chosen: isChosen(item, chosen) },
    geometry: circle(item.geometry.coordinates, radius_km ?? 1),
  };
}

const KM_PER_DEGREE = 111.32;

export function circle([lon, lat]: [number, number], radius: number): Polygon {
  const around = 64;
  const shrink = Math.max(Math.cos((lat * Math.PI) / 180), 0.05);
  const ring = Array.from({ length: around + 1 }, (_, step) => {
    const angle = (step / around) * 2 * Math.PI;
    return [
      lon + ((radius / KM_PER_DEGREE) * Math.cos(angle)) / shrink,
      Math.max(-89, Math.min(89, lat + (radius / KM_PER_DEGREE) * Math.sin(angle))),
    ];
  });
  return { type: 'Polygon', coordinates: [ring] };
}

export type Box = [west: number, south: number, east: number, north: number];

/** What holds all points, or null without any. */
export function extent(answer: MapAnswer): Box | null {
  if (answer.bbox) return answer.bbox;
  if (!answer.features.length) return null;
  const lons = answer.features.map(({ geometry }) => geometry.coordinates[0]);
  const lats = answer.features.map(({ geometry }) => geometry.coordinates[1]);
  return [min(lons), min(lats), max(lons), max(lats)];
}

// Spreading 100,000 numbers into Math.min overflows the stack.
function min(values: number[]): number {
  return values.reduce((low, value) => Math.min(low, value), Number.POSITIVE_INFINITY);
}
function max(values: number[]): number {
  return values.reduce((high, value) => Math.max(high, value), Number.NEGATIVE_INFINITY);
}

/** The same parts inside the one file of a shared copy. */
import workerText from 'maplibre-gl/dist/maplibre-gl-worker.mjs?raw';
import type { Basemap } from '../map/basemap';
import basemap from '../map/basemap.json';

export async function loadBasemap(): Promise<Basemap> {
  return basemap as unknown as Basemap;
}

export function workerAddress(): string {
  return URL.createObjectURL(new Blob([workerText], { type: 'text/javascript' }));
}

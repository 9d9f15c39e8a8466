/** Parts that the served page loads as files of their own. */
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import basemapUrl from '../map/basemap.json?url';
import type { Basemap } from '../map/basemap';

export async function loadBasemap(): Promise<Basemap> {
  const answer = await fetch(basemapUrl);
  if (!answer.ok) throw new Error(`the base map is not there (${answer.status})`);
  return (await answer.json()) as Basemap;
}

export function workerAddress(): string {
  return workerUrl;
}

/** Parts that the served page loads as files of their own. */
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import type { Basemap } from '../map/basemap';
import basemapUrl from '../map/basemap.json?url';

export async function loadBasemap(): Promise<Basemap> {
  const answer = await fetch(basemapUrl);
  if (!answer.ok) throw new Error(`the base map is not there (${answer.status})`);
  return (await answer.json()) as Basemap;
}

export function workerAddress(): string {
  return workerUrl;
}

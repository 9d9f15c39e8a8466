/** The offline base map: land and boundaries from world-atlas, label points of our own (scripts/basemap.mjs). */

import type { Feature, FeatureCollection, MultiLineString, MultiPolygon, Point } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryObject, Topology } from 'topojson-specification';
import { loadBasemap } from '#bundled';

export type LabelKind = 'country' | 'capital' | 'city' | 'sea';

export interface Basemap {
  topology: Topology<{ land: GeometryObject; borders: GeometryObject }>;
  /** Name, longitude, latitude, the zoom from which it is shown, kind. */
  labels: [string, number, number, number, LabelKind][];
}

export interface Drawn {
  land: Feature<MultiPolygon>;
  borders: Feature<MultiLineString>;
  labels: FeatureCollection<Point>;
}

let drawn: Promise<Drawn> | null = null;

export function basemap(): Promise<Drawn> {
  drawn ??= loadBasemap().then(draw);
  return drawn;
}

function draw({ topology, labels }: Basemap): Drawn {
  return {
    land: feature(topology, topology.objects.land) as Feature<MultiPolygon>,
    borders: feature(topology, topology.objects.borders) as Feature<MultiLineString>,
    labels: {
      type: 'FeatureCollection',
      features: labels.map(([name, lon, lat, zoom, kind]) => ({
        type: 'Feature',
        properties: { name, zoom, kind },
        geometry: { type: 'Point', coordinates: [lon, lat] },
      })),
    },
  };
}

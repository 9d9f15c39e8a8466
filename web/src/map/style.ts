/** The style of the map: a quiet ground, so that what was reported stands out. Nothing of it comes from elsewhere. */
import type { LayerSpecification, StyleSpecification } from 'maplibre-gl';
import type { Drawn } from './basemap';
import type { Palette } from './palette';

const FONT = ['sans-serif'];
const EMPTY = { type: 'FeatureCollection' as const, features: [] };

export function mapStyle(drawn: Drawn, palette: Palette, showBorders: boolean): StyleSpecification {
  return {
    version: 8,
    sources: {
      land: { type: 'geojson', data: drawn.land, tolerance: 0.45 },
      borders: { type: 'geojson', data: drawn.borders, tolerance: 0.45 },
      labels: { type: 'geojson', data: drawn.labels },
      own: { type: 'geojson', data: EMPTY },
      areas: { type: 'geojson', data: EMPTY },
      chosen: { type: 'geojson', data: EMPTY },
      events: { type: 'geojson', data: EMPTY, promoteId: 'key' },
    },
    layers: [...ground(palette, showBorders), ...own(palette), ...names(palette), ...eventLayers(palette)],
  };
}

function ground(palette: Palette, showBorders: boolean): LayerSpecification[] {
  return [
    { id: 'water', type: 'background', paint: { 'background-color': palette.water } },
    { id: 'land', type: 'fill', source: 'land', paint: { 'fill-color': palette.land } },
    { id: 'coast', type: 'line', source: 'land', paint: { 'line-color': palette.coast, 'line-width': 0.8 } },
    {
      id: 'borders',
      type: 'line',
      source: 'borders',
      layout: { visibility: showBorders ? 'visible' : 'none' },
      paint: {
        'line-color': palette.border,
        'line-width': ['interpolate', ['linear'], ['zoom'], 2, 0.6, 7, 1.4],
        'line-dasharray': [4, 2],
      },
    },
  ];
}

/** What a project brings along itself: land, borders, provinces, rivers, roads. */
function own(palette: Palette): LayerSpecification[] {
  const only = (...kinds: string[]) => ['in', ['get', 'kind'], ['literal', kinds]] as never;
  return [
    { id: 'own-land', type: 'fill', source: 'own', filter: only('land'), paint: { 'fill-color': palette.land } },
    {
      id: 'own-coast',
      type: 'line',
      source: 'own',
      filter: only('land'),
      paint: { 'line-color': palette.coast, 'line-width': 0.8 },
    },
    {
      id: 'own-province',
      type: 'line',
      source: 'own',
      filter: only('province'),
      paint: { 'line-color': palette.border, 'line-width': 0.8, 'line-dasharray': [1, 2] },
    },
    {
      id: 'own-river',
      type: 'line',
      source: 'own',
      filter: only('river'),
      paint: { 'line-color': palette.coast, 'line-width': 1.4 },
    },
    {
      id: 'own-road',
      type: 'line',
      source: 'own',
      filter: only('road'),
      paint: { 'line-color': palette.rule, 'line-width': 1.6 },
    },
    {
      id: 'own-border',
      type: 'line',
      source: 'own',
      filter: only('border'),
      paint: { 'line-color': palette.border, 'line-width': 1.4, 'line-dasharray': [4, 2] },
    },
    {
      id: 'own-names',
      type: 'symbol',
      source: 'own',
      filter: ['all', ['has', 'label'], ['==', ['geometry-type'], 'Point']],
      layout: {
        'text-field': ['get', 'label'],
        'text-font': FONT,
        'text-size': ['match', ['get', 'kind'], 'country', 14, 'sea', 12, 11],
        'text-letter-spacing': ['match', ['get', 'kind'], 'country', 0.22, 'sea', 0.12, 0.04],
        'text-transform': ['match', ['get', 'kind'], 'country', 'uppercase', 'none'],
      },
      paint: {
        'text-color': palette.label,
        'text-halo-color': palette.halo,
        'text-halo-width': 1.2,
        'text-opacity': 0.85,
      },
    },
  ];
}

function names(palette: Palette): LayerSpecification[] {
  const kind = (value: string) => ['all', ['==', ['get', 'kind'], value], ['>=', ['zoom'], ['get', 'zoom']]] as never;
  const halo = { 'text-halo-color': palette.halo, 'text-halo-width': 1.2 };
  const town = (id: string, size: number): LayerSpecification => ({
    id,
    type: 'symbol',
    source: 'labels',
    minzoom: 3,
    filter: kind(id),
    layout: {
      'text-field': ['get', 'name'],
      'text-font': FONT,
      'text-size': size,
      'text-variable-anchor': ['left', 'right', 'top', 'bottom'],
      'text-radial-offset': 0.5,
      'text-padding': 6,
    },
    paint: { 'text-color': palette.label, ...halo, 'text-opacity': 0.9 },
  });
  return [
    {
      id: 'sea',
      type: 'symbol',
      source: 'labels',
      filter: kind('sea'),
      layout: {
        'text-field': ['get', 'name'],
        'text-font': FONT,
        'text-size': 11.5,
        'text-letter-spacing': 0.12,
        'text-max-width': 7,
      },
      paint: { 'text-color': palette.sea },
    },
    town('city', 10.5),
    town('capital', 11),
    {
      id: 'country',
      type: 'symbol',
      source: 'labels',
      maxzoom: 8,
      filter: kind('country'),
      layout: {
        'text-field': ['get', 'name'],
        'text-font': FONT,
        'text-size': ['interpolate', ['linear'], ['zoom'], 1, 10, 6, 14],
        'text-letter-spacing': 0.14,
        'text-transform': 'uppercase',
        'text-max-width': 8,
        'text-padding': 4,
      },
      paint: { 'text-color': palette.label, ...halo, 'text-opacity': 0.75 },
    },
  ];
}

function eventLayers(palette: Palette): LayerSpecification[] {
  const isSolid = ['in', ['get', 'shape'], ['literal', ['point', 'cluster']]] as never;
  return [
    {
      id: 'area-fill',
      type: 'fill',
      source: 'areas',
      paint: { 'fill-color': ['get', 'color'], 'fill-opacity': ['case', ['get', 'chosen'], 0.16, 0.05] },
    },
    {
      id: 'area-line',
      type: 'line',
      source: 'areas',
      paint: {
        'line-color': ['get', 'color'],
        'line-width': ['case', ['get', 'chosen'], 1.8, 0.9],
        'line-dasharray': [3, 3],
        'line-opacity': 0.8,
      },
    },
    {
      id: 'chosen-ring',
      type: 'circle',
      source: 'chosen',
      paint: {
        'circle-radius': ['+', ['get', 'size'], 5],
        'circle-color': palette.accent,
        'circle-opacity': 0.18,
        'circle-stroke-color': palette.accent,
        'circle-stroke-width': 2,
      },
    },
    {
      id: 'dots',
      type: 'circle',
      source: 'events',
      layout: { 'circle-sort-key': ['-', 0, ['get', 'count']] },
      paint: {
        'circle-radius': ['get', 'size'],
        'circle-color': ['case', isSolid, ['get', 'color'], palette.paper],
        'circle-opacity': ['case', isSolid, 0.86, 0.72],
        'circle-stroke-color': ['case', isSolid, palette.paper, ['get', 'color']],
        'circle-stroke-width': ['case', isSolid, 1.4, 2.2],
      },
    },
    {
      id: 'dot-names',
      type: 'symbol',
      source: 'events',
      filter: ['!=', ['get', 'shape'], 'cluster'],
      layout: {
        'text-field': ['get', 'caption'],
        'text-font': FONT,
        'text-size': 11.5,
        'text-anchor': 'top',
        'text-offset': [
          'interpolate',
          ['linear'],
          ['get', 'size'],
          6,
          ['literal', [0, 0.7]],
          28,
          ['literal', [0, 2.5]],
        ],
        'text-optional': true,
        'text-padding': 3,
        'symbol-sort-key': ['-', 0, ['get', 'count']],
      },
      paint: { 'text-color': palette.ink, 'text-halo-color': palette.halo, 'text-halo-width': 1.4 },
    },
    {
      id: 'dot-counts',
      type: 'symbol',
      source: 'events',
      filter: ['>', ['get', 'count'], 1],
      layout: {
        'text-field': ['get', 'mark'],
        'text-font': ['bold sans-serif'],
        'text-size': ['interpolate', ['linear'], ['get', 'size'], 7, 10.5, 24, 13],
        'text-padding': 0,
        'symbol-sort-key': ['-', 0, ['get', 'count']],
      },
      paint: { 'text-color': ['case', isSolid, palette.paper, palette.ink] },
    },
  ];
}

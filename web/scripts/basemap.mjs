// Compile the offline base map: land, boundaries as world-atlas draws them (de facto), and our own label points.
// Sources: world-atlas (ISC; Natural Earth, public domain), cities.tsv (GeoNames, CC BY 4.0). Run: npm run basemap
import { readFileSync, writeFileSync } from 'node:fs';
import polylabel from 'polylabel';
import { feature, mergeArcs, mesh } from 'topojson-client';
import { topology as makeTopology } from 'topojson-server';

const here = new URL('.', import.meta.url);
const atlas = JSON.parse(readFileSync(new URL('../node_modules/world-atlas/countries-50m.json', here), 'utf8'));
const countries = atlas.objects.countries;

/** Abbreviations of the atlas, written out. */
const WRITTEN_OUT = {
  'W. Sahara': 'Western Sahara',
  'Dem. Rep. Congo': 'DR Congo',
  'Dominican Rep.': 'Dominican Republic',
  'Falkland Is.': 'Falkland Islands',
  'Central African Rep.': 'Central African Republic',
  'Eq. Guinea': 'Equatorial Guinea',
  'Solomon Is.': 'Solomon Islands',
  'N. Cyprus': 'Northern Cyprus',
  'Bosnia and Herz.': 'Bosnia and Herzegovina',
  'S. Sudan': 'South Sudan',
  'United States of America': 'United States',
  'Fr. Polynesia': 'French Polynesia',
  'Marshall Is.': 'Marshall Islands',
};
const UNLABELLED = new Set([
  'Fr. S. Antarctic Lands',
  'Siachen Glacier',
  'Indian Ocean Ter.',
  'Br. Indian Ocean Ter.',
  'Antarctica',
]);

const SEAS = [
  ['Mediterranean Sea', 18, 34.6, 2],
  ['Black Sea', 34.5, 43.3, 3],
  ['Caspian Sea', 50.6, 41.8, 3],
  ['Red Sea', 38.3, 20.2, 3],
  ['Persian Gulf', 51.6, 27, 4],
  ['Arabian Sea', 64, 15, 2],
  ['Bay of Bengal', 88.5, 14, 3],
  ['South China Sea', 114, 13.5, 3],
  ['Baltic Sea', 19.6, 57.6, 4],
  ['North Sea', 3.2, 56.2, 4],
  ['Atlantic Ocean', -38, 28, 1],
  ['South Atlantic Ocean', -15, -18, 2],
  ['Indian Ocean', 78, -22, 1],
  ['Pacific Ocean', -150, 8, 1],
  ['Pacific Ocean', 165, 22, 2],
  ['Arctic Ocean', 0, 80, 2],
  ['Southern Ocean', 60, -60, 2],
];

/** Area in square degrees, shrunk by latitude: good enough to rank by. */
function area(ring) {
  let sum = 0;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++)
    sum += (ring[j][0] - ring[i][0]) * (ring[j][1] + ring[i][1]);
  const middle = ring[Math.floor(ring.length / 2)][1];
  return Math.abs(sum / 2) * Math.cos((middle * Math.PI) / 180);
}

function largest(geometry) {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  return polygons.reduce((best, polygon) => (area(polygon[0]) > area(best[0]) ? polygon : best));
}

function countryLabel(item) {
  const polygon = largest(item.geometry);
  const [lon, lat] = polylabel(polygon, 0.05);
  const size = area(polygon[0]);
  const zoom = size > 300 ? 1 : size > 60 ? 2 : size > 12 ? 3 : size > 2 ? 4 : 5;
  return [WRITTEN_OUT[item.properties.name] ?? item.properties.name, round(lon), round(lat), zoom, 'country'];
}

function cityLabel(line) {
  const [name, lon, lat, people, capital] = line.split('\t');
  const zoom =
    (Number(people) > 5e6 ? 3 : Number(people) > 1.5e6 ? 4 : Number(people) > 8e5 ? 5 : 6) - Number(capital === '1');
  return [name, round(Number(lon)), round(Number(lat)), Math.max(zoom, 3), capital === '1' ? 'capital' : 'city'];
}

const round = (value) => Math.round(value * 1000) / 1000;

/**
 * The atlas is sewn together at the 180th meridian, for globes: on a flat map, a ring that crosses it would run round the
 * world. Here it goes on beyond 180 degrees instead; the one around the pole is closed below.
 */
function flat(ring) {
  let turn = 0;
  const open = ring.map(([lon, lat], n) => {
    const step = n ? lon - ring[n - 1][0] : 0;
    if (Math.abs(step) > 180) turn -= 360 * Math.sign(step);
    return [lon + turn, lat];
  });
  return turn ? [...open, [open.at(-1)[0], POLE], [open[0][0], POLE], open[0]] : open;
}

const POLE = -89.9;
const flatten = ({ type, coordinates }) => ({
  type,
  coordinates: type === 'Polygon' ? coordinates.map(flat) : coordinates.map((polygon) => polygon.map(flat)),
});

const shapes = feature(atlas, countries).features.filter((item) => item.geometry);
const labels = [
  ...shapes.filter((item) => !UNLABELLED.has(item.properties.name)).map(countryLabel),
  ...readFileSync(new URL('cities.tsv', here), 'utf8').trim().split('\n').slice(1).map(cityLabel),
  ...SEAS.map(([name, lon, lat, zoom]) => [name, lon, lat, zoom, 'sea']),
];

const land = feature(atlas, { type: 'MultiPolygon', ...mergeArcs(atlas, countries.geometries) });
land.geometry = flatten(land.geometry);
const borders = { type: 'Feature', properties: {}, geometry: mesh(atlas, countries, (a, b) => a !== b) };
const compact = makeTopology({ land, borders }, 2e5);
delete compact.bbox;
writeFileSync(new URL('../src/map/basemap.json', here), `${JSON.stringify({ topology: compact, labels })}\n`);

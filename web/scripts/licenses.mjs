// List what is bundled into the page, with the licence texts that have to go along.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';

const here = new URL('..', import.meta.url);
const BUNDLED = [
  'preact',
  '@preact/signals',
  'maplibre-gl',
  'topojson-client',
  'world-atlas',
  '@fontsource-variable/libre-franklin',
  '@fontsource-variable/newsreader',
];

function read(name) {
  const folder = new URL(`node_modules/${name}/`, here);
  return { folder, about: JSON.parse(readFileSync(new URL('package.json', folder), 'utf8')) };
}

function withDependencies(names, found = new Map()) {
  for (const name of names) {
    if (found.has(name) || !existsSync(new URL(`node_modules/${name}/package.json`, here))) continue;
    const { folder, about } = read(name);
    found.set(name, { folder, about });
    withDependencies(
      Object.keys(about.dependencies ?? {}).filter((one) => !one.startsWith('@types/')),
      found,
    );
  }
  return found;
}

function licenceText(folder) {
  const file = readdirSync(folder).find((name) => /^(licen[cs]e|ofl|copying)/i.test(name));
  return file ? readFileSync(new URL(file, folder), 'utf8').trim() : '(no licence text comes with the package)';
}

const parts = [...withDependencies(BUNDLED)].sort(([a], [b]) => (a < b ? -1 : 1));
const listed = parts.map(([name, { about }]) => `${name} ${about.version}: ${about.license ?? 'see below'}`);
const texts = parts.map(
  ([name, { folder, about }]) => `${'='.repeat(78)}\n${name} ${about.version}\n\n${licenceText(folder)}`,
);
const head = `Parts of other projects that are bundled into the page of casus (some only in parts), and their licences.
The base map is Natural Earth's (public domain) by way of world-atlas; names of cities are GeoNames' (CC BY 4.0).
`;
writeFileSync(
  new URL('../src/casus/web/static/LICENSES.txt', here),
  `${[head, listed.join('\n'), ...texts].join('\n\n')}\n`,
);

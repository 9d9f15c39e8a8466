// Write down which sources the built files were made from: tests/web/test_built_page.py checks it without Node.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const web = fileURLToPath(new URL('..', import.meta.url));
const built = join(web, '../src/casus/web/static');
const SOURCES = [
  'index.html',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'vite.config.ts',
  'vite.share.config.ts',
  'public',
  'scripts',
  'src',
];

function files(root, path = '') {
  return readdirSync(join(root, path), { withFileTypes: true }).flatMap((entry) => {
    const inside = path ? `${path}/${entry.name}` : entry.name;
    return entry.isDirectory() ? files(root, inside) : [inside];
  });
}

function digests(root, paths) {
  const sorted = [...paths].sort();
  return Object.fromEntries(
    sorted.map((path) => [
      path,
      createHash('sha256')
        .update(readFileSync(join(root, path)))
        .digest('hex'),
    ]),
  );
}

const top = new Set(SOURCES);
const sources = files(web).filter((path) => top.has(path.split('/')[0]) && !path.startsWith('node_modules/'));
const manifest = {
  sources: digests(web, sources),
  built: digests(
    built,
    files(built).filter((path) => path !== 'manifest.json'),
  ),
};
writeFileSync(join(built, 'manifest.json'), `${JSON.stringify(manifest, null, 1)}\n`);

/** The map as a picture of its own: the same ground, the same dots, with what they mean written below. */
import type { Position } from 'geojson';
import type { MapAnswer, MapFeature } from '../api/types';
import { basemap } from '../map/basemap';
import { type Box, dotSize, extent } from '../map/features';
import { DARK, FAMILY_NAMES, type Family, familyOf, LIGHT, type Palette } from '../map/palette';
import { type Caption, captionLines, escaped, FONT, type Picture } from './save';

const WIDTH = 1200;
const FOOT = 96;

export async function mapPicture(
  answer: MapAnswer,
  view: Box | null,
  dark: boolean,
  caption: Caption,
): Promise<Picture> {
  const palette = dark ? DARK : LIGHT;
  const frame = new Frame(view ?? extent(answer) ?? [-180, -60, 180, 75]);
  const { land, labels } = await basemap();
  const shapes = land.geometry.coordinates.map((polygon) => frame.path(polygon)).join('');
  const names = labels.features
    .filter(({ properties }) => properties?.kind === 'country' && (properties.zoom as number) <= frame.zoom + 1)
    .map(({ geometry, properties }) => frame.name(geometry.coordinates, String(properties?.name), palette))
    .join('');
  const sorted = [...answer.features].sort((a, b) => b.properties.count - a.properties.count);
  const dots = sorted.map((item) => dot(item, frame, palette)).join('');
  const height = frame.height + FOOT;
  const text = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" ${FONT}>
<rect width="${WIDTH}" height="${height}" fill="${palette.paper}"/>
<clipPath id="frame"><rect width="${WIDTH}" height="${frame.height}"/></clipPath>
<g clip-path="url(#frame)"><rect width="${WIDTH}" height="${frame.height}" fill="${palette.water}"/>
<path d="${shapes}" fill="${palette.land}" stroke="${palette.coast}" stroke-width="0.8" fill-rule="evenodd"/>${names}${dots}</g>
${foot(caption, palette, frame.height)}</svg>`;
  return { text, width: WIDTH, height };
}

/** Web Mercator, cut to the view. */
class Frame {
  readonly height: number;
  readonly zoom: number;
  private readonly scale: number;
  private readonly left: number;
  private readonly top: number;

  constructor(private readonly box: Box) {
    const [west, south, east, north] = box;
    const width = Math.max(mercatorX(east) - mercatorX(west), 1e-6);
    this.scale = WIDTH / width;
    this.left = mercatorX(west);
    this.top = mercatorY(north);
    this.height = Math.round(Math.min(Math.max((mercatorY(south) - this.top) * this.scale, 300), 1400));
    this.zoom = Math.log2(this.scale / 512);
  }

  at([lon = 0, lat = 0]: Position): [number, number] {
    return [(mercatorX(lon) - this.left) * this.scale, (mercatorY(lat) - this.top) * this.scale];
  }

  path(polygon: Position[][]): string {
    const [west, south, east, north] = this.box;
    const [outer = []] = polygon;
    const misses =
      outer.every(([lon = 0]) => lon < west) ||
      outer.every(([lon = 0]) => lon > east) ||
      outer.every(([, lat = 0]) => lat < south) ||
      outer.every(([, lat = 0]) => lat > north);
    if (misses) return '';
    return polygon
      .map(
        (ring) =>
          `M${ring
            .map((point) =>
              this.at(point)
                .map((value) => value.toFixed(1))
                .join(','),
            )
            .join('L')}Z`,
      )
      .join('');
  }

  name(point: Position, name: string, palette: Palette): string {
    const [x, y] = this.at(point);
    if (x < 0 || x > WIDTH || y < 0 || y > this.height) return '';
    return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" fill="${palette.label}" font-size="13" letter-spacing="1.5" text-anchor="middle">${escaped(name.toUpperCase())}</text>`;
  }
}

function mercatorX(lon: number): number {
  return (lon + 180) / 360;
}

function mercatorY(lat: number): number {
  const held = Math.max(-85, Math.min(85, lat));
  return 0.5 - Math.log(Math.tan(Math.PI / 4 + (held * Math.PI) / 360)) / (2 * Math.PI);
}

function dot(item: MapFeature, frame: Frame, palette: Palette): string {
  const [x, y] = frame.at(item.geometry.coordinates);
  const { count, name, shape, top, disputed } = item.properties;
  const color = palette.families[familyOf(top)];
  const size = dotSize(count) * 1.15;
  const solid = shape === 'point' || shape === 'cluster';
  const paint = solid
    ? `fill="${color}" stroke="${palette.paper}" stroke-width="1.5"`
    : `fill="${palette.paper}" stroke="${color}" stroke-width="2.4"`;
  const label = `${escaped(name)}${disputed ? ' ≠' : ''}`;
  const number =
    count > 1
      ? `<text x="${x}" y="${y + 4.5}" text-anchor="middle" font-size="13" font-weight="700" fill="${solid ? palette.paper : palette.ink}">${count}</text>`
      : '';
  return `<g><title>${label}: ${count}</title><circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${size.toFixed(1)}" ${paint}/>${number}
<text x="${x.toFixed(1)}" y="${(y + size + 14).toFixed(1)}" text-anchor="middle" font-size="13" fill="${palette.ink}" stroke="${palette.halo}" stroke-width="3" paint-order="stroke">${label}</text></g>`;
}

function foot(caption: Caption, palette: Palette, top: number): string {
  const [first = '', second = ''] = captionLines(caption);
  const families = Object.entries(FAMILY_NAMES) as [Family, string][];
  let x = 20;
  const key = families
    .map(([family, label]) => {
      const drawn = `<circle cx="${x + 5}" cy="${top + 76}" r="5" fill="${palette.families[family]}"/><text x="${x + 16}" y="${top + 80}" font-size="12.5" fill="${palette.muted}">${label}</text>`;
      x += 36 + label.length * 6.7;
      return drawn;
    })
    .join('');
  return `<text x="20" y="${top + 28}" font-size="18" font-weight="600" fill="${palette.ink}">${escaped(first)}</text>
<text x="20" y="${top + 50}" font-size="12.5" fill="${palette.muted}">${escaped(second)} · ring: place known only roughly · map: Natural Earth, places: GeoNames; no boundaries are shown</text>${key}`;
}

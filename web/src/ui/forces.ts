/** A calm layout of a small network: the same every time, since nothing in it is left to chance. */

export interface Spot {
  x: number;
  y: number;
}

interface Tie {
  from: string;
  to: string;
  weight: number;
}

const ROUNDS = 320;

/** Fruchterman and Reingold 1991, from a circle, then stretched to fill the frame. */
export function place(ids: string[], ties: Tie[], width: number, height: number): Map<string, Spot> {
  const spots = new Map<string, Spot>(ids.map((id, n) => [id, onCircle(n, ids.length)]));
  const ideal = 1.25 / Math.sqrt(Math.max(ids.length, 1));
  for (let round = 0; round < ROUNDS; round++) step(ids, ties, spots, { ideal, heat: 0.09 * (1 - round / ROUNDS) });
  return stretched(spots, width, height);
}

function onCircle(n: number, of: number): Spot {
  // The golden angle keeps neighbours of the list apart.
  const angle = n * 2.399963;
  const far = 0.5 * Math.sqrt((n + 0.5) / of);
  return { x: 0.5 + far * Math.cos(angle), y: 0.5 + far * Math.sin(angle) };
}

function step(
  ids: string[],
  ties: Tie[],
  spots: Map<string, Spot>,
  { ideal, heat }: { ideal: number; heat: number },
): void {
  const pushes = new Map<string, Spot>(ids.map((id) => [id, { x: 0, y: 0 }]));
  for (const [n, a] of ids.entries())
    for (const b of ids.slice(n + 1)) push(spots, pushes, a, b, (far) => (ideal * ideal) / far);
  for (const { from, to } of ties) push(spots, pushes, from, to, (far) => (-(far * far) / ideal) * 0.6);
  for (const [id, spot] of spots) {
    const moved = pushes.get(id) ?? { x: 0, y: 0 };
    // A slight pull to the middle keeps parts that hang together with nothing else in the frame.
    const [x, y] = [moved.x + (0.5 - spot.x) * 0.9, moved.y + (0.5 - spot.y) * 0.9];
    const far = Math.hypot(x, y) || 1;
    spot.x += (x / far) * Math.min(far, heat);
    spot.y += (y / far) * Math.min(far, heat);
  }
}

function push(
  spots: Map<string, Spot>,
  pushes: Map<string, Spot>,
  a: string,
  b: string,
  force: (far: number) => number,
): void {
  const [one, two, moved, other] = [spots.get(a), spots.get(b), pushes.get(a), pushes.get(b)];
  if (!one || !two || !moved || !other || a === b) return;
  const [dx, dy] = [one.x - two.x, one.y - two.y];
  const far = Math.max(Math.hypot(dx, dy), 0.01);
  const by = force(far) / far;
  moved.x += dx * by;
  moved.y += dy * by;
  other.x -= dx * by;
  other.y -= dy * by;
}

function stretched(spots: Map<string, Spot>, width: number, height: number): Map<string, Spot> {
  const all = [...spots.values()];
  const [left, right] = [Math.min(...all.map(({ x }) => x)), Math.max(...all.map(({ x }) => x))];
  const [top, bottom] = [Math.min(...all.map(({ y }) => y)), Math.max(...all.map(({ y }) => y))];
  const [padX, padY] = [90, 40];
  const fit = (value: number, low: number, high: number, size: number, pad: number) =>
    Math.round(high - low < 1e-6 ? size / 2 : pad + ((value - low) / (high - low)) * (size - 2 * pad));
  return new Map(
    [...spots].map(([id, { x, y }]) => [
      id,
      { x: fit(x, left, right, width, padX), y: fit(y, top, bottom, height, padY) },
    ]),
  );
}

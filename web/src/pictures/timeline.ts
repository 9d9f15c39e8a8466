/** The timeline with the strip of states as a picture of its own. */
import type { TimelineAnswer } from '../api/types';
import { DARK, familyOf, LIGHT, type Palette } from '../map/palette';
import { axisTicks, bucketEnd, fraction, type Span, spanOf } from '../ui/time';
import { relationName, typeName } from '../ui/words';
import { type Caption, captionLines, escaped, FONT, type Picture } from './save';

const WIDTH = 1200;
const LEFT = 190;
const LANE = 34;

export function timelinePicture(answer: TimelineAnswer, dark: boolean, caption: Caption): Picture {
  const palette = dark ? DARK : LIGHT;
  const span = spanOf(answer);
  const most = Math.max(1, ...answer.lanes.flatMap((lane) => lane.counts));
  const lanes = answer.lanes
    .map((lane, n) => drawLane(answer, lane, { top: 78 + n * LANE, most, span, palette }))
    .join('');
  const axis = 78 + answer.lanes.length * LANE;
  const ticks = axisTicks(span)
    .map(
      (tick) => `<line x1="${x(tick.at)}" x2="${x(tick.at)}" y1="78" y2="${axis + 6}" stroke="${palette.rule}"/>
<text x="${x(tick.at) + 4}" y="${axis + 15}" font-size="12" fill="${palette.muted}">${tick.label}</text>`,
    )
    .join('');
  const strip = answer.strip.map((line, n) => drawLine(line, { top: axis + 30 + n * 28, span, palette })).join('');
  const height = axis + 48 + answer.strip.length * 28;
  const [first = '', second = ''] = captionLines(caption);
  const text = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" ${FONT}>
<rect width="${WIDTH}" height="${height}" fill="${palette.paper}"/>
<text x="20" y="34" font-size="18" font-weight="600" fill="${palette.ink}">${escaped(first)}</text>
<text x="20" y="56" font-size="12.5" fill="${palette.muted}">${escaped(second)}</text>${ticks}${lanes}${strip}</svg>`;
  return { text, width: WIDTH, height };
}

function x(part: number): number {
  return Number((LEFT + Math.min(1, Math.max(0, part)) * (WIDTH - LEFT - 20)).toFixed(1));
}

interface LaneFrame {
  top: number;
  most: number;
  span: Span;
  palette: Palette;
}

function drawLane(answer: TimelineAnswer, lane: TimelineAnswer['lanes'][number], frame: LaneFrame): string {
  const { top, most, span, palette } = frame;
  const color = palette.families[familyOf(lane.type)];
  const bars = answer.starts
    .map((start, at) => {
      const amount = lane.counts[at] ?? 0;
      if (!amount) return '';
      const left = x(fraction(span, start));
      const width = Math.max(2, x(fraction(span, bucketEnd(answer, at))) - left - 2);
      const height = (LANE - 6) * (0.18 + 0.82 * Math.sqrt(amount / most));
      return `<rect x="${left + 1}" y="${(top + LANE - height).toFixed(1)}" width="${width}" height="${height.toFixed(1)}" rx="2" fill="${color}"><title>${start}: ${amount}</title></rect>`;
    })
    .join('');
  return `<text x="20" y="${top + LANE - 9}" font-size="13" font-weight="600" fill="${palette.ink}">${escaped(typeName(lane.type))}</text>
<text x="${LEFT - 12}" y="${top + LANE - 9}" font-size="12" text-anchor="end" fill="${palette.muted}">${lane.total}</text>
<line x1="${LEFT}" x2="${WIDTH - 20}" y1="${top + LANE}" y2="${top + LANE}" stroke="${palette.rule}"/>${bars}`;
}

function drawLine(line: TimelineAnswer['strip'][number], frame: Omit<LaneFrame, 'most'>): string {
  const { top, span, palette } = frame;
  const periods = line.periods
    .map((period) => {
      const left = x(period.from ? fraction(span, period.from) : 0);
      const right = x(period.to ? fraction(span, period.to) : 1);
      const what = `${period.polarity ? '' : 'not: '}${relationName(line.relation)}: ${line.subject}${period.conflict ? ' ≠ disputed' : ''}`;
      const dash = period.conflict ? ' stroke-dasharray="4 3"' : '';
      return `<rect x="${left}" y="${top}" width="${Math.max(4, right - left)}" height="22" rx="3" fill="${palette.rule}" stroke="${palette.muted}"${dash}/>
<text x="${left + 6}" y="${top + 15.5}" font-size="12" fill="${palette.ink}">${escaped(what)}</text>`;
    })
    .join('');
  return `<text x="20" y="${top + 15.5}" font-size="13" font-weight="600" fill="${palette.ink}">${escaped(line.object || line.subject)}</text>${periods}`;
}

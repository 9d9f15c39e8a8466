/** Everything that leaves the page leaves from one menu: a copy, pictures, data. Each says filter, version and source. */

import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { address, get } from '../api/client';
import type { ExportFormat } from '../api/types';
import { mapPicture } from '../pictures/map';
import { save, saveAsPng } from '../pictures/save';
import { timelinePicture } from '../pictures/timeline';
import { isShared, mapAnswer, session, summary, timeline } from '../state/data';
import { isDark } from '../state/prefs';
import { filterParams } from '../state/query';
import { liveMap } from './MapView';

const formats = signal<ExportFormat[]>([]);

export function ShareMenu() {
  useEffect(() => {
    if (isShared.peek() || formats.peek().length) return;
    get<{ formats: ExportFormat[] }>('/api/exports').then(
      (answer) => {
        formats.value = answer.formats;
      },
      () => undefined,
    );
  }, []);
  const params = filterParams.value;
  return (
    <>
      {!isShared.value && (
        <>
          <p class="menu-label">Save a copy that opens anywhere, without network</p>
          <a href={address('/api/share', [...params, ['content', 'quotes']])} download="casus-copy.html">
            With the quoted sentences<small>one HTML file of what is shown now</small>
          </a>
          <a href={address('/api/share', [...params, ['content', 'full']])} download="casus-copy.html">
            With the full text of reports<small>mind whose text it is before you pass it on</small>
          </a>
        </>
      )}
      <p class="menu-label">Pictures</p>
      <button type="button" onClick={() => void picture('map', 'png')}>
        Map as PNG
      </button>
      <button type="button" onClick={() => void picture('map', 'svg')}>
        Map as SVG
      </button>
      <button type="button" onClick={() => void picture('timeline', 'png')}>
        Timeline as PNG
      </button>
      <button type="button" onClick={() => void picture('timeline', 'svg')}>
        Timeline as SVG
      </button>
      {formats.value.length > 0 && <p class="menu-label">Data of what is shown now</p>}
      {formats.value.map((format) => (
        <a key={format.name} href={address(`/api/export/${format.name}`, params)} download={`casus-${format.name}.zip`}>
          {format.title}
          {format.loses && <small>leaves out: {format.loses}</small>}
        </a>
      ))}
    </>
  );
}

async function picture(what: 'map' | 'timeline', kind: 'png' | 'svg'): Promise<void> {
  const caption = {
    sentence: summary.peek()?.sentence ?? '',
    filters: (summary.peek()?.filters ?? []).map(({ shown }) => shown),
    made: `${session.peek()?.project ?? ''} · casus ${session.peek()?.casus ?? ''}, ${new Date().toISOString().slice(0, 10)}`,
  };
  const map = mapAnswer.peek();
  const days = timeline.peek();
  const svg =
    what === 'map'
      ? map && (await mapPicture(map, liveMap.peek()?.box() ?? null, isDark.peek(), caption))
      : days && timelinePicture(days, isDark.peek(), caption);
  if (!svg) return;
  if (kind === 'svg') save(new Blob([svg.text], { type: 'image/svg+xml' }), `casus-${what}.svg`);
  else await saveAsPng(svg, `casus-${what}.png`);
}

/** The map itself: MapLibre behind a few verbs, so that the page never talks to it otherwise. */

import type { GeoJSON } from 'geojson';
import { type GeoJSONSource, Map as LibreMap, Marker, setWorkerUrl } from 'maplibre-gl';
import { workerAddress } from '#bundled';
import type { MapAnswer, MapFeature } from '../api/types';
import { basemap } from './basemap';
import { areas, type Box, type Chosen, circle, dots, extent, rings } from './features';
import { DARK, LIGHT, type Palette } from './palette';
import { mapStyle } from './style';

export interface Pin {
  lat: number;
  lon: number;
  radius_km: number;
  onMove: (lat: number, lon: number) => void;
}

export interface Look {
  dark: boolean;
  borders: boolean;
}

export interface Hooks {
  onPick: (feature: MapFeature) => void;
  onView: (box: Box, zoom: number, byHand: boolean, isFollowing: boolean) => void;
}

const FIT = { padding: { top: 60, bottom: 44, left: 56, right: 70 }, maxZoom: 8.5 };
let isWorkerSet = false;

export class SituationMap {
  private readonly map: LibreMap;
  private readonly ready: Promise<void>;
  private answer: MapAnswer | null = null;
  private chosen: Chosen | null = null;
  private own: GeoJSON | null = null;
  private look: Look;
  private marker: Marker | null = null;
  private pin: Pin | null = null;
  private hasAreas = false;
  /** The box that the map was fitted to last. */
  private fitted = '';
  /** The point that was brought into view last, until a reader moves the map. */
  private revealed: [number, number] | null = null;
  /** Until a reader moves the map, it follows the set. */
  isFollowing = true;

  private constructor(
    container: HTMLElement,
    look: Look,
    hooks: Hooks,
    drawn: Awaited<ReturnType<typeof basemap>>,
    first: Box | null,
  ) {
    this.look = look;
    this.map = new LibreMap({
      container,
      style: mapStyle(drawn, palette(look), look.borders),
      ...(first ? { bounds: first, fitBoundsOptions: FIT } : { center: [20, 20] as [number, number], zoom: 1.4 }),
      minZoom: 0.6,
      maxZoom: 15,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      renderWorldCopies: true,
      fadeDuration: 0,
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    this.map
      .getCanvas()
      .setAttribute(
        'aria-label',
        'Map. The list beside it holds the same events. Arrow keys move, plus and minus zoom.',
      );
    this.ready = new Promise((done) => this.map.once('style.load', () => done()));
    this.listen(hooks);
  }

  /** Started where the events are, so that no ground is drawn in vain. */
  static async make(container: HTMLElement, look: Look, hooks: Hooks, answer: MapAnswer): Promise<SituationMap> {
    if (!isWorkerSet) setWorkerUrl(workerAddress());
    isWorkerSet = true;
    const made = new SituationMap(container, look, hooks, await basemap(), extent(answer));
    await made.ready;
    return made;
  }

  private listen(hooks: Hooks): void {
    const { map } = this;
    map.on('idle', () => this.answer && map.getContainer().setAttribute('aria-busy', 'false'));
    map.on('click', (event) => {
      const [hit] = map.queryRenderedFeatures(around(event.point), { layers: ['dots'] });
      const found = this.answer?.features.find(({ id }) => id === hit?.properties.key);
      if (found) hooks.onPick(found);
    });
    map.on('mousemove', 'dots', () => {
      map.getCanvas().style.cursor = 'pointer';
    });
    map.on('mouseleave', 'dots', () => {
      map.getCanvas().style.cursor = '';
    });
    map.on('moveend', (event) => {
      const byHand = 'originalEvent' in event && !!event.originalEvent;
      if (byHand) {
        this.isFollowing = false;
        this.revealed = null;
      }
      hooks.onView(this.box(), map.getZoom(), byHand, this.isFollowing);
    });
  }

  box(): Box {
    const bounds = this.map.getBounds();
    return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  }

  async setLook(look: Look): Promise<void> {
    const isSame = look.dark === this.look.dark;
    this.look = look;
    if (isSame) {
      this.map.setLayoutProperty('borders', 'visibility', look.borders ? 'visible' : 'none');
      return;
    }
    this.map.setStyle(mapStyle(await basemap(), palette(look), look.borders), { diff: false });
    this.map.once('style.load', () => this.draw());
  }

  /** Whether this answer is drawn already, so that only what is chosen can change. */
  holds(answer: MapAnswer): boolean {
    return answer === this.answer;
  }

  show(answer: MapAnswer, chosen: Chosen | null): void {
    const isNew = answer !== this.answer;
    this.answer = answer;
    this.chosen = chosen;
    if (isNew) this.draw();
    else this.drawChosen();
    // The same set in other clusters does not move the map.
    if (this.isFollowing && String(extent(answer)) !== this.fitted) this.fit();
  }

  setOwn(own: GeoJSON | null): void {
    this.own = own;
    this.draw();
  }

  private draw(): void {
    const colors = palette(this.look);
    this.source('own')?.setData(this.own ?? { type: 'FeatureCollection', features: [] });
    if (!this.answer) return;
    this.map.getContainer().setAttribute('aria-busy', 'true');
    this.source('events')?.setData(dots(this.answer, colors));
    this.drawChosen();
  }

  /** What changes with the chosen event and the pin; the dots, which may be thousands, stay as they are. */
  private drawChosen(): void {
    if (!this.answer) return;
    const colors = palette(this.look);
    this.source('chosen')?.setData(rings(this.answer, this.chosen));
    const rough = areas(this.answer, colors, this.chosen);
    if (this.pin) rough.features.push(pinArea(this.pin, colors));
    if (rough.features.length || this.hasAreas) this.source('areas')?.setData(rough);
    this.hasAreas = rough.features.length > 0;
  }

  private source(name: string): GeoJSONSource | undefined {
    return this.map.getSource(name) as GeoJSONSource | undefined;
  }

  fit(): void {
    const box = this.answer && extent(this.answer);
    if (!box) return;
    this.fitted = String(box);
    this.map.fitBounds(box, { ...FIT, animate: false });
  }

  /** Bring a point into view without changing the scale, if it is not there. */
  reveal(lon: number, lat: number): void {
    this.revealed = [lon, lat];
    if (this.map.getBounds().contains([lon, lat])) return;
    this.map.jumpTo({ center: [lon, lat] });
  }

  zoom(step: number): void {
    this.isFollowing = false;
    this.map.easeTo({ zoom: this.map.getZoom() + step, duration: isCalm() ? 0 : 200 });
  }

  zoomTo(box: Box): void {
    this.isFollowing = false;
    this.map.fitBounds(box, { padding: 40, animate: !isCalm(), duration: 400 });
  }

  setPin(pin: Pin | null): void {
    this.pin = pin;
    this.marker?.remove();
    this.marker = null;
    if (pin) {
      this.marker = new Marker({ draggable: true, color: palette(this.look).accent })
        .setLngLat([pin.lon, pin.lat])
        .addTo(this.map);
      this.marker.getElement().setAttribute('aria-label', 'Pin: drag it, or type coordinates in the form');
      this.marker.on('dragend', () => {
        const at = this.marker?.getLngLat();
        if (at) pin.onMove(Number(at.lat.toFixed(4)), Number(at.lng.toFixed(4)));
      });
      this.reveal(pin.lon, pin.lat);
    }
    this.drawChosen();
  }

  resize(): void {
    this.map.resize();
    if (this.isFollowing) this.fit();
    if (this.revealed) this.reveal(...this.revealed);
  }

  remove(): void {
    this.map.remove();
  }
}

function palette(look: Look): Palette {
  return look.dark ? DARK : LIGHT;
}

function around({ x, y }: { x: number; y: number }): [[number, number], [number, number]] {
  return [
    [x - 4, y - 4],
    [x + 4, y + 4],
  ];
}

function pinArea(pin: Pin, colors: Palette) {
  return {
    type: 'Feature' as const,
    properties: { color: colors.accent, chosen: true },
    geometry: circle([pin.lon, pin.lat], Math.max(pin.radius_km, 0.2)),
  };
}

function isCalm(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

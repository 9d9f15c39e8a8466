/// <reference types="vite/client" />
declare module '#bundled' {
  export function loadBasemap(): Promise<import('../map/basemap').Basemap>;
  export function workerAddress(): string;
}

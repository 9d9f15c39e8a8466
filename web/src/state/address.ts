/** Keeps the address and the state of the page in step, both ways. In a shared copy the state stands behind the `#`. */
import { effect } from '@preact/signals';
import { fromAddress, toAddress } from './query';

let inCopy = false;

export function bindAddress(copy: boolean): void {
  inCopy = copy;
  read();
  addEventListener(copy ? 'hashchange' : 'popstate', read);
  effect(() => write(toAddress()));
}

/** Where an event has its own address: on the server, or behind the `#` of a copy. */
export function hrefOf(event: string): string {
  return inCopy ? `#/event/${event}` : `/event/${event}`;
}

function read(): void {
  if (!inCopy) return fromAddress(location.pathname, location.search);
  const [path = '/', search = ''] = location.hash.replace(/^#/, '').split('?');
  fromAddress(path || '/', search);
}

let last = '';

/** A new event or page is a step back in the browser; a changed filter replaces the last one of its kind. */
function write(address: string): void {
  const url = inCopy ? `#${address}` : address;
  if (url === last || url === current()) {
    last = url;
    return;
  }
  const isStep = path(url) !== path(last);
  last = url;
  if (isStep && !inCopy) history.pushState(null, '', url);
  else history.replaceState(null, '', url);
}

function current(): string {
  return inCopy ? location.hash : location.pathname + location.search;
}

function path(url: string): string {
  return url.split('?')[0] ?? '';
}

/** English sentences with names of any script: each name keeps its own direction, the sentence reads left to right. */
import type { EventRow, Party } from '../api/types';
import { nameAll } from './words';

/** Who did what to whom, the names strong. */
export function Act({ event }: { event: EventRow }) {
  return (
    <>
      <Names parties={event.actors} fallback="Someone" /> {event.action} <Names parties={event.recipients} />
    </>
  );
}

function Names({ parties, fallback = '' }: { parties: Party[]; fallback?: string }) {
  const names = nameAll(parties) || fallback;
  return names ? (
    <b>
      <bdi>{names}</bdi>
    </b>
  ) : null;
}

/** The line of an event with the names in it set apart. */
export function EventLine({ event }: { event: EventRow }) {
  const names = [...event.actors, ...event.recipients].map(({ name }) => name).filter((name) => !isLatin(name));
  if (!names.length) return <>{event.line}</>;
  const pieces = names.reduce((done, name) => done.flatMap((piece) => cut(piece, name)), [event.line]);
  return (
    <>
      {pieces.map((piece, at) => (
        <bdi key={at}>{piece}</bdi>
      ))}
    </>
  );
}

/** A text at each place where a name stands in it, the name a piece of its own. */
function cut(text: string, name: string): string[] {
  if (text === name || !text.includes(name)) return [text];
  const parts = text.split(name).flatMap((part, at) => (at ? [name, part] : [part]));
  return parts.filter((part) => part !== '');
}

function isLatin(name: string): boolean {
  return !/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/.test(name);
}

/** Facts beside each other: a number after an Arabic name would jump to its other side. */
export function Apart({ parts }: { parts: (string | null | undefined | false)[] }) {
  return (
    <>
      {parts.filter(Boolean).map((part, at) => (
        <span key={at}>
          {at > 0 && ' · '}
          <bdi>{part}</bdi>
        </span>
      ))}
    </>
  );
}

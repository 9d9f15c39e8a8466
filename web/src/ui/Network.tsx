/** Who fights, supports, is allied: actors as circles, ties as lines, and the same as a list beside them. */
import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { NetworkAnswer } from '../api/types';
import { network } from '../state/data';
import { choose } from '../state/detail';
import { addFilter } from '../state/query';
import { place, type Spot } from './forces';
import { count, sectorName } from './words';

const KINDS: [string, string][] = [
  ['fights', 'fights'],
  ['supports', 'supports'],
  ['allied', 'allied with'],
  ['talks', 'talks with'],
  ['opposes', 'opposes in words'],
  ['part_of', 'part of'],
];

export function Network() {
  const answer = network.value;
  const hidden = useSignal<Set<string>>(new Set());
  const lit = useSignal<string | null>(null);
  if (!answer) return <div class="panel-body">Loading…</div>;
  const edges = answer.edges.filter((edge) => !hidden.value.has(edge.kind));
  const tied = new Set(edges.flatMap((edge) => [edge.from, edge.to]));
  const shown = { ...answer, edges, nodes: answer.nodes.filter((node) => tied.has(node.id)) };
  return (
    <div class="panel-body">
      <div class="network">
        <div style={{ display: 'grid', gridTemplateRows: 'auto minmax(0, 1fr)' }}>
          <Key answer={answer} hidden={hidden} />
          <Drawing answer={shown} lit={lit} />
        </div>
        <Ties answer={shown} lit={lit} />
      </div>
    </div>
  );
}

function Key({ answer, hidden }: { answer: NetworkAnswer; hidden: { value: Set<string> } }) {
  const present = new Set(answer.edges.map((edge) => edge.kind));
  return (
    <div class="key" role="group" aria-label="Kinds of ties">
      {KINDS.filter(([kind]) => present.has(kind)).map(([kind, label]) => (
        <label key={kind}>
          <input
            type="checkbox"
            checked={!hidden.value.has(kind)}
            onChange={() => {
              const next = new Set(hidden.value);
              if (!next.delete(kind)) next.add(kind);
              hidden.value = next;
            }}
          />
          <svg viewBox="0 0 30 10" aria-hidden="true">
            <path class={`tie ${kind}`} d="M1 5H29" stroke-width="2.5" />
          </svg>
          {label}
        </label>
      ))}
    </div>
  );
}

function Drawing({ answer, lit }: { answer: NetworkAnswer; lit: { value: string | null } }) {
  const box = useRef<SVGSVGElement>(null);
  const size = useSignal({ width: 900, height: 560 });
  useLayoutEffect(() => {
    if (!box.current) return;
    const watch = new ResizeObserver(([entry]) => {
      if (entry?.contentRect.width) size.value = { width: entry.contentRect.width, height: entry.contentRect.height };
    });
    watch.observe(box.current);
    return () => watch.disconnect();
  }, []);
  const { width, height } = size.value;
  const spots = place(
    answer.nodes.map(({ id }) => id),
    answer.edges,
    width,
    height,
  );
  const near = new Set(
    answer.edges
      .filter((edge) => edge.from === lit.value || edge.to === lit.value)
      .flatMap((edge) => [edge.from, edge.to]),
  );
  const pointed = useSignal<string | null>(null);
  const named = readable(answer, spots, new Set([pointed.value ?? '', lit.value ?? '', ...near]));
  const dims = (id: string) => lit.value !== null && lit.value !== id && !near.has(id);
  return (
    <svg
      ref={box}
      viewBox={`0 0 ${width} ${height}`}
      role="group"
      aria-label="Network of actors; the list beside it says the same"
    >
      <defs>
        <marker
          id="arrow"
          viewBox="0 0 8 8"
          refX="7"
          refY="4"
          markerWidth="7"
          markerHeight="7"
          orient="auto"
          markerUnits="userSpaceOnUse"
        >
          <path d="M0 0 8 4 0 8Z" fill="var(--muted)" />
        </marker>
      </defs>
      {answer.edges.map((edge, n) => (
        <path
          key={edge.from + edge.to + edge.kind}
          class={`tie ${edge.kind} ${lit.value && edge.from !== lit.value && edge.to !== lit.value ? 'dim' : ''}`}
          d={curve(
            spots.get(edge.from),
            spots.get(edge.to),
            KINDS.findIndex(([kind]) => kind === edge.kind),
            sizeOf(answer, edge.to),
          )}
          stroke-width={1 + Math.min(5, Math.sqrt(edge.weight))}
          marker-end={edge.directed ? 'url(#arrow)' : undefined}
          data-n={n}
        />
      ))}
      {answer.nodes.map((node) => {
        const spot = spots.get(node.id);
        if (!spot) return null;
        return (
          <g
            key={node.id}
            class={`node ${node.known ? '' : 'unknown'} ${lit.value === node.id ? 'lit' : ''} ${dims(node.id) ? 'dim' : ''}`}
            transform={`translate(${spot.x} ${spot.y})`}
            role="button"
            tabIndex={0}
            aria-pressed={lit.value === node.id}
            aria-label={`${node.name}, ${count(node.events, 'event')}`}
            onClick={() => (lit.value = lit.value === node.id ? null : node.id)}
            onMouseEnter={() => (pointed.value = node.id)}
            onMouseLeave={() => (pointed.value = null)}
            onFocus={() => (pointed.value = node.id)}
            onBlur={() => (pointed.value = null)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') lit.value = lit.value === node.id ? null : node.id;
            }}
          >
            <circle r={radius(node.events)} />
          </g>
        );
      })}
      <Names nodes={named} spots={spots} dims={dims} />
    </svg>
  );
}

type Node = NetworkAnswer['nodes'][number];

function caption({ name }: Node): string {
  return name.length > 30 ? `${name.slice(0, 29)}…` : name;
}

interface Written {
  nodes: Node[];
  spots: Map<string, Spot>;
  dims: (id: string) => boolean;
}

/** Names lie over all circles, and let clicks through to them. */
function Names({ nodes, spots, dims }: Written) {
  return (
    <g class="names" aria-hidden="true">
      {nodes.map((node) => {
        const { x, y } = spots.get(node.id) ?? { x: 0, y: 0 };
        return (
          <text key={node.id} class={dims(node.id) ? 'dim' : ''} x={x} y={y + radius(node.events) + 13}>
            {caption(node)}
          </text>
        );
      })}
    </g>
  );
}

/** Whose names can stand without covering another: those asked for first, then those with more events. */
function readable({ nodes }: NetworkAnswer, spots: Map<string, Spot>, asked: Set<string>): Node[] {
  const taken: { left: number; right: number; y: number }[] = [];
  const rank = (node: Node) => node.events + (asked.has(node.id) ? 1e9 : 0);
  return [...nodes]
    .sort((a, b) => rank(b) - rank(a))
    .filter((node) => {
      const { x, y } = spots.get(node.id) ?? { x: 0, y: 0 };
      const half = caption(node).length * LETTER;
      const box = { left: x - half, right: x + half, y: y + radius(node.events) };
      const covers = (one: typeof box) =>
        Math.abs(one.y - box.y) < LINE && one.left < box.right && box.left < one.right;
      if (taken.some(covers)) return false;
      taken.push(box);
      return true;
    });
}

/** Half a letter's width and a line's height of the names, in pixels. */
const LETTER = 3.2;
const LINE = 14;

function radius(events: number): number {
  return Math.min(6 + 2.4 * Math.sqrt(events), 26);
}

function sizeOf(answer: NetworkAnswer, id: string): number {
  return radius(answer.nodes.find((node) => node.id === id)?.events ?? 1);
}

/** Ties of several kinds between the same two do not lie on each other. */
function curve(from: Spot | undefined, to: Spot | undefined, lane: number, gap: number): string {
  if (!from || !to) return '';
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const far = Math.hypot(dx, dy) || 1;
  const bend = 10 + lane * 13;
  const [mx, my] = [(from.x + to.x) / 2 - (dy / far) * bend, (from.y + to.y) / 2 + (dx / far) * bend];
  const back = gap + 3;
  const [ex, ey] = [to.x - mx, to.y - my];
  const end = Math.hypot(ex, ey) || 1;
  return `M${from.x} ${from.y}Q${mx.toFixed(1)} ${my.toFixed(1)} ${(to.x - (ex / end) * back).toFixed(1)} ${(to.y - (ey / end) * back).toFixed(1)}`;
}

function Ties({ answer, lit }: { answer: NetworkAnswer; lit: { value: string | null } }) {
  const names = new Map(answer.nodes.map((node) => [node.id, node]));
  const own = answer.edges.filter((edge) => !lit.value || edge.from === lit.value || edge.to === lit.value);
  const chosen = lit.value ? names.get(lit.value) : undefined;
  return (
    <aside aria-label="Ties">
      <h3 dir="auto">{chosen ? chosen.name : count(own.length, 'tie')}</h3>
      {chosen && (
        <p>
          <span class="muted">
            {[chosen.sector && sectorName(chosen.sector), count(chosen.events, 'event')].filter(Boolean).join(' · ')}
          </span>
          <br />
          <button
            type="button"
            class="btn small"
            onClick={() => addFilter('actor', chosen.known ? chosen.id : chosen.name)}
          >
            Only events of this actor
          </button>
        </p>
      )}
      <ul class="ties">
        {own.map((edge) => (
          <li key={edge.from + edge.to + edge.kind}>
            <b dir="auto">{names.get(edge.from)?.name}</b>{' '}
            {KINDS.find(([kind]) => kind === edge.kind)?.[1] ?? edge.kind} <b dir="auto">{names.get(edge.to)?.name}</b>
            <br />
            <span class="muted">
              {[edge.events && count(edge.events, 'event'), edge.states && count(edge.states, 'reported state')]
                .filter(Boolean)
                .join(', ')}
            </span>{' '}
            {edge.example.event && (
              <button type="button" class="btn small quiet" onClick={() => choose(edge.example.event)}>
                <span class="words">{edge.example.words}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
      {answer.left_out > 0 && <p class="muted">{count(answer.left_out, 'actor')} with fewer ties left out.</p>}
    </aside>
  );
}

/** Sources and states as tables. */
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { get } from '../api/client';
import type { Line } from '../api/types';
import { fail, generation, sources } from '../state/data';
import { choose } from '../state/detail';
import { addFilter, filterParams, openDoc, openLine, setKey } from '../state/query';
import { count, dayName, relationName, stanceName } from './words';

export function Sources() {
  const answer = sources.value;
  if (!answer) return <div class="panel-body">Loading…</div>;
  const most = Math.max(1, ...answer.publishers.map(({ claims }) => claims));
  return (
    <div class="panel-body">
      <div class="two-col">
        <table class="table">
          <caption>
            {count(answer.reports, 'report')}, {count(answer.independent, 'independent source')}
          </caption>
          <thead>
            <tr>
              <th scope="col">Publisher</th>
              <th scope="col" class="num">
                Reports
              </th>
              <th scope="col" class="num">
                Copies
              </th>
              <th scope="col" class="num">
                Claims
              </th>
              <th scope="col">Days</th>
            </tr>
          </thead>
          <tbody>
            {answer.publishers.map((one) => (
              <tr key={one.name}>
                <td>
                  <Source name={one.name} />
                  <span class="inline-bar" style={{ width: `${(one.claims / most) * 100}%` }} />
                </td>
                <td class="num">{one.reports.toLocaleString('en')}</td>
                <td class="num">{one.copies.toLocaleString('en')}</td>
                <td class="num">{one.claims.toLocaleString('en')}</td>
                <td>{[dayName(one.first), dayName(one.last)].filter(Boolean).join(' – ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <table class="table">
          <caption>Who is quoted</caption>
          <thead>
            <tr>
              <th scope="col">Source</th>
              <th scope="col" class="num">
                Claims
              </th>
              <th scope="col">How</th>
            </tr>
          </thead>
          <tbody>
            {answer.quoted.slice(0, 60).map((one) => (
              <tr key={one.name}>
                <td>
                  <Source name={one.name} />
                </td>
                <td class="num">{one.claims.toLocaleString('en')}</td>
                <td class="muted">
                  {Object.entries(one.stances)
                    .map(([stance, n]) => `${stanceName(stance)} ${n}`)
                    .join(', ')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {answer.groups.length > 0 && <h3>Copies, each group counted once</h3>}
      <ul class="ties">
        {answer.groups.map(({ original, copies }) => (
          <li key={original.id}>
            <button type="button" class="btn small quiet" onClick={() => read(original.id)}>
              {original.publisher ?? 'unnamed publisher'}, {dayName(original.published)}: {original.title ?? 'untitled'}
            </button>
            {copies.map((copy) => (
              <span key={copy.id} class="muted">
                {' '}
                · {copy.publisher ?? 'unnamed publisher'}, {dayName(copy.published)}
              </span>
            ))}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Source({ name }: { name: string | null }) {
  if (!name) return <span class="muted">not named</span>;
  return (
    <button type="button" class="btn small quiet" dir="auto" onClick={() => addFilter('source', name)}>
      {name}
    </button>
  );
}

function read(report: string): void {
  choose(null);
  openDoc.value = report;
}

const lines = signal<{ lines: Line[]; total: number } | null>(null);

export function States() {
  useEffect(() => {
    get<{ lines: Line[]; total: number }>('/api/states', filterParams.peek()).then((answer) => {
      lines.value = answer;
    }, fail);
  }, [setKey.value, generation.value]);
  const answer = lines.value;
  if (!answer) return <div class="panel-body">Loading…</div>;
  return (
    <div class="panel-body">
      <table class="table">
        <caption>What holds, as reported: {count(answer.total, 'state')}</caption>
        <thead>
          <tr>
            <th scope="col">State of affairs</th>
            <th scope="col">Kind</th>
            <th scope="col" class="num">
              Sources
            </th>
            <th scope="col">Last reported</th>
          </tr>
        </thead>
        <tbody>
          {answer.lines.map((line) => (
            <tr key={line.id}>
              <td>
                <button
                  type="button"
                  class="btn small quiet"
                  style={{ whiteSpace: 'normal', textAlign: 'start' }}
                  dir="auto"
                  onClick={() => {
                    choose(null);
                    openLine.value = line.id;
                  }}
                >
                  {line.shown}
                </button>
                {line.disputed && <span class="badge bad">≠ sources disagree</span>}
              </td>
              <td>{relationName(line.relation)}</td>
              <td class="num">{line.independent}</td>
              <td>{dayName(line.last_reported)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

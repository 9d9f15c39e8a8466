/** Two people code the same passages without seeing the machine's values or each other's; then they settle what differs. */
import { signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { get, post } from '../api/client';
import type { Agreement, CodingItem, Disagreement, Doc, Sample } from '../api/types';
import { choices, fail, loadChoices, session } from '../state/data';
import { coding, filterParams } from '../state/query';
import { CodeForm } from './CodeForm';
import { DocumentText } from './DocumentText';
import { Modal } from './Modal';
import { plain } from './plain';
import { count } from './words';

const samples = signal<Sample[]>([]);
type Step = { view: 'list' } | { view: 'code' | 'agree'; sample: Sample };
const step = signal<Step>({ view: 'list' });

async function loadSamples(): Promise<void> {
  try {
    samples.value = (await get<{ samples: Sample[] }>('/api/samples')).samples;
  } catch (error) {
    fail(error);
  }
}

export function Coding() {
  useEffect(() => {
    step.value = { view: 'list' };
    void loadSamples();
    void loadChoices();
  }, []);
  const now = step.value;
  const close = () => {
    coding.value = false;
  };
  return (
    <Modal title="Two coders" size="wide" onClose={close}>
      {now.view === 'list' && <List />}
      {now.view === 'code' && <Code sample={now.sample} />}
      {now.view === 'agree' && <Agree sample={now.sample} />}
    </Modal>
  );
}

function List() {
  return (
    <div class="dialog-body">
      <NewSample />
      {samples.value.length > 0 && (
        <table class="table">
          <caption>Samples</caption>
          <tbody>
            {samples.value.map((sample) => (
              <tr key={sample.id}>
                <td>
                  <b dir="auto">{sample.name}</b>
                </td>
                <td>{count(sample.size, 'passage')}</td>
                <td>{sample.coders.map(({ name, done }) => `${name} ${done}/${sample.size}`).join(' · ')}</td>
                <td class="row-flex">
                  <button type="button" class="btn small" onClick={() => (step.value = { view: 'code', sample })}>
                    Code
                  </button>
                  <button type="button" class="btn small" onClick={() => (step.value = { view: 'agree', sample })}>
                    Agreement
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

function NewSample() {
  const me = session.value?.author ?? '';
  const name = useSignal('');
  const size = useSignal(20);
  const coders = useSignal('');
  useEffect(() => {
    if (me && !coders.peek()) coders.value = `${me}, `;
  }, [me]);
  const make = async () => {
    try {
      const made = await post<Sample>('/api/samples', {
        name: name.value.trim() || 'sample',
        size: size.value,
        seed: 1,
        coders: coders.value
          .split(',')
          .map((one) => one.trim())
          .filter(Boolean),
        filters: grouped(),
      });
      await loadSamples();
      step.value = { view: 'code', sample: made };
    } catch (error) {
      fail(error);
    }
  };
  return (
    <form
      class="two-col"
      onSubmit={(submit) => {
        submit.preventDefault();
        void make();
      }}
    >
      <label class="field">
        <span>Name</span>
        <input class="input" value={name.value} onInput={(input) => (name.value = input.currentTarget.value)} />
      </label>
      <label class="field">
        <span>Passages, drawn by chance from what is shown</span>
        <input
          class="input"
          type="number"
          min={1}
          value={size.value}
          onInput={(input) => (size.value = input.currentTarget.valueAsNumber || 1)}
        />
      </label>
      <label class="field">
        <span>Coders, with commas</span>
        <input class="input" value={coders.value} onInput={(input) => (coders.value = input.currentTarget.value)} />
      </label>
      <div class="field">
        <span>Neither sees the other’s values, nor the machine’s</span>
        <button type="submit" class="btn primary" style={{ justifyContent: 'center' }}>
          Draw a sample
        </button>
      </div>
    </form>
  );
}

function Back() {
  return (
    <button
      type="button"
      class="btn"
      onClick={() => {
        step.value = { view: 'list' };
        void loadSamples();
      }}
    >
      Back to samples
    </button>
  );
}

function Code({ sample }: { sample: Sample }) {
  const me = session.peek()?.author ?? '';
  const coder = useSignal(sample.coders.find(({ name }) => name === me)?.name ?? sample.coders[0]?.name ?? me);
  const item = useSignal<CodingItem | null>(null);
  const doc = useSignal<Doc | null>(null);
  const next = async () => {
    try {
      const found = await get<CodingItem>(`/api/samples/${sample.id}/next`, [['coder', coder.value]]);
      item.value = found;
      doc.value = found.item ? blind(await get<Doc>(`/api/documents/${found.item.document}`), found) : null;
    } catch (error) {
      fail(error);
    }
  };
  useEffect(() => void next(), [coder.value]);
  const send = async (values: Record<string, unknown>) => {
    if (!item.value?.item) return;
    try {
      await post(`/api/samples/${sample.id}/codings`, { coder: coder.value, claim: item.value.item.claim, values });
      await next();
    } catch (error) {
      fail(error);
    }
  };
  return (
    <div class="dialog-body">
      <div class="row-flex">
        <Back />
        <label class="row-flex">
          <span class="label">You are</span>
          <select
            class="input"
            style={{ width: 'auto' }}
            value={coder.value}
            onChange={(change) => (coder.value = change.currentTarget.value)}
          >
            {sample.coders.map(({ name }) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        <span class="muted">{item.value ? `${item.value.done} of ${item.value.total} done` : ''}</span>
      </div>
      {item.value && !item.value.item && <p>All passages are coded. See the agreement.</p>}
      {item.value?.item && doc.value && (
        <>
          <div class="coded" style={{ maxHeight: '16rem', overflow: 'auto' }}>
            <DocumentText doc={doc.value} focus={item.value.item.claim} />
          </div>
          {choices.value && (
            <CodeForm
              key={item.value.item.claim}
              item={item.value.item}
              day={doc.value.published}
              onSend={(values) => void send(values)}
            />
          )}
        </>
      )}
    </div>
  );
}

/** Of a report, only the words of the passage in question are marked: what else the machine read stays hidden. */
function blind(doc: Doc, { item }: CodingItem): Doc {
  if (!item) return doc;
  const { start, end } = item.trigger;
  const mark = {
    id: 'blind',
    claim: item.claim,
    event: null,
    role: 'trigger',
    label: 'did what?',
    name: null,
    start,
    end,
    focus: true,
  };
  const segments = doc.segments.map((segment) => {
    const last = segment.start + [...segment.text].length;
    return { ...segment, marks: segment.start >= start && last <= end ? ['blind'] : [] };
  });
  return { ...doc, segments, marks: [mark], events: [], states: [], notes: [] };
}

function Agree({ sample }: { sample: Sample }) {
  const agreement = useSignal<Agreement | null>(null);
  const queue = useSignal<Disagreement[]>([]);
  const load = () => {
    get<Agreement>(`/api/samples/${sample.id}/agreement`).then((answer) => {
      agreement.value = answer;
    }, fail);
    get<{ queue: Disagreement[] }>(`/api/samples/${sample.id}/disagreements`).then((answer) => {
      queue.value = answer.queue;
    }, fail);
  };
  useEffect(load, [sample.id]);
  return (
    <div class="dialog-body">
      <div class="row-flex">
        <Back />
        <span>{agreement.value ? `${count(agreement.value.both, 'passage')} coded by both` : ''}</span>
      </div>
      <table class="table">
        <caption>Agreement by field</caption>
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col" class="num">
              Krippendorff’s α
            </th>
            <th scope="col" class="num">
              F1
            </th>
            <th scope="col" class="num">
              Agree
            </th>
          </tr>
        </thead>
        <tbody>
          {agreement.value?.fields.map((one) => (
            <tr key={one.field}>
              <td>{one.field}</td>
              <td class="num">{one.alpha?.toFixed(2) ?? 'undefined'}</td>
              <td class="num">{one.f1?.toFixed(2) ?? 'undefined'}</td>
              <td class="num">
                {one.agree} of {one.units}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <h3>To settle: {queue.value.filter(({ settled }) => settled === null).length}</h3>
      <ul class="ties">
        {queue.value.map((one) => (
          <Settle key={one.claim + one.field} sample={sample} one={one} onDone={load} />
        ))}
      </ul>
    </div>
  );
}

function Settle({ sample, one, onDone }: { sample: Sample; one: Disagreement; onDone: () => void }) {
  const settle = (value: unknown) => {
    post(`/api/samples/${sample.id}/settle`, { claim: one.claim, field: one.field, value, reason: null }).then(
      onDone,
      fail,
    );
  };
  return (
    <li>
      <span class="words">{one.sentence.words}</span>
      <br />
      <b>{one.field.replaceAll('_', ' ')}</b>{' '}
      {one.settled && (
        <span class="badge good">
          settled by {one.settled.author}: {plain(one.settled.value)}
        </span>
      )}
      <div class="row-flex">
        {one.values.map(({ coder, value }) => (
          <button key={coder} type="button" class="btn small" onClick={() => settle(value)}>
            {coder}: {plain(value)}
          </button>
        ))}
        <button type="button" class="btn small quiet" onClick={() => settle(one.machine)}>
          machine: {plain(one.machine)}
        </button>
      </div>
    </li>
  );
}

/** The present filters as lists by name. */
function grouped(): Record<string, string[]> {
  const lists: Record<string, string[]> = {};
  for (const [key, value] of filterParams.peek()) lists[key] = [...(lists[key] ?? []), value];
  return lists;
}

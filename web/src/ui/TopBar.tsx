/** The bar on top: search, filter, review, share, view. Below it the state in one sentence, with the filters as chips. */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { post } from '../api/client';
import { fail, isShared, mayWrite, reload, session, sharedNote, summary } from '../state/data';
import { dialog } from '../state/dialogs';
import { type Borders, borders, chooseBorders, type Theme, theme } from '../state/prefs';
import { clearFilters, coding, dropFilter, filters, reviewing } from '../state/query';
import { FilterIcon, HelpIcon, MoreIcon, ReviewIcon, ShareIcon } from './icons';
import { Search } from './Search';
import { ShareMenu } from './Share';

export function TopBar() {
  return (
    <header class="top">
      <div class="brand">
        <b>casus</b>
        <i aria-hidden="true" />
        <span dir="auto">{session.value?.project}</span>
      </div>
      <Search />
      <nav class="row-flex" aria-label="Tools">
        <button type="button" class="btn" onClick={() => (dialog.value = 'filters')}>
          <FilterIcon />
          Filter
        </button>
        {!isShared.value && (
          <button
            type="button"
            class="btn"
            aria-pressed={reviewing.value !== null}
            onClick={() => (reviewing.value = reviewing.value ? null : 'needed')}
          >
            <ReviewIcon />
            Review
          </button>
        )}
        <Menu label="Share" icon={<ShareIcon />}>
          <ShareMenu />
        </Menu>
        <Menu label="View" icon={<MoreIcon />}>
          <ViewMenu />
        </Menu>
        <button
          type="button"
          class="btn"
          aria-label="Keys and signs"
          title="Keys and signs (?)"
          onClick={() => (dialog.value = 'help')}
        >
          <HelpIcon />
        </button>
      </nav>
    </header>
  );
}

function Menu({ label, icon, children }: { label: string; icon: ComponentChildren; children: ComponentChildren }) {
  const isOpen = useSignal(false);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!isOpen.value) return;
    const away = (event: Event) => {
      if (!box.current?.contains(event.target as Node)) isOpen.value = false;
    };
    addEventListener('pointerdown', away);
    addEventListener('focusin', away);
    return () => {
      removeEventListener('pointerdown', away);
      removeEventListener('focusin', away);
    };
  }, [isOpen.value]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the button and the entries inside
    <div
      class="menu-anchor"
      ref={box}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !isOpen.value) return;
        event.preventDefault();
        isOpen.value = false;
        box.current?.querySelector('button')?.focus();
      }}
    >
      <button type="button" class="btn" aria-expanded={isOpen.value} onClick={() => (isOpen.value = !isOpen.value)}>
        {icon}
        {label}
      </button>
      {isOpen.value && <div class="menu">{children}</div>}
    </div>
  );
}

type Option<T> = [value: T, label: string, note?: string];
const THEMES: Option<Theme>[] = [
  ['auto', 'As the system'],
  ['light', 'Light'],
  ['dark', 'Dark'],
];
const BORDERS: Option<Borders>[] = [
  ['none', 'None'],
  ['de_facto', 'De facto', 'as controlled on the ground, no position taken'],
];

/** The arrow keys walk through the entries of a menu, round its ends. */
function walk(event: KeyboardEvent): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const entries = [...(event.currentTarget as Element).querySelectorAll('button')];
  const at = entries.indexOf(document.activeElement as HTMLButtonElement);
  entries[(at + step + entries.length) % entries.length]?.focus();
}

/** One of several. */
function Choice<T extends string>({
  label,
  options,
  chosen,
  choose,
}: {
  label: string;
  options: Option<T>[];
  chosen: T;
  choose: (value: T) => void;
}) {
  const id = useId();
  return (
    <>
      <p class="menu-label" id={id}>
        {label}
      </p>
      <div role="menu" aria-labelledby={id} tabIndex={-1} onKeyDown={walk}>
        {options.map(([value, name, note]) => (
          <button
            key={value}
            type="button"
            role="menuitemradio"
            aria-checked={chosen === value}
            onClick={() => choose(value)}
          >
            {name}
            {note && <small>{note}</small>}
          </button>
        ))}
      </div>
    </>
  );
}

function ViewMenu() {
  return (
    <>
      <Choice label="Colours" options={THEMES} chosen={theme.value} choose={(value) => (theme.value = value)} />
      <Choice label="Boundaries on the map" options={BORDERS} chosen={borders.value} choose={chooseBorders} />
      {!isShared.value && (
        <>
          <p class="menu-label">Work</p>
          <button type="button" onClick={() => (coding.value = true)}>
            Two coders…<small>blind coding of a sample, agreement, adjudication</small>
          </button>
          {mayWrite.value && (
            <button type="button" onClick={() => void seen()}>
              All this is seen<small>what is here now no longer counts as new</small>
            </button>
          )}
        </>
      )}
    </>
  );
}

async function seen(): Promise<void> {
  try {
    await post('/api/seen', {});
    reload();
  } catch (error) {
    fail(error);
  }
}

export function StateLine() {
  const told = summary.value;
  return (
    <div class="state">
      <h1 class="sentence" aria-live="polite">
        {told?.sentence ?? 'Reading the record…'}
      </h1>
      {sharedNote.value && (
        <p class="muted" style={{ order: 9, flexBasis: '100%' }}>
          {sharedNote.value}
        </p>
      )}
      <div class="chips">
        {(told?.filters ?? []).map(({ key, value, shown }) => (
          <span key={key + value} class="chip">
            <span dir="auto">{shown}</span>
            <button type="button" aria-label={`Remove the filter ${shown}`} onClick={() => dropFilter(key, value)}>
              ×
            </button>
          </span>
        ))}
        {filters.value.length > 1 && (
          <button type="button" class="btn small quiet" onClick={clearFilters}>
            Clear all
          </button>
        )}
      </div>
    </div>
  );
}

/** One search box: full text, and suggestions that become filters or open what has that id. */
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { get } from '../api/client';
import type { Suggestion } from '../api/types';
import { isShared } from '../state/data';
import { choose } from '../state/detail';
import { addFilter, type FilterKey, openDoc, setFilter } from '../state/query';
import { SearchIcon } from './icons';

export function Search() {
  const text = useSignal('');
  const options = useSignal<Suggestion[]>([]);
  const at = useSignal(-1);
  const isOpen = useSignal(false);
  const waiting = useRef(0);

  const ask = (value: string) => {
    text.value = value;
    at.value = -1;
    isOpen.value = value.trim() !== '';
    clearTimeout(waiting.current);
    if (!value.trim() || isShared.peek()) {
      options.value = [];
      return;
    }
    waiting.current = window.setTimeout(() => {
      get<{ suggestions: Suggestion[] }>('/api/search', [['q', value.trim()]]).then(
        (answer) => {
          if (text.peek() === value) options.value = answer.suggestions;
        },
        () => {
          options.value = [];
        },
      );
    }, 130);
  };
  const take = (chosen: Suggestion | null) => {
    if (chosen) apply(chosen);
    else setFilter('text', text.value.trim());
    text.value = '';
    options.value = [];
    isOpen.value = false;
  };
  const all: (Suggestion | null)[] = [null, ...options.value.filter(({ key }) => key !== 'text')];
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      at.value = Math.max(-1, Math.min(all.length - 1, at.value + (event.key === 'ArrowDown' ? 1 : -1)));
    } else if (event.key === 'Enter' && text.value.trim()) {
      event.preventDefault();
      take(at.value > 0 ? (all[at.value] ?? null) : null);
    } else if (event.key === 'Escape' && isOpen.value) {
      event.preventDefault();
      isOpen.value = false;
    }
  };
  return (
    <search class="search">
      <SearchIcon />
      <input
        id="search"
        class="input"
        type="text"
        role="combobox"
        aria-label="Search reports, actors, places, kinds of act"
        aria-expanded={isOpen.value}
        aria-controls="search-options"
        aria-autocomplete="list"
        aria-activedescendant={at.value >= 0 ? `option-${at.value}` : undefined}
        placeholder="Search words, actors, places, sources, ids"
        autocomplete="off"
        spellcheck={false}
        value={text.value}
        onInput={(event) => ask(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onBlur={() => setTimeout(() => (isOpen.value = false), 150)}
      />
      <kbd aria-hidden="true">/</kbd>
      {isOpen.value && (
        <div class="options" id="search-options" role="listbox" aria-label="Suggestions">
          {all.map((option, n) => (
            <div
              key={option ? option.key + option.value : 'text'}
              id={`option-${n}`}
              role="option"
              tabIndex={-1}
              aria-selected={at.value === n}
              onMouseDown={(event) => {
                event.preventDefault();
                take(option);
              }}
            >
              <span dir="auto">{option ? option.shown : `“${text.value.trim()}”`}</span>
              <span>{option ? option.hint : 'words in the reports'}</span>
            </div>
          ))}
        </div>
      )}
    </search>
  );
}

function apply({ key, value }: Suggestion): void {
  if (key !== 'open') return addFilter(key as FilterKey, value);
  if (value.startsWith('d-')) openDoc.value = value;
  else choose(value);
}

/** Ways from the card: to where words stand in the report, and into the form for a field. */
import type { Quote } from '../api/types';
import { mayWrite } from '../state/data';
import { claimInFocus } from '../state/detail';
import { editing } from '../state/dialogs';
import { openDoc } from '../state/query';
import { questionOf } from './words';

/** Words that lead to where they stand. */
export function Jump({ quote, report, claim }: { quote: Quote; report: string; claim: string }) {
  return (
    <button
      type="button"
      class="jump words"
      dir="auto"
      title="Show where this stands"
      onClick={() => {
        openDoc.value = report;
        claimInFocus.value = claim;
      }}
    >
      {quote.words}
    </button>
  );
}

export function EditLink({ name }: { name: string }) {
  if (!mayWrite.value) return null;
  return (
    <button
      type="button"
      class="jump because"
      onClick={() => {
        editing.value = name;
      }}
    >
      edit<span class="sr"> {questionOf(name) ?? name}</span>
    </button>
  );
}

/** The form of a blind coding: nothing is filled in beforehand. */
import { useSignal } from '@preact/signals';
import type { CodingItem } from '../api/types';
import { type DraftParty, PartyEditor } from './edit/PartyEditor';
import { PlaceEditor, type PlaceValue } from './edit/PlaceEditor';
import { ChoiceEditor, TypeEditor, type TypeValue } from './edit/SmallEditors';
import { TimeEditor, type TimeValue } from './edit/TimeEditor';

interface Props {
  item: NonNullable<CodingItem['item']>;
  day: string | null;
  onSend: (values: Record<string, unknown>) => void;
}

export function CodeForm({ item, day, onSend }: Props) {
  const type = useSignal<TypeValue>({ type: 'ASSAULT', mode: null });
  const factuality = useSignal('CT+');
  const actor = useSignal<DraftParty[]>([]);
  const recipient = useSignal<DraftParty[]>([]);
  const place = useSignal<PlaceValue>({ place: null, role: 'where' });
  const time = useSignal<TimeValue | null>(null);
  const keys = (parties: DraftParty[]) => parties.map(({ key, name }) => key ?? name);
  const send = () =>
    onSend({
      is_claim: true,
      type: [type.value.type, type.value.mode].filter(Boolean).join('.'),
      factuality: factuality.value,
      actor: keys(actor.value),
      recipient: keys(recipient.value),
      ...(place.value.place ? { place: place.value.place.id ?? place.value.place.name } : {}),
      ...(time.value ? { time: `${time.value.earliest ?? ''}/${time.value.latest ?? ''}` } : {}),
    });
  return (
    <form
      class="dialog-body"
      style={{ padding: 0 }}
      onSubmit={(submit) => {
        submit.preventDefault();
        send();
      }}
    >
      <TypeEditor value={type.value} onChange={(value) => (type.value = value)} />
      <ChoiceEditor
        label="How certain it is told"
        name="factualities"
        value={factuality.value}
        onChange={(value) => (factuality.value = value)}
      />
      <div class="two-col">
        <fieldset>
          <legend>Who</legend>
          <PartyEditor
            value={actor.value}
            day={day}
            document={item.document}
            onChange={(value) => (actor.value = value)}
          />
        </fieldset>
        <fieldset>
          <legend>To whom</legend>
          <PartyEditor
            value={recipient.value}
            day={day}
            document={item.document}
            onChange={(value) => (recipient.value = value)}
          />
        </fieldset>
        <fieldset>
          <legend>Where</legend>
          <PlaceEditor value={place.value} document={item.document} onChange={(value) => (place.value = value)} />
        </fieldset>
        <fieldset>
          <legend>When</legend>
          <TimeEditor
            value={time.value}
            day={day}
            document={item.document}
            onChange={(value) => (time.value = value)}
          />
        </fieldset>
      </div>
      <div class="row-flex">
        <button type="submit" class="btn primary">
          Save and next
        </button>
        <button type="button" class="btn" onClick={() => onSend({ is_claim: false })}>
          This is no claim
        </button>
      </div>
    </form>
  );
}

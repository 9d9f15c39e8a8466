import type { Choice } from '../../api/types';

/** Choices come as plain values or as values with words and modes. */
export function choiceList(given: (Choice | string)[] | undefined): Choice[] {
  return (given ?? []).map((one) => (typeof one === 'string' ? { value: one, shown: one } : one));
}

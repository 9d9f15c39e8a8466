/** Plain words for what the record holds, where the server has not said them already. */
import type { EventRow, Party } from '../api/types';
import { type Family, familyOf } from '../map/palette';

const TYPES: Record<string, string> = {
  AGREE: 'Agreement',
  CONSULT: 'Talks',
  SUPPORT: 'Support in words',
  CONCEDE: 'Concession',
  COOPERATE: 'Cooperation',
  AID: 'Aid',
  RETREAT: 'Withdrawal, release',
  REQUEST: 'Request',
  ACCUSE: 'Accusation',
  REJECT: 'Refusal',
  THREATEN: 'Threat',
  PROTEST: 'Protest',
  SANCTION: 'Sanction',
  MOBILIZE: 'Mobilisation',
  COERCE: 'Coercion',
  ASSAULT: 'Attack',
  DISPLACE: 'Displacement',
};

const RELATIONS: Record<string, string> = {
  controls: 'Control',
  contests: 'Contest',
  besieges: 'Siege',
  present_in: 'Presence',
  allied_with: 'Alliance',
  supports: 'Support',
  fights: 'War',
  coordinates_with: 'Coordination',
  part_of: 'Belonging',
  ceasefire_with: 'Ceasefire',
  commands: 'Command',
};

const REALISATIONS: Record<string, string> = {
  happened: 'happened',
  partly: 'partly happened',
  expected: 'not yet happened',
  lapsed_unknown: 'day passed, unknown',
  did_not_happen: 'did not happen',
  disputed: 'disputed',
  unclear: 'unclear',
};

const FACTUALITIES: Record<string, string> = {
  'CT+': 'told as certain',
  'PR+': 'told as probable',
  'PS+': 'told as possible',
  'CT-': 'told as not so',
  'PR-': 'told as probably not so',
  'PS-': 'told as possibly not so',
  U: 'left open',
};

const REASONS: Record<string, string> = { uncertain: 'uncertain', disputed: 'sources disagree', new: 'new' };
const REVIEWS: Record<string, string> = {
  open: 'not looked at',
  accepted: 'accepted',
  rejected: 'rejected',
  edited: 'edited',
};
const STANCES: Record<string, string> = {
  asserts: 'says',
  claims: 'claims as its own act',
  alleges: 'alleges',
  denies: 'denies',
  doubts: 'doubts',
};
const QUESTIONS: Record<string, string> = {
  actor: 'Who',
  type: 'Did what',
  recipient: 'To whom',
  place: 'Where',
  time: 'When',
  occurrence: 'Happened',
};

const SECTORS: Record<string, string> = {
  GOV: 'Government',
  MIL: 'Armed forces',
  COP: 'Police',
  SPY: 'Intelligence',
  REB: 'Rebels',
  UAF: 'Unidentified armed',
  CVL: 'Civilians',
  REF: 'Refugees',
  JRN: 'Media',
  IGO: 'Intergovernmental',
  NGO: 'NGO',
  UNO: 'United Nations',
  OPP: 'Opposition',
  PTY: 'Party',
  MED: 'Medical',
  IMG: 'International armed group',
  AGR: 'Agriculture',
  REL: 'Religious',
  EDU: 'Education',
  LEG: 'Legislature',
  JUD: 'Judiciary',
  UNK: 'Unknown',
};

export const typeName = (type: string): string => TYPES[type] ?? sentence(type);
export const relationName = (relation: string): string =>
  RELATIONS[relation] ?? sentence(relation.replaceAll('_', ' '));
export const realisationName = (value: string): string => REALISATIONS[value] ?? value.replaceAll('_', ' ');
export const factualityName = (value: string): string => FACTUALITIES[value] ?? value;
export const reasonName = (value: string): string => REASONS[value] ?? value;
export const reviewName = (value: string): string => REVIEWS[value] ?? value;
export const stanceName = (value: string): string => STANCES[value] ?? value;
export const questionOf = (field: string): string | undefined => QUESTIONS[field];
export const sectorName = (value: string): string => SECTORS[value] ?? value;
export const modeName = (mode: string): string => mode.replaceAll('-', ' ').replaceAll('_', ' ');

/** "Attack, heavy weapons": the kind of an event with its mode. */
export function kindOf(event: Pick<EventRow, 'type' | 'mode'>): string {
  return event.mode ? `${typeName(event.type)}, ${modeName(event.mode)}` : typeName(event.type);
}

export function family(type: string): Family {
  return familyOf(type);
}

/** "A, B and 2 more": names of those on one side. */
export function nameAll(parties: Party[], most = 2): string {
  const names = [...new Set(parties.map((party) => party.name))];
  if (names.length <= most) return names.join(' and ');
  return `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
}

export function count(amount: number, noun: string, plural = `${noun}s`): string {
  return `${amount.toLocaleString('en')} ${amount === 1 ? noun : plural}`;
}

export type DotShape = '' | 'open' | 'not';

/** Filled: told as done. Ring: asked, planned, expected. Struck: denied or did not happen. The words beside it say the same. */
export function dotShape(realisation: string): DotShape {
  if (realisation === 'did_not_happen') return 'not';
  return realisation === 'happened' || realisation === 'partly' || realisation === 'disputed' ? '' : 'open';
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export function dayName(iso: string | null): string {
  if (!iso) return '';
  const [year, month, day] = iso.slice(0, 10).split('-').map(Number);
  return `${day} ${MONTHS[(month ?? 1) - 1]} ${year}`;
}

export function momentName(iso: string): string {
  return `${dayName(iso)}, ${iso.slice(11, 16)}`;
}

function sentence(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
}

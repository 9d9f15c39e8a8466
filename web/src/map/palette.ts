/** Colours that the map and the drawn pictures need as values; the rest of the page takes them from tokens.css. */

export interface Palette {
  water: string;
  land: string;
  coast: string;
  border: string;
  label: string;
  halo: string;
  sea: string;
  ink: string;
  paper: string;
  muted: string;
  rule: string;
  accent: string;
  families: Record<Family, string>;
}

/** The four quadrants of PLOVER, and people who flee, which belongs to none. */
export type Family = 'force' | 'pressure' | 'words' | 'deeds' | 'flight';

export const LIGHT: Palette = {
  water: '#dfe5e8',
  land: '#f7f6f2',
  coast: '#b3bfc4',
  border: '#b9b4a8',
  label: '#5a6168',
  halo: '#f7f6f2',
  sea: '#7f919b',
  ink: '#16191d',
  paper: '#ffffff',
  muted: '#596067',
  rule: '#dcdcd6',
  accent: '#1c5d99',
  families: { force: '#c2391f', pressure: '#b9770e', words: '#3b6ea8', deeds: '#23836b', flight: '#7d5ba6' },
};

export const DARK: Palette = {
  water: '#0e1418',
  land: '#1c2328',
  coast: '#35424a',
  border: '#46515a',
  label: '#9aa6ae',
  halo: '#161c20',
  sea: '#56666f',
  ink: '#e9ebe8',
  paper: '#161a1d',
  muted: '#a0a8ad',
  rule: '#2c3338',
  accent: '#74b3ee',
  families: { force: '#f0694c', pressure: '#e0a53c', words: '#74a9e6', deeds: '#52b899', flight: '#b295dc' },
};

const FAMILIES: Record<string, Family> = {
  PROTEST: 'force',
  SANCTION: 'force',
  MOBILIZE: 'force',
  COERCE: 'force',
  ASSAULT: 'force',
  REQUEST: 'pressure',
  ACCUSE: 'pressure',
  REJECT: 'pressure',
  THREATEN: 'pressure',
  AGREE: 'words',
  CONSULT: 'words',
  SUPPORT: 'words',
  CONCEDE: 'words',
  COOPERATE: 'deeds',
  AID: 'deeds',
  RETREAT: 'deeds',
  DISPLACE: 'flight',
};

export function familyOf(type: string): Family {
  return FAMILIES[type] ?? 'words';
}

export const FAMILY_NAMES: Record<Family, string> = {
  force: 'force and coercion',
  pressure: 'demands, threats, accusations',
  words: 'agreement, talks, support',
  deeds: 'aid, cooperation, withdrawal',
  flight: 'displacement',
};

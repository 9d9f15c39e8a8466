/** The JSON of docs/api.md, as types. Names and order follow that page. */

export interface Quote {
  start: number;
  end: number;
  words: string;
}

export type Review = 'open' | 'accepted' | 'rejected' | 'edited';
export type Shape = 'point' | 'area' | 'line' | 'none';

export interface Party {
  name: string;
  key: string | null;
  kind: string | null;
  sector: string | null;
  country: string | null;
  is_place?: boolean;
}

export interface Place {
  id: string | null;
  name: string;
  lat: number | null;
  lon: number | null;
  country: string | null;
  admin1: string | null;
  kind: string;
  precision: number | null;
  radius_km: number | null;
  shape: Shape;
  shown: string;
}

export interface EventDate {
  earliest: string | null;
  latest: string | null;
  precision: string | null;
  basis: 'told' | 'published' | 'none';
  shown: string;
}

export interface Count {
  role: string;
  low: number | null;
  best: number | null;
  high: number | null;
  shown: string;
  quote?: Quote | null;
}

export interface EventRow {
  id: string;
  version: string;
  type: string;
  mode: string | null;
  label: string;
  action: string;
  line: string;
  date: EventDate;
  actors: Party[];
  recipients: Party[];
  place: Place | null;
  numbers: Count[];
  reports: number;
  claims: number;
  sources: number;
  realisation: string;
  certainty: string;
  index: number;
  disputed: boolean;
  contradictions: string[];
  review: Review;
  needs_review: boolean;
  reasons: string[];
  first_report: string | null;
  last_report: string | null;
}

export interface Backing {
  claim: string;
  report: string;
  publisher: string | null;
  source: string;
  stance: string;
  quote: Quote | null;
}

export interface FieldValue {
  key: string;
  shown: string;
  low: number | null;
  best: number | null;
  high: number | null;
  independent: number;
  by: string;
  backing: Backing[];
}

export interface Field {
  name: string;
  label: string;
  rule: string;
  disputed: boolean;
  edited: boolean;
  inferred: string | null;
  values: FieldValue[];
}

export interface Contradiction {
  kind: string;
  field: string;
  shown: string;
  values: FieldValue[];
}

export interface ClaimParty extends Party {
  role: string;
  quote: Quote | null;
  inferred: string | null;
}

export interface ClaimSource {
  name: string;
  key: string | null;
  stance: string;
  quote: Quote | null;
  cue: Quote | null;
  part: string | null;
  naming: string | null;
  is_party: boolean | null;
  speech: string | null;
  said: ClaimTime | null;
}

/** Who passes on what the sources say: an outlet told, a wire, the publisher. */
export interface Carrier {
  part: string;
  name: string;
  quote: Quote | null;
}

export interface ClaimTime {
  quote: Quote | null;
  earliest: string | null;
  latest: string | null;
  precision: string | null;
  shown: string;
}

interface Told {
  id: string;
  report: string;
  publisher: string | null;
  published: string | null;
  factuality: string;
  denied: boolean;
  certainty: number;
  trigger: Quote;
  sentence: Quote;
  time: ClaimTime | null;
  sources: ClaimSource[];
  carriers: Carrier[];
  cues: Quote[];
  rules: string[];
  review: Review;
  edited: string[];
}

export interface Claim extends Told {
  event: string;
  telling: string;
  type: string;
  mode: string | null;
  label: string;
  status: string;
  parties: ClaimParty[];
  places: { role: string; name: string; quote: Quote; place: Place | null }[];
  quantities: Count[];
  instrument: Quote | null;
}

export interface State extends Told {
  relation: string;
  extent: string | null;
  subjects: ClaimParty[];
  objects: ClaimParty[];
}

export interface Report {
  id: string;
  title: string | null;
  publisher: string | null;
  published: string | null;
  url: string | null;
  copy_of: string | null;
  copies: string[];
  claims: string[];
  differs: string[];
}

export interface Join {
  a: string;
  b: string;
  verdict: string;
  score: number | null;
  reasons: string[];
  author: string;
  made: string;
}

export interface Evidence {
  document: string;
  start: number;
  end: number;
  words?: string;
}

export interface Decision {
  id: string;
  kind: string;
  event: string | null;
  claim: string | null;
  document: string | null;
  field: string | null;
  before: unknown;
  value: unknown;
  evidence: Evidence | null;
  author: string;
  made: string;
  reason: string | null;
  undoes: string | null;
  undone_by: string | null;
  batch: string | null;
  attached: boolean;
  shown: string;
}

export interface EventDetail extends EventRow {
  members: string[];
  explanation: string;
  parts: { name: string; value: number }[];
  fields: Field[];
  contradictions_in_full: Contradiction[];
  claims_in_full: Claim[];
  reports_in_full: Report[];
  history: Decision[];
  similar: number;
  joins: Join[];
  candidates: { event: EventRow; score: number; reasons: string[] }[];
}

export interface Segment {
  start: number;
  text: string;
  marks: string[];
  part: string;
  opens: boolean;
}

export interface Mark {
  id: string;
  claim: string;
  event: string | null;
  role: string;
  label: string;
  name: string | null;
  start: number;
  end: number;
  focus: boolean;
}

export interface Doc {
  id: string;
  title: string | null;
  publisher: string | null;
  published: string | null;
  published_basis: string;
  byline: string | null;
  dateline: string | null;
  url: string | null;
  language: string;
  direction: 'ltr' | 'rtl';
  characters: number;
  copy_of: string | null;
  copies: string[];
  origins: string[];
  segments: Segment[];
  marks: Mark[];
  events: EventRow[];
  states: State[];
  notes: { code: string; message: string; start: number | null; end: number | null }[];
  first_focus: number | null;
}

export interface Session {
  casus: string;
  project: string;
  author: string;
  may_write: boolean;
  needs_token: boolean;
  is_read_only: boolean;
  revision: string;
  state: 'ready' | 'preparing';
  prepared: number;
  total: number;
  borders: string;
  attribution: string;
  warning: string | null;
}

export interface Summary {
  sentence: string;
  events: number;
  of: number;
  claims: number;
  reports: number;
  needs_review: number;
  disputed: number;
  undated: number;
  unplaced: number;
  rejected: number;
  states: number;
  first_day: string | null;
  last_day: string | null;
  last_report: string | null;
  filters: { key: string; value: string; shown: string }[];
}

export interface Facet {
  value: string;
  shown?: string;
  count: number;
  modes?: Facet[];
}
export type Facets = Record<
  'type' | 'sector' | 'country' | 'actor' | 'place' | 'source' | 'review' | 'realisation' | 'certainty' | 'relation',
  Facet[]
>;

export interface EventPage {
  events: EventRow[];
  total: number;
  cursor: string | null;
  revision: string;
}

export interface MapFeature {
  type: 'Feature';
  id: string;
  geometry: { type: 'Point'; coordinates: [number, number] };
  properties: {
    kind: 'place' | 'cluster';
    count: number;
    name: string;
    place: string | null;
    shape: Shape | 'cluster';
    radius_km: number | null;
    precision: number | null;
    disputed: number;
    needs_review: number;
    types: Record<string, number>;
    top: string;
    events: string[];
    bbox?: [number, number, number, number];
  };
}

export interface MapAnswer {
  type: 'FeatureCollection';
  clustered: boolean;
  /** West, south, east, north of all events, also of those out of view. */
  bbox?: [number, number, number, number] | null;
  events: number;
  unplaced: number;
  features: MapFeature[];
}

export interface StripPeriod {
  from: string | null;
  to: string | null;
  reported: string | null;
  polarity: boolean;
  extent: string | null;
  conflict: boolean;
  /** It follows from an event, such as the capture of a town; nobody states it. */
  inferred: boolean;
}

export interface StripLine {
  line: string;
  relation: string;
  subject: string;
  object: string;
  shown: string;
  periods: StripPeriod[];
}

export interface TimelineAnswer {
  bucket: 'day' | 'week' | 'month' | 'year';
  first: string | null;
  last: string | null;
  starts: string[];
  lanes: { type: string; total: number; counts: number[]; disputed: number[] }[];
  undated: number;
  strip: StripLine[];
}

export interface Line {
  id: string;
  relation: string;
  subject: Party;
  object: Party;
  shown: string;
  place: Place | null;
  disputed: boolean;
  independent: number;
  last_reported: string | null;
  periods: (StripPeriod & {
    precision: string | null;
    independent: number;
    closed_by: string | null;
    backing: Backing[];
  })[];
  conflicts: Contradiction[];
  claims?: State[];
}

export interface NetworkAnswer {
  nodes: {
    id: string;
    name: string;
    sector: string | null;
    events: number;
    known: boolean;
  }[];
  edges: {
    from: string;
    to: string;
    kind: string;
    events: number;
    states: number;
    weight: number;
    directed: boolean;
    first: string | null;
    last: string | null;
    example: { event: string | null; state: string | null; words: string };
  }[];
  left_out: number;
}

export interface SourcesAnswer {
  independent: number;
  reports: number;
  publishers: {
    name: string;
    reports: number;
    copies: number;
    claims: number;
    events: number;
    first: string | null;
    last: string | null;
  }[];
  groups: { original: Report; copies: Report[] }[];
  quoted: { name: string; key: string | null; claims: number; stances: Record<string, number> }[];
}

export interface Suggestion {
  key: string;
  value: string;
  shown: string;
  hint: string;
}

export interface PlaceCandidate {
  place: Place;
  score: number;
  reason: string;
  names: { name: string; script: string }[];
}

export interface ActorCandidate extends Party {
  score: number;
  reason: string;
  used: number;
}

export interface TimeAnswer {
  time: { earliest: string | null; latest: string | null; precision: string; shown: string } | null;
  words: string;
  remedy?: string | null;
}

export interface Choice {
  value: string;
  shown: string;
  modes?: string[];
}
export type Choices = Record<
  | 'types'
  | 'statuses'
  | 'factualities'
  | 'relations'
  | 'sectors'
  | 'kinds'
  | 'precisions'
  | 'quantity_roles'
  | 'roles'
  | 'extents',
  (Choice | string)[]
>;

export interface ReviewAnswer {
  queue: string[];
  total: number;
  counts: Record<'uncertain' | 'disputed' | 'new', number>;
}

export interface Made {
  decision: Decision | null;
  event: EventDetail | null;
  gone: string[];
  also: EventRow[];
  revision: string;
}

export interface BulkPreview {
  rows: { event: EventRow; before: unknown; after: unknown }[];
  total: number;
}

export interface BulkMade {
  batch: string;
  decisions: Decision[];
  stale: { event: string; version: string; current: EventRow }[];
  revision: string;
}

export interface Sample {
  id: string;
  name: string;
  size: number;
  coders: { name: string; done: number }[];
  made: string;
}

export interface CodingItem {
  item: { claim: string; document: string; sentence: Quote; trigger: Quote; fields: string[] } | null;
  done: number;
  total: number;
}

export interface Agreement {
  both: number;
  fields: { field: string; alpha: number | null; f1: number | null; agree: number; units: number }[];
}

export interface Disagreement {
  claim: string;
  document: string;
  event: string;
  sentence: Quote;
  field: string;
  values: { coder: string; value: unknown }[];
  machine: unknown;
  settled: { value: unknown; author: string; reason: string | null } | null;
}

export interface ExportFormat {
  name: string;
  title: string;
  type: string;
  suffix: string;
  loses?: string;
}

export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  found?: string;
  where?: string;
  expected?: string;
  remedy?: string;
  yours?: unknown;
  current?: EventDetail;
}

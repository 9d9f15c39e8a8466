/** The chain of those who say so, from the speaker out to the publisher, with the words that show each. */
import type { ComponentChildren } from 'preact';
import type { Carrier, Claim, ClaimSource } from '../api/types';
import { EditLink, Jump } from './Jump';
import { stanceName } from './words';

const NAMINGS: Record<string, string> = {
  named: 'named',
  office: 'not named, by office only',
  anonymous: 'name withheld',
};
const SPEECHES: Record<string, string> = { direct: 'quoted directly', indirect: 'reported indirectly' };

export function Sources({ claim }: { claim: Claim }) {
  return (
    <div>
      <dt>
        According to
        <i class="swatch source" aria-hidden="true" />
      </dt>
      <dd>
        <ol class="chain">
          {claim.sources.length === 0 && (
            <Link part="writer">
              <span class="value">in the report’s own voice</span>
            </Link>
          )}
          {claim.sources.map((source, at) => (
            <Source key={at} source={source} claim={claim} />
          ))}
          {carriers(claim).map((carrier) => (
            <Link key={carrier.part + carrier.name} part={carrier.part}>
              <bdi>{carrier.name}</bdi>{' '}
              {carrier.quote && <Jump quote={carrier.quote} report={claim.report} claim={claim.id} />}
            </Link>
          ))}
        </ol>
        <EditLink name="source" />
      </dd>
    </div>
  );
}

/** Those who pass it on; where none is told, the publisher of the report does. */
function carriers(claim: Claim): Carrier[] {
  if (claim.carriers.length > 0) return claim.carriers;
  return claim.publisher ? [{ part: 'publisher', name: claim.publisher, quote: null }] : [];
}

function Link({ part, children }: { part: string; children: ComponentChildren }) {
  return (
    <li>
      <span class="part">{part}</span>
      <span>{children}</span>
    </li>
  );
}

function Source({ source, claim }: { source: ClaimSource; claim: Claim }) {
  const about = [
    NAMINGS[source.naming ?? ''],
    source.is_party === null ? '' : source.is_party ? 'party to it' : 'no party to it',
    SPEECHES[source.speech ?? ''],
    source.said?.shown ? `said ${source.said.shown}` : '',
  ].filter(Boolean);
  const said = source.said?.quote;
  return (
    <Link part={source.part ?? 'speaker'}>
      <bdi class="value">{source.name}</bdi> {stanceName(source.stance)}{' '}
      {source.quote && <Jump quote={source.quote} report={claim.report} claim={claim.id} />}{' '}
      {source.cue && <Jump quote={source.cue} report={claim.report} claim={claim.id} />}
      {about.length > 0 && (
        <span class="about">
          {about.join(' · ')} {said && <Jump quote={said} report={claim.report} claim={claim.id} />}
        </span>
      )}
    </Link>
  );
}

-- One query per table, each listing the rows by ids and offsets instead of row numbers. The first part goes before each.
WITH
k AS (SELECT reading_no, doc_id, run_id FROM reading JOIN document USING (doc_no) JOIN run USING (run_no)),
f AS (
    SELECT finding_no, doc_id, run_id, claim_id, nth
    FROM run_claim JOIN claim USING (claim_no) JOIN k USING (reading_no)
)
-- table: source
SELECT name FROM source
-- table: document
SELECT doc_id, name, title, byline, dateline, published, published_basis, language, text, text_digest
FROM document LEFT JOIN source USING (source_no)
-- table: sighting
SELECT doc_id, origin, digest, url, given_id FROM sighting JOIN document USING (doc_no)
-- table: part
SELECT doc_id, n, kind, start, end FROM part JOIN document USING (doc_no)
-- table: run
SELECT run_id, engine, version, settings, digests, steps FROM run
-- table: reading
SELECT doc_id, run_id, hex(unpacked(body)), rank() OVER (PARTITION BY doc_no ORDER BY reading_no)
FROM reading JOIN document USING (doc_no) JOIN run USING (run_no)
-- table: sentence
SELECT doc_id, run_id, n, start, end FROM sentence JOIN k USING (reading_no)
-- table: evidence
SELECT doc_id, start, end, quote FROM evidence JOIN document USING (doc_no)
-- table: place
SELECT facts_id, place_id, name, folded, lat, lon, country, admin1, kind, precision, radius_km FROM place
-- table: actor
SELECT doc_id, run_id, local_id, name, folded, kind, sector, country, registry FROM actor JOIN k USING (reading_no)
-- table: actor_mention
SELECT k.doc_id, run_id, local_id, n, start, end
FROM actor_mention JOIN actor USING (actor_no) JOIN k USING (reading_no) JOIN evidence USING (evidence_no)
-- table: claim
SELECT claim_id, doc_id, kind, type, start, end
FROM claim JOIN document USING (doc_no) JOIN evidence ON evidence_no = trigger
-- table: run_claim
SELECT doc_id, run_id, claim_id, f.nth, position, sentence, factuality, certainty, rules, event_id, local, mode, status,
    content_of, extent, start, end, earliest, latest, precision, day_from, day_to
FROM run_claim JOIN f USING (finding_no) LEFT JOIN evidence ON evidence_no = time_words
-- table: claim_role
SELECT doc_id, run_id, claim_id, nth, n, role, local_id, start, end, is_place, facts_id
FROM claim_role x JOIN f USING (finding_no) LEFT JOIN actor ON actor.actor_no = x.actor_no
LEFT JOIN evidence ON evidence.evidence_no = x.evidence_no LEFT JOIN place ON place.place_no = x.place_no
-- table: claim_place
SELECT doc_id, run_id, claim_id, nth, n, role, start, end, facts_id
FROM claim_place x JOIN f USING (finding_no) JOIN evidence ON evidence.evidence_no = x.evidence_no
LEFT JOIN place ON place.place_no = x.place_no
-- table: claim_quantity
SELECT doc_id, run_id, claim_id, nth, n, role, e.start, e.end, low, best, high, unit, local_id, w.start, w.end, p.start,
    p.end, is_total, c.start, c.end
FROM claim_quantity x JOIN f USING (finding_no) JOIN evidence e ON e.evidence_no = x.evidence_no
LEFT JOIN actor ON actor.actor_no = x.actor_no LEFT JOIN evidence w ON w.evidence_no = x.noun
LEFT JOIN evidence p ON p.evidence_no = x.part_of LEFT JOIN evidence c ON c.evidence_no = x.total_cue
-- table: claim_attribution
SELECT doc_id, run_id, claim_id, nth, n, local_id, e.start, e.end, c.start, c.end, stance, part, naming, is_party, speech,
    s.start, s.end, said_earliest, said_latest, said_precision
FROM claim_attribution x JOIN f USING (finding_no) LEFT JOIN actor ON actor.actor_no = x.actor_no
LEFT JOIN evidence e ON e.evidence_no = x.evidence_no LEFT JOIN evidence c ON c.evidence_no = x.cue
LEFT JOIN evidence s ON s.evidence_no = x.said
-- table: claim_carrier
SELECT doc_id, run_id, claim_id, nth, n, part, name, start, end
FROM claim_carrier x JOIN f USING (finding_no) LEFT JOIN evidence USING (evidence_no)
-- table: claim_words
SELECT doc_id, run_id, claim_id, nth, n, part, start, end
FROM claim_words JOIN f USING (finding_no) JOIN evidence USING (evidence_no)
-- table: note
SELECT k.doc_id, run_id, n, code, message, start, end
FROM note x JOIN k USING (reading_no) LEFT JOIN evidence ON evidence.evidence_no = x.evidence_no
-- table: refusal
SELECT run_id, origin, code, message FROM refusal JOIN run USING (run_no)
-- table: judgement
SELECT a, b, verdict, score, reasons, author, made, withdrawn FROM judgement WHERE author NOT LIKE 'casus merge %'
-- table: decision
SELECT decision_no, kind, event_id, field, before, value, doc_id, start, end, is_for_event, author, made, reason, undoes, batch
FROM decision LEFT JOIN document USING (doc_no)
-- table: decision_claim
SELECT decision_no, n, claim_id, telling_id, doc_id, type, start, end, side FROM decision_claim JOIN document USING (doc_no)
-- table: sample
SELECT sample_id, name, coders, settings, made FROM sample
-- table: sample_item
SELECT sample_id, n, claim_id FROM sample_item JOIN sample USING (sample_no)
-- table: coding
SELECT sample_id, claim_id, coder, codes, coding.made FROM coding JOIN sample USING (sample_no)
-- table: settlement
SELECT sample_id, claim_id, field, value, author, reason, settlement.made FROM settlement JOIN sample USING (sample_no)

-- The record of a casus project, first version.
--
-- Words: a "run" is one way of reading (engine, version, settings, digests of data and models), however often it was
-- started; each start is a "session". A "claim" is what all engines agree on (document, trigger, type); a "finding" is
-- what one run says about a claim. Offsets count Unicode code points of document.text, end excluded, from 0.
-- Integer keys are private to one file; everything a user meets has an id made from its content.

CREATE TABLE source (
    source_no INTEGER PRIMARY KEY,
    name      TEXT NOT NULL UNIQUE
);

CREATE TABLE document (
    doc_no          INTEGER PRIMARY KEY,
    doc_id          TEXT NOT NULL UNIQUE,
    source_no       INTEGER REFERENCES source,
    title           TEXT,
    byline          TEXT,
    dateline        TEXT,
    published       TEXT,
    published_basis TEXT NOT NULL,
    language        TEXT NOT NULL,
    text            TEXT NOT NULL,
    text_digest     TEXT NOT NULL
);
CREATE INDEX document_published ON document (published);
CREATE INDEX document_text ON document (text_digest);

-- Everywhere one report was seen. The same report in two files is one document with two sightings.
CREATE TABLE sighting (
    doc_no   INTEGER NOT NULL REFERENCES document,
    origin   TEXT NOT NULL,
    digest   TEXT NOT NULL,
    url      TEXT,
    given_id TEXT,
    PRIMARY KEY (doc_no, origin, digest)
) WITHOUT ROWID;
CREATE INDEX sighting_given ON sighting (given_id);

CREATE TABLE part (
    doc_no INTEGER NOT NULL REFERENCES document,
    n      INTEGER NOT NULL,
    kind   TEXT NOT NULL,
    start  INTEGER NOT NULL,
    end    INTEGER NOT NULL CHECK (end >= start),
    PRIMARY KEY (doc_no, n)
) WITHOUT ROWID;

CREATE TABLE run (
    run_no   INTEGER PRIMARY KEY,
    run_id   TEXT NOT NULL UNIQUE,
    engine   TEXT NOT NULL,
    version  TEXT NOT NULL,
    settings TEXT NOT NULL CHECK (json_valid(settings)),
    digests  TEXT NOT NULL CHECK (json_valid(digests)),
    steps    TEXT NOT NULL CHECK (json_valid(steps))
);

-- `ended` is empty while a session works and stays empty when it was interrupted.
CREATE TABLE session (
    session_no INTEGER PRIMARY KEY,
    run_no     INTEGER NOT NULL REFERENCES run,
    started    TEXT NOT NULL,
    ended      TEXT
);

-- One row per document and run; `reading_no` grows, so the highest of a document is its latest.
CREATE TABLE reading (
    reading_no INTEGER PRIMARY KEY,
    doc_no     INTEGER NOT NULL REFERENCES document,
    run_no     INTEGER NOT NULL REFERENCES run,
    body       BLOB NOT NULL,
    UNIQUE (doc_no, run_no)
);

CREATE TABLE sentence (
    reading_no INTEGER NOT NULL REFERENCES reading,
    n          INTEGER NOT NULL,
    start      INTEGER NOT NULL,
    end        INTEGER NOT NULL CHECK (end >= start),
    PRIMARY KEY (reading_no, n)
) WITHOUT ROWID;

-- The words that prove a value. A trigger compares them with the document.
CREATE TABLE evidence (
    evidence_no INTEGER PRIMARY KEY,
    doc_no      INTEGER NOT NULL REFERENCES document,
    start       INTEGER NOT NULL CHECK (start >= 0),
    end         INTEGER NOT NULL,
    quote       TEXT NOT NULL CHECK (length(quote) > 0),
    UNIQUE (doc_no, start, end)
);
CREATE TRIGGER evidence_quotes_its_document BEFORE INSERT ON evidence
WHEN length(NEW.quote) IS NOT NEW.end - NEW.start
  OR NEW.quote IS NOT (SELECT substr(text, NEW.start + 1, NEW.end - NEW.start) FROM document WHERE doc_no = NEW.doc_no)
BEGIN
    SELECT RAISE(ABORT, 'evidence does not quote its document');
END;

CREATE TABLE place (
    place_no  INTEGER PRIMARY KEY,
    facts_id  TEXT NOT NULL UNIQUE, -- over all columns below: a corrected gazetteer adds a row and edits none
    place_id  TEXT NOT NULL,
    name      TEXT NOT NULL,
    folded    TEXT NOT NULL,
    lat       REAL,
    lon       REAL,
    country   TEXT,
    admin1    TEXT,
    kind      TEXT NOT NULL,
    precision INTEGER NOT NULL,
    radius_km REAL NOT NULL
);

CREATE TABLE actor (
    actor_no   INTEGER PRIMARY KEY,
    reading_no INTEGER NOT NULL REFERENCES reading,
    local_id   TEXT NOT NULL,
    name       TEXT NOT NULL,
    folded     TEXT NOT NULL,
    kind       TEXT NOT NULL,
    sector     TEXT NOT NULL,
    country    TEXT,
    registry   TEXT,
    UNIQUE (reading_no, local_id)
);
CREATE INDEX actor_registry ON actor (registry);

CREATE TABLE actor_mention (
    actor_no    INTEGER NOT NULL REFERENCES actor,
    n           INTEGER NOT NULL,
    evidence_no INTEGER NOT NULL REFERENCES evidence,
    PRIMARY KEY (actor_no, n)
) WITHOUT ROWID;

CREATE TABLE claim (
    claim_no INTEGER PRIMARY KEY,
    claim_id TEXT NOT NULL UNIQUE,
    doc_no   INTEGER NOT NULL REFERENCES document,
    kind     TEXT NOT NULL CHECK (kind IN ('event', 'state')),
    type     TEXT NOT NULL,
    trigger  INTEGER NOT NULL REFERENCES evidence
);
CREATE INDEX claim_document ON claim (doc_no);
CREATE INDEX claim_type ON claim (type COLLATE NOCASE);

-- What one run says about one claim (run_claim). `nth` tells apart two findings of one run with the same identity,
-- such as a claim and its denial on the same words. `earliest`, `latest` are days; `day_from`, `day_to` are what the
-- time filters compare: the time told, open ends left wide, or the day of publication where no time is told.
CREATE TABLE run_claim (
    finding_no INTEGER PRIMARY KEY,
    reading_no INTEGER NOT NULL REFERENCES reading,
    claim_no   INTEGER NOT NULL REFERENCES claim,
    nth        INTEGER NOT NULL,
    position   INTEGER NOT NULL,
    sentence   INTEGER NOT NULL,
    factuality TEXT NOT NULL,
    certainty  REAL NOT NULL CHECK (certainty BETWEEN 0 AND 1),
    rules      TEXT NOT NULL CHECK (json_valid(rules)),
    event_id   TEXT,
    local      TEXT,
    mode       TEXT,
    status     TEXT,
    content_of TEXT,
    extent     TEXT,
    time_words INTEGER REFERENCES evidence,
    earliest   TEXT,
    latest     TEXT,
    precision  TEXT,
    day_from   TEXT,
    day_to     TEXT,
    UNIQUE (reading_no, claim_no, nth)
);
CREATE INDEX run_claim_claim ON run_claim (claim_no);
CREATE INDEX run_claim_event ON run_claim (event_id);
CREATE INDEX run_claim_days ON run_claim (day_from, day_to);

-- Parties of a finding: actor, recipient, mediator … of an act; subject and object of a state.
CREATE TABLE claim_role (
    finding_no  INTEGER NOT NULL REFERENCES run_claim,
    n           INTEGER NOT NULL,
    role        TEXT NOT NULL,
    actor_no    INTEGER REFERENCES actor,
    evidence_no INTEGER REFERENCES evidence,
    is_place    INTEGER NOT NULL DEFAULT 0,
    place_no    INTEGER REFERENCES place,
    PRIMARY KEY (finding_no, n)
) WITHOUT ROWID;
CREATE INDEX claim_role_actor ON claim_role (actor_no);

CREATE TABLE claim_place (
    finding_no  INTEGER NOT NULL REFERENCES run_claim,
    n           INTEGER NOT NULL,
    role        TEXT NOT NULL,
    evidence_no INTEGER NOT NULL REFERENCES evidence,
    place_no    INTEGER REFERENCES place,
    PRIMARY KEY (finding_no, n)
) WITHOUT ROWID;
CREATE INDEX claim_place_place ON claim_place (place_no);

CREATE TABLE claim_quantity (
    finding_no  INTEGER NOT NULL REFERENCES run_claim,
    n           INTEGER NOT NULL,
    role        TEXT NOT NULL,
    evidence_no INTEGER NOT NULL REFERENCES evidence,
    low         INTEGER,
    best        INTEGER,
    high        INTEGER,
    PRIMARY KEY (finding_no, n)
) WITHOUT ROWID;

-- The chain of sources, n = 0 the innermost.
CREATE TABLE claim_attribution (
    finding_no  INTEGER NOT NULL REFERENCES run_claim,
    n           INTEGER NOT NULL,
    actor_no    INTEGER REFERENCES actor,
    evidence_no INTEGER REFERENCES evidence,
    cue         INTEGER REFERENCES evidence,
    stance      TEXT NOT NULL,
    PRIMARY KEY (finding_no, n)
) WITHOUT ROWID;

-- Other words that a finding rests on: cues of status and factuality, the instrument.
CREATE TABLE claim_words (
    finding_no  INTEGER NOT NULL REFERENCES run_claim,
    n           INTEGER NOT NULL,
    part        TEXT NOT NULL CHECK (part IN ('cue', 'instrument')),
    evidence_no INTEGER NOT NULL REFERENCES evidence,
    PRIMARY KEY (finding_no, n)
) WITHOUT ROWID;

CREATE TABLE note (
    reading_no  INTEGER NOT NULL REFERENCES reading,
    n           INTEGER NOT NULL,
    code        TEXT NOT NULL,
    message     TEXT NOT NULL,
    evidence_no INTEGER REFERENCES evidence,
    PRIMARY KEY (reading_no, n)
) WITHOUT ROWID;

-- A report that could not be read: reported again, it is still one row.
CREATE TABLE refusal (
    run_no  INTEGER NOT NULL REFERENCES run,
    origin  TEXT NOT NULL,
    code    TEXT NOT NULL,
    message TEXT NOT NULL,
    PRIMARY KEY (run_no, origin, code, message)
) WITHOUT ROWID;

-- Which two records tell of the same happening, by machine or analyst: dated, revocable, never overwritten.
CREATE TABLE judgement (
    judgement_no INTEGER PRIMARY KEY,
    a            TEXT NOT NULL,
    b            TEXT NOT NULL,
    verdict      TEXT NOT NULL CHECK (verdict IN ('same', 'different', 'unsure')),
    score        REAL CHECK (score BETWEEN 0 AND 1),
    reasons      TEXT NOT NULL CHECK (json_valid(reasons)),
    author       TEXT NOT NULL,
    made         TEXT NOT NULL,
    withdrawn    TEXT,
    CHECK (a < b)
);
CREATE UNIQUE INDEX judgement_one_live ON judgement (a, b) WHERE withdrawn IS NULL;
CREATE TRIGGER judgement_only_withdrawn BEFORE UPDATE ON judgement
WHEN OLD.withdrawn IS NOT NULL OR NEW.withdrawn IS NULL
  OR (OLD.judgement_no, OLD.a, OLD.b, OLD.verdict, OLD.score, OLD.reasons, OLD.author, OLD.made)
     IS NOT (NEW.judgement_no, NEW.a, NEW.b, NEW.verdict, NEW.score, NEW.reasons, NEW.author, NEW.made)
BEGIN
    SELECT RAISE(ABORT, 'a judgement can only be withdrawn, once');
END;
CREATE TRIGGER judgement_stays BEFORE DELETE ON judgement
BEGIN
    SELECT RAISE(ABORT, 'judgement is append-only');
END;
CREATE TRIGGER session_only_ends BEFORE UPDATE ON session
WHEN OLD.ended IS NOT NULL OR (OLD.session_no, OLD.run_no, OLD.started) IS NOT (NEW.session_no, NEW.run_no, NEW.started)
BEGIN
    SELECT RAISE(ABORT, 'a session can only end, once');
END;
CREATE TRIGGER session_stays BEFORE DELETE ON session
BEGIN
    SELECT RAISE(ABORT, 'session is append-only');
END;

-- Words to search: rowid = doc_no, and rowid = finding_no (its sentence, the names of its actors and places).
CREATE VIRTUAL TABLE document_search USING fts5 (
    title, text, content = 'document', content_rowid = 'doc_no', tokenize = "unicode61 remove_diacritics 2"
);
CREATE VIRTUAL TABLE claim_search USING fts5 (
    words, content = '', tokenize = "unicode61 remove_diacritics 2"
);

-- The latest reading of each document: what is shown unless a run is asked for.
CREATE VIEW latest_reading AS
SELECT doc_no, max(reading_no) AS reading_no FROM reading GROUP BY doc_no;

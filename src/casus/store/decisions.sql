-- What people decide about what engines found, third version. Nothing here changes a row of another table.
--
-- A decision is attached to claims by their ids and, for the day another engine reads the report again and names them
-- otherwise, by the words they were read from.

CREATE TABLE decision (
    decision_no INTEGER PRIMARY KEY,
    kind        TEXT NOT NULL CHECK (kind IN ('accept', 'reject', 'edit', 'add', 'merge', 'split', 'note', 'undo')),
    event_id    TEXT, -- as it was called then
    field       TEXT,
    before      TEXT CHECK (before IS NULL OR json_valid(before)),
    value       TEXT CHECK (value IS NULL OR json_valid(value)),
    doc_no      INTEGER REFERENCES document,
    start       INTEGER CHECK (start >= 0),
    end         INTEGER CHECK (end > start),
    is_for_event INTEGER NOT NULL DEFAULT 1,
    author      TEXT NOT NULL,
    made        TEXT NOT NULL,
    reason      TEXT,
    undoes      INTEGER REFERENCES decision,
    batch       TEXT,
    CHECK ((kind = 'undo') = (undoes IS NOT NULL)),
    CHECK (undoes < decision_no)
);
CREATE INDEX decision_undoes ON decision (undoes);
CREATE INDEX decision_event ON decision (event_id);

-- The claims that a decision is about, n = 0 the one it was made on. `side` is 1 for those that a split takes out and
-- for those that a merge brings in.
CREATE TABLE decision_claim (
    decision_no INTEGER NOT NULL REFERENCES decision,
    n           INTEGER NOT NULL,
    claim_id    TEXT NOT NULL,
    telling_id  TEXT,
    doc_no      INTEGER NOT NULL REFERENCES document,
    type        TEXT NOT NULL,
    start       INTEGER NOT NULL,
    end         INTEGER NOT NULL CHECK (end > start),
    side        INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (decision_no, n)
) WITHOUT ROWID;
CREATE INDEX decision_claim_claim ON decision_claim (claim_id);

-- What was there when somebody last looked: `reading_no` is the latest reading of then.
CREATE TABLE look (
    look_no    INTEGER PRIMARY KEY,
    author     TEXT NOT NULL,
    made       TEXT NOT NULL,
    reading_no INTEGER NOT NULL
);

-- Claims that two people code without seeing each other's values or the engine's.
CREATE TABLE sample (
    sample_no INTEGER PRIMARY KEY,
    sample_id TEXT NOT NULL UNIQUE,
    name      TEXT NOT NULL,
    coders    TEXT NOT NULL CHECK (json_valid(coders)),
    settings  TEXT NOT NULL CHECK (json_valid(settings)),
    made      TEXT NOT NULL
);
CREATE TABLE sample_item (
    sample_no INTEGER NOT NULL REFERENCES sample,
    n         INTEGER NOT NULL,
    claim_id  TEXT NOT NULL,
    PRIMARY KEY (sample_no, n)
) WITHOUT ROWID;
CREATE TABLE coding (
    coding_no INTEGER PRIMARY KEY,
    sample_no INTEGER NOT NULL REFERENCES sample,
    claim_id  TEXT NOT NULL,
    coder     TEXT NOT NULL,
    codes     TEXT NOT NULL CHECK (json_valid(codes)),
    made      TEXT NOT NULL
);
CREATE INDEX coding_item ON coding (sample_no, claim_id, coder);
CREATE TABLE settlement (
    settlement_no INTEGER PRIMARY KEY,
    sample_no     INTEGER NOT NULL REFERENCES sample,
    claim_id      TEXT NOT NULL,
    field         TEXT NOT NULL,
    value         TEXT CHECK (value IS NULL OR json_valid(value)),
    author        TEXT NOT NULL,
    reason        TEXT,
    made          TEXT NOT NULL
);

-- Lines of the page's list, made from the rest and made again when it grows: `signature` says what from.
CREATE TABLE event_card (
    event_id  TEXT PRIMARY KEY,
    signature TEXT NOT NULL,
    keys      BLOB NOT NULL,
    shown     BLOB NOT NULL
) WITHOUT ROWID;

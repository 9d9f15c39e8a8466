-- What merging makes of the record, second version. All but `judgement` can be dropped and made again by `casus merge`.
--
-- A "telling" is what one text says of one happening (run_claim.event_id); an event is the tellings that judgements
-- join, named by the earliest of them. A telling without a row in `membership` is an event of its own.

CREATE INDEX judgement_b ON judgement (b);

CREATE TABLE telling (
    telling_no INTEGER PRIMARY KEY,
    telling_id TEXT NOT NULL UNIQUE,
    body       BLOB NOT NULL
);

-- Tellings are compared with each other where they share a key.
CREATE TABLE telling_key (
    key        INTEGER NOT NULL,
    telling_no INTEGER NOT NULL,
    PRIMARY KEY (key, telling_no)
) WITHOUT ROWID;

CREATE TABLE membership (
    telling_id TEXT PRIMARY KEY,
    event_id   TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX membership_event ON membership (event_id);

-- A summary ("attacks across the province killed 20") and what it sums up. Both are telling ids.
CREATE TABLE telling_part (
    part    TEXT NOT NULL,
    whole   TEXT NOT NULL,
    score   REAL NOT NULL,
    reasons TEXT NOT NULL CHECK (json_valid(reasons)),
    PRIMARY KEY (part, whole)
) WITHOUT ROWID;
CREATE INDEX telling_part_whole ON telling_part (whole);

-- Two reports that share wording; `doc_no` came after `of_no`. `similarity`: share of word sequences in common.
CREATE TABLE report_copy (
    doc_no     INTEGER NOT NULL REFERENCES document,
    of_no      INTEGER NOT NULL REFERENCES document,
    kind       TEXT NOT NULL CHECK (kind IN ('exact', 'near', 'wire', 'quotation', 'update', 'correction')),
    similarity REAL NOT NULL CHECK (similarity BETWEEN 0 AND 1),
    method     TEXT NOT NULL,
    PRIMARY KEY (doc_no, of_no)
) WITHOUT ROWID;
CREATE INDEX report_copy_of ON report_copy (of_no);

-- The earliest report with the same wording, for those that have one.
CREATE TABLE report_original (
    doc_no INTEGER PRIMARY KEY REFERENCES document,
    of_no  INTEGER NOT NULL REFERENCES document
);

-- Marks of wording by which reports are found that share it: bands of MinHash signatures and rare word sequences.
CREATE TABLE report_mark (
    mark   INTEGER NOT NULL,
    doc_no INTEGER NOT NULL REFERENCES document,
    PRIMARY KEY (mark, doc_no)
) WITHOUT ROWID;
CREATE INDEX report_mark_doc ON report_mark (doc_no);

-- How far merging has come: the last reading merged, and the rules it was merged by.
CREATE TABLE merge_state (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

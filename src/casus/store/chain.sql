-- What is known of each link of a chain of sources, and who passed a claim on after them.

ALTER TABLE claim_attribution ADD COLUMN part TEXT NOT NULL DEFAULT '';
ALTER TABLE claim_attribution ADD COLUMN naming TEXT NOT NULL DEFAULT '';
ALTER TABLE claim_attribution ADD COLUMN is_party INTEGER;
ALTER TABLE claim_attribution ADD COLUMN speech TEXT NOT NULL DEFAULT '';
ALTER TABLE claim_attribution ADD COLUMN said INTEGER REFERENCES evidence;
ALTER TABLE claim_attribution ADD COLUMN said_earliest TEXT;
ALTER TABLE claim_attribution ADD COLUMN said_latest TEXT;
ALTER TABLE claim_attribution ADD COLUMN said_precision TEXT;

-- Outlet, wire and publisher behind the sources, n = 0 nearest to them.
CREATE TABLE claim_carrier (
    finding_no  INTEGER NOT NULL REFERENCES run_claim,
    n           INTEGER NOT NULL,
    part        TEXT NOT NULL,
    name        TEXT NOT NULL,
    evidence_no INTEGER REFERENCES evidence,
    PRIMARY KEY (finding_no, n)
) WITHOUT ROWID;

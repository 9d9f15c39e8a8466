-- Whom each number counts, what it is part of, and whether it is a sum so far.

ALTER TABLE claim_quantity ADD COLUMN unit TEXT NOT NULL DEFAULT '';
ALTER TABLE claim_quantity ADD COLUMN actor_no INTEGER REFERENCES actor;
ALTER TABLE claim_quantity ADD COLUMN noun INTEGER REFERENCES evidence;
ALTER TABLE claim_quantity ADD COLUMN part_of INTEGER REFERENCES evidence;
ALTER TABLE claim_quantity ADD COLUMN is_total INTEGER;
ALTER TABLE claim_quantity ADD COLUMN total_cue INTEGER REFERENCES evidence;

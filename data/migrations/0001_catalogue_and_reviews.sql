-- The catalogue as its files tell it, and what servers wrote about it.
--
-- Types are the five that both SQLite's STRICT tables and PostgreSQL's know under some name: TEXT, INTEGER (BIGINT where
-- it holds a snowflake), REAL (DOUBLE PRECISION). Moments are ISO 8601 in UTC, dates as far as they are known
-- ("2022", "2022-03", "2022-03-23"): both sort as text. A `position` keeps the order in which the file gave a list.
-- Whatever disappears from the files is retired, never deleted: what servers wrote refers to it.

CREATE TABLE tags (
    id TEXT NOT NULL PRIMARY KEY,
    position INTEGER NOT NULL,
    tag_group TEXT NOT NULL,
    name TEXT NOT NULL,
    about TEXT NOT NULL,
    retired_at TEXT
) STRICT;

CREATE TABLE tag_synonyms (
    tag_id TEXT NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    synonym TEXT NOT NULL,
    PRIMARY KEY (tag_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE anthologies (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('seasonal', 'episodic', 'strand')),
    title TEXT NOT NULL,
    native_title TEXT,
    premise TEXT,
    began INTEGER,
    ended INTEGER,
    watch_order TEXT NOT NULL CHECK (watch_order IN ('any', 'in-order')),
    order_note TEXT,
    start_with TEXT REFERENCES instalments (id) DEFERRABLE INITIALLY DEFERRED,
    digest TEXT NOT NULL,
    retired_at TEXT
) STRICT;

CREATE TABLE anthology_aliases (
    anthology_id TEXT NOT NULL REFERENCES anthologies (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    title TEXT NOT NULL,
    PRIMARY KEY (anthology_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE anthology_facets (
    anthology_id TEXT NOT NULL REFERENCES anthologies (id) ON DELETE CASCADE,
    facet TEXT NOT NULL CHECK (facet IN ('country', 'language', 'service')),
    position INTEGER NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (anthology_id, facet, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE anthology_tags (
    anthology_id TEXT NOT NULL REFERENCES anthologies (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    tag_id TEXT NOT NULL REFERENCES tags (id),
    PRIMARY KEY (anthology_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE sources (
    anthology_id TEXT NOT NULL REFERENCES anthologies (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    url TEXT NOT NULL,
    title TEXT NOT NULL,
    PRIMARY KEY (anthology_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE source_facts (
    anthology_id TEXT NOT NULL,
    source_position INTEGER NOT NULL,
    position INTEGER NOT NULL,
    fact TEXT NOT NULL,
    PRIMARY KEY (anthology_id, source_position, position),
    FOREIGN KEY (anthology_id, source_position) REFERENCES sources (anthology_id, position) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE instalments (
    id TEXT NOT NULL PRIMARY KEY,
    anthology_id TEXT NOT NULL REFERENCES anthologies (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    title TEXT NOT NULL,
    season INTEGER,
    episode INTEGER,
    mark TEXT,
    premise TEXT,
    native_title TEXT,
    first_aired TEXT,
    last_aired TEXT,
    episodes INTEGER,
    minutes INTEGER,
    order_note TEXT,
    retired_at TEXT
) STRICT;

-- A retired instalment keeps its number, which may meanwhile be another's.
CREATE UNIQUE INDEX instalments_by_number ON instalments (anthology_id, number) WHERE retired_at IS NULL;
CREATE INDEX instalments_by_anthology ON instalments (anthology_id);

CREATE TABLE instalment_aliases (
    instalment_id TEXT NOT NULL REFERENCES instalments (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    title TEXT NOT NULL,
    PRIMARY KEY (instalment_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE instalment_facets (
    instalment_id TEXT NOT NULL REFERENCES instalments (id) ON DELETE CASCADE,
    facet TEXT NOT NULL CHECK (facet IN ('country', 'service')),
    position INTEGER NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (instalment_id, facet, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE instalment_tags (
    instalment_id TEXT NOT NULL REFERENCES instalments (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    tag_id TEXT NOT NULL REFERENCES tags (id),
    PRIMARY KEY (instalment_id, position)
) STRICT, WITHOUT ROWID;

-- The watch order: what has to be seen before an instalment.
CREATE TABLE needs (
    instalment_id TEXT NOT NULL REFERENCES instalments (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    needed_id TEXT NOT NULL REFERENCES instalments (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (instalment_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE people (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    native_name TEXT
) STRICT, WITHOUT ROWID;

-- Further romanisations, stage names and spellings.
CREATE TABLE person_names (
    person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (person_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE creators (
    anthology_id TEXT NOT NULL REFERENCES anthologies (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    person_id TEXT NOT NULL REFERENCES people (id),
    PRIMARY KEY (anthology_id, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX creators_by_person ON creators (person_id);

CREATE TABLE credits (
    instalment_id TEXT NOT NULL REFERENCES instalments (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    person_id TEXT NOT NULL REFERENCES people (id),
    role TEXT NOT NULL,
    billing INTEGER NOT NULL,
    character_name TEXT,
    about TEXT,
    PRIMARY KEY (instalment_id, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX credits_by_person ON credits (person_id);

CREATE TABLE press_reviews (
    instalment_id TEXT NOT NULL REFERENCES instalments (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    outlet TEXT NOT NULL,
    author TEXT,
    published TEXT,
    url TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('must-watch', 'worth-watching', 'mixed', 'for-fans', 'skip')),
    headline TEXT NOT NULL,
    score_points REAL,
    score_out_of REAL,
    comparison_with TEXT REFERENCES instalments (id) DEFERRABLE INITIALLY DEFERRED,
    comparison_text TEXT,
    spoilers TEXT,
    PRIMARY KEY (instalment_id, position),
    CHECK ((score_points IS NULL) = (score_out_of IS NULL)),
    CHECK ((comparison_with IS NULL) = (comparison_text IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE press_reasons (
    instalment_id TEXT NOT NULL,
    review_position INTEGER NOT NULL,
    side TEXT NOT NULL CHECK (side IN ('works', 'doesnt')),
    position INTEGER NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (instalment_id, review_position, side, position),
    FOREIGN KEY (instalment_id, review_position) REFERENCES press_reviews (instalment_id, position) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- A server's own reviews, one of a curator for an instalment. No ON DELETE CASCADE towards instalments: what a server
-- wrote never disappears because of the catalogue.
CREATE TABLE server_reviews (
    server_id INTEGER NOT NULL,
    instalment_id TEXT NOT NULL REFERENCES instalments (id),
    curator_id INTEGER NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('must-watch', 'worth-watching', 'mixed', 'for-fans', 'skip')),
    headline TEXT NOT NULL,
    score_points REAL,
    score_out_of REAL,
    comparison_with TEXT REFERENCES instalments (id),
    comparison_text TEXT,
    spoilers TEXT,
    written_at TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    PRIMARY KEY (server_id, instalment_id, curator_id),
    CHECK ((score_points IS NULL) = (score_out_of IS NULL)),
    CHECK ((comparison_with IS NULL) = (comparison_text IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE server_reasons (
    server_id INTEGER NOT NULL,
    instalment_id TEXT NOT NULL,
    curator_id INTEGER NOT NULL,
    side TEXT NOT NULL CHECK (side IN ('works', 'doesnt')),
    position INTEGER NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (server_id, instalment_id, curator_id, side, position),
    FOREIGN KEY (server_id, instalment_id, curator_id)
        REFERENCES server_reviews (server_id, instalment_id, curator_id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- One row: what the whole folder of catalogue files was when it was last saved.
CREATE TABLE catalogue_state (
    only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
    folder_digest TEXT NOT NULL,
    saved_at TEXT NOT NULL
) STRICT;

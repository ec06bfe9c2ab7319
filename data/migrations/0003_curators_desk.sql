-- The curators' desk: what servers decide, write, remove, add and announce.
--
-- Every table here belongs to servers: server_id leads every primary key, and no query goes without it. Texts whose shape
-- only the bot needs (an opinion in a version, the fields of a form, the facts of a title) are JSON, read in Python alone.

CREATE TABLE server_settings (
    server_id INTEGER NOT NULL PRIMARY KEY,
    curator_role_id INTEGER,
    language TEXT,
    announcement_channel_id INTEGER,
    -- What is wrong with that channel; told to the curators once, then told_at is set.
    channel_trouble TEXT CHECK (channel_trouble IN ('gone', 'forbidden')),
    trouble_told_at TEXT,
    -- When the bot was removed from the server; NULL while it is there.
    left_at TEXT
) STRICT;

-- How a curator was called when they last wrote, for lists: the bot reads no member lists.
CREATE TABLE server_curators (
    server_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    PRIMARY KEY (server_id, member_id)
) STRICT, WITHOUT ROWID;

-- Reviews gain a number (their name in custom_ids), versions and removal; and they may be of a server's own title, which
-- is no row of instalments.
ALTER TABLE server_reviews RENAME TO server_reviews_before;
ALTER TABLE server_reasons RENAME TO server_reasons_before;

CREATE TABLE server_reviews (
    server_id INTEGER NOT NULL,
    instalment_id TEXT NOT NULL,
    curator_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    version INTEGER NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('must-watch', 'worth-watching', 'mixed', 'for-fans', 'skip')),
    headline TEXT NOT NULL,
    score_points REAL,
    score_out_of REAL,
    comparison_with TEXT,
    comparison_text TEXT,
    spoilers TEXT,
    written_at TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    changed_by INTEGER NOT NULL,
    removed_at TEXT,
    PRIMARY KEY (server_id, instalment_id, curator_id),
    UNIQUE (server_id, number),
    CHECK ((score_points IS NULL) = (score_out_of IS NULL)),
    CHECK ((comparison_with IS NULL) = (comparison_text IS NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX server_reviews_removed ON server_reviews (removed_at) WHERE removed_at IS NOT NULL;

CREATE TABLE server_reasons (
    server_id INTEGER NOT NULL,
    instalment_id TEXT NOT NULL,
    curator_id INTEGER NOT NULL,
    side TEXT NOT NULL CHECK (side IN ('works', 'doesnt')),
    position INTEGER NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (server_id, instalment_id, curator_id, side, position),
    FOREIGN KEY (server_id, instalment_id, curator_id)
        REFERENCES server_reviews (server_id, instalment_id, curator_id) ON UPDATE CASCADE ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

INSERT INTO server_reviews (
    server_id, instalment_id, curator_id, number, version, verdict, headline, score_points, score_out_of,
    comparison_with, comparison_text, spoilers, written_at, changed_at, changed_by
)
SELECT server_id, instalment_id, curator_id,
       row_number() OVER (PARTITION BY server_id ORDER BY written_at, instalment_id, curator_id), 1,
       verdict, headline, score_points, score_out_of,
       comparison_with, comparison_text, spoilers, written_at, changed_at, curator_id
  FROM server_reviews_before;

INSERT INTO server_reasons (server_id, instalment_id, curator_id, side, position, reason)
SELECT server_id, instalment_id, curator_id, side, position, reason FROM server_reasons_before;

DROP TABLE server_reasons_before;
DROP TABLE server_reviews_before;

-- Every version of a review that ever was, the present one included; erased with the review.
CREATE TABLE server_review_versions (
    server_id INTEGER NOT NULL,
    instalment_id TEXT NOT NULL,
    curator_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    deed TEXT NOT NULL,
    made_by INTEGER NOT NULL,
    made_at TEXT NOT NULL,
    opinion TEXT NOT NULL,
    PRIMARY KEY (server_id, instalment_id, curator_id, version),
    FOREIGN KEY (server_id, instalment_id, curator_id)
        REFERENCES server_reviews (server_id, instalment_id, curator_id) ON UPDATE CASCADE ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- What was typed into a form and not yet published; one of a curator for a subject.
CREATE TABLE server_drafts (
    server_id INTEGER NOT NULL,
    curator_id INTEGER NOT NULL,
    subject TEXT NOT NULL,
    number INTEGER NOT NULL,
    based_on INTEGER NOT NULL,
    fields TEXT NOT NULL,
    kept_at TEXT NOT NULL,
    PRIMARY KEY (server_id, curator_id, subject),
    UNIQUE (server_id, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX server_drafts_by_age ON server_drafts (kept_at);

-- Titles that a server added, and what it corrects of bundled ones.
CREATE TABLE server_titles (
    server_id INTEGER NOT NULL,
    title_id TEXT NOT NULL,
    own INTEGER NOT NULL CHECK (own IN (0, 1)),
    hidden INTEGER NOT NULL CHECK (hidden IN (0, 1)),
    facts TEXT NOT NULL,
    version INTEGER NOT NULL,
    changed_by INTEGER NOT NULL,
    changed_at TEXT NOT NULL,
    PRIMARY KEY (server_id, title_id)
) STRICT, WITHOUT ROWID;

-- Premises and headlines that spoil.
CREATE TABLE server_covers (
    server_id INTEGER NOT NULL,
    title_id TEXT NOT NULL,
    part TEXT NOT NULL CHECK (part IN ('premise', 'headline')),
    covered_by INTEGER NOT NULL,
    covered_at TEXT NOT NULL,
    PRIMARY KEY (server_id, title_id, part)
) STRICT, WITHOUT ROWID;

-- The card that announces a review: where it hangs, and which version it shows (0: none yet).
CREATE TABLE server_announcements (
    server_id INTEGER NOT NULL,
    instalment_id TEXT NOT NULL,
    curator_id INTEGER NOT NULL,
    channel_id INTEGER NOT NULL,
    message_id INTEGER,
    shown_version INTEGER NOT NULL,
    PRIMARY KEY (server_id, instalment_id, curator_id)
) STRICT, WITHOUT ROWID;

-- A file that was uploaded and read, until its rows are applied.
CREATE TABLE server_imports (
    server_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    curator_id INTEGER NOT NULL,
    content TEXT NOT NULL,
    kept_at TEXT NOT NULL,
    PRIMARY KEY (server_id, number)
) STRICT, WITHOUT ROWID;

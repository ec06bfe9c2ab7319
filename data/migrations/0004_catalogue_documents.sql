-- The catalogue as documents: an anthology is one row of JSON text instead of some hundred rows in twenty tables.
--
-- Nothing that servers wrote is touched: since 0003 none of their tables refers to a table of the catalogue. They name
-- titles by ids, so every id that was ever published stays here. The documents themselves are filled from the
-- catalogue's files by the start that follows: of what the files say there is nothing that they do not still say.

CREATE TABLE published_ids (
    kind TEXT NOT NULL CHECK (kind IN ('anthology', 'instalment', 'person')),
    id TEXT NOT NULL,
    -- When it was last seen to be gone from the files; NULL while it is in them. An id is never given to anything else.
    retired_at TEXT,
    PRIMARY KEY (kind, id)
) STRICT;

INSERT INTO published_ids (kind, id, retired_at) SELECT 'anthology', id, retired_at FROM anthologies;
INSERT INTO published_ids (kind, id, retired_at) SELECT 'instalment', id, retired_at FROM instalments;
INSERT INTO published_ids (kind, id, retired_at) SELECT 'person', id, NULL FROM people;

-- The digest is that of the file. The shape changes whenever the dataclasses do that the JSON is written from; a row of
-- another shape is not read, and the next start writes it anew. The long columns come last: what asks for digests
-- alone then reads only the first page of a row.
CREATE TABLE anthology_documents (
    id TEXT NOT NULL PRIMARY KEY,
    digest TEXT NOT NULL,
    shape INTEGER NOT NULL,
    anthology TEXT NOT NULL,
    press_reviews TEXT NOT NULL
) STRICT;

-- No document has the shape -1: known to be there, and not yet written.
INSERT INTO anthology_documents (id, digest, shape, anthology, press_reviews)
SELECT id, '', -1, '', '' FROM anthologies WHERE retired_at IS NULL;

-- One row: what the whole folder of files was when it was last saved, and the vocabulary of tags as JSON.
DROP TABLE catalogue_state;
CREATE TABLE catalogue_state (
    only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
    folder_digest TEXT NOT NULL,
    shape INTEGER NOT NULL,
    vocabulary TEXT NOT NULL,
    saved_at TEXT NOT NULL
) STRICT;

DROP TABLE press_reasons;
DROP TABLE press_reviews;
DROP TABLE credits;
DROP TABLE creators;
DROP TABLE person_names;
DROP TABLE people;
DROP TABLE needs;
DROP TABLE instalment_tags;
DROP TABLE instalment_facets;
DROP TABLE instalment_aliases;
DROP TABLE source_facts;
DROP TABLE sources;
DROP TABLE anthology_tags;
DROP TABLE anthology_facets;
DROP TABLE anthology_aliases;
DROP TABLE instalments;
DROP TABLE anthologies;
DROP TABLE tag_synonyms;
DROP TABLE tags;

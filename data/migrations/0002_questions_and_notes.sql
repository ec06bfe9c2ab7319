-- What the buttons under recommendations go on from, and what the bot remembers of itself between starts.

-- A question that was asked, so that "More" still works next month. The number is random: nobody can guess another's.
-- It says nothing of who asked it or where.
CREATE TABLE kept_questions (
    id INTEGER NOT NULL PRIMARY KEY,
    question TEXT NOT NULL,
    kept_at TEXT NOT NULL
) STRICT;

CREATE INDEX kept_questions_by_age ON kept_questions (kept_at);

CREATE TABLE notes (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

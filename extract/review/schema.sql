-- What `zhclaims review` keeps beside the file. `events` is the whole truth and only grows; `current` and `states` follow from it.
-- layer: whose reading of a document it is: '' is the common one, a name is that of a blind annotator.
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS documents (
  position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL,
  offset INTEGER NOT NULL, length INTEGER NOT NULL, characters INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS proposals (
  document INTEGER NOT NULL, mark TEXT NOT NULL, start INTEGER NOT NULL, label TEXT NOT NULL, confidence REAL, rule TEXT,
  PRIMARY KEY (document, mark)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS assignments (
  document INTEGER NOT NULL, annotator TEXT NOT NULL, blind INTEGER NOT NULL, PRIMARY KEY (document, annotator)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS events (
  id INTEGER PRIMARY KEY AUTOINCREMENT, document INTEGER NOT NULL, layer TEXT NOT NULL,
  base INTEGER NOT NULL, version INTEGER NOT NULL, annotator TEXT NOT NULL, at TEXT NOT NULL,
  action TEXT NOT NULL, target INTEGER, changes TEXT NOT NULL, UNIQUE (document, layer, version)
);
CREATE TABLE IF NOT EXISTS current (
  document INTEGER NOT NULL, layer TEXT NOT NULL, mark TEXT NOT NULL, start INTEGER NOT NULL, label TEXT NOT NULL,
  status TEXT NOT NULL, flag INTEGER NOT NULL, json TEXT NOT NULL, PRIMARY KEY (document, layer, mark)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS states (
  document INTEGER NOT NULL, layer TEXT NOT NULL, version INTEGER NOT NULL, done INTEGER NOT NULL, PRIMARY KEY (document, layer)
) WITHOUT ROWID;

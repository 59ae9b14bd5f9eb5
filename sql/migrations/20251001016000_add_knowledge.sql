-- What the house knows: answers in the business's own words, found by meaning beside the units; and what it was asked and
-- could not answer.

-- A unit is named by its tenant as well: an entry never speaks of another business's home.
CREATE UNIQUE INDEX IF NOT EXISTS accommodation_units_of_tenant ON accommodation_units (tenant_id, unit_id);

CREATE TABLE IF NOT EXISTS knowledge_entries (
  entry_id uuid PRIMARY KEY,
  tenant_id uuid NOT NULL REFERENCES tenant_registry ON DELETE CASCADE,
  source text NOT NULL CHECK (char_length(source) BETWEEN 1 AND 200),
  title text NOT NULL CHECK (char_length(title) BETWEEN 1 AND 120),
  entry_key text CHECK (char_length(entry_key) BETWEEN 1 AND 100),
  unit_id uuid,
  language text NOT NULL CHECK (language ~ '^[a-z]{2}$'),
  topic text CHECK (char_length(topic) BETWEEN 1 AND 80),
  question text NOT NULL CHECK (char_length(question) BETWEEN 1 AND 300),
  answer text NOT NULL CHECK (char_length(answer) BETWEEN 1 AND 2000),
  content_sha256 text NOT NULL,
  embedding_fast vector(1024),
  embedding_model text,
  acts vector(64),
  acts_model text,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  FOREIGN KEY (tenant_id, unit_id) REFERENCES accommodation_units (tenant_id, unit_id) ON DELETE CASCADE,
  CHECK ((embedding_fast IS NULL) = (embedding_model IS NULL)),
  CHECK ((acts IS NULL) = (acts_model IS NULL)));
COMMENT ON TABLE knowledge_entries IS 'What a business tells its guests, in its own words. `bot knowledge import` replaces all of a source.';
COMMENT ON COLUMN knowledge_entries.entry_id IS 'Follows from tenant, source, unit, language and question: an import finds it again.';
COMMENT ON COLUMN knowledge_entries.source IS 'The file that it came from.';
COMMENT ON COLUMN knowledge_entries.title IS 'What guests are told that it is from.';
COMMENT ON COLUMN knowledge_entries.entry_key IS 'The same in every language and wording that the entry is written in.';
COMMENT ON COLUMN knowledge_entries.unit_id IS 'Only about this unit; NULL: about the house.';
COMMENT ON COLUMN knowledge_entries.language IS 'ISO 639-1.';
COMMENT ON COLUMN knowledge_entries.topic IS 'A topic of the reading that it answers whatever the words are; NULL: found by meaning alone.';
COMMENT ON COLUMN knowledge_entries.content_sha256 IS 'Of what guests read and what is searched: an entry that has changed is published anew.';
COMMENT ON COLUMN knowledge_entries.embedding_fast IS 'Of the question: 1024 numbers, unit length, cosine. NULL: not published, and told to nobody.';
COMMENT ON COLUMN knowledge_entries.embedding_model IS 'Vectors of different models are never compared.';
COMMENT ON COLUMN knowledge_entries.acts IS 'What the question asks for by the act reader: unit length, cosine; NULL: nobody could read it.';
COMMENT ON COLUMN knowledge_entries.acts_model IS 'Acts of different readers are never compared.';

-- All of a tenant's: searches compare every one of them (a tenant has 2,000 at most), imports replace those of a source.
CREATE INDEX IF NOT EXISTS knowledge_entries_tenant ON knowledge_entries (tenant_id, source);
-- A unit's deletion.
CREATE INDEX IF NOT EXISTS knowledge_entries_unit ON knowledge_entries (tenant_id, unit_id) WHERE unit_id IS NOT NULL;

CREATE TABLE IF NOT EXISTS knowledge_gaps (
  gap_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant_id uuid NOT NULL REFERENCES tenant_registry ON DELETE CASCADE,
  session_id uuid NOT NULL REFERENCES prospective_sessions ON DELETE CASCADE,
  topic text NOT NULL CHECK (char_length(topic) BETWEEN 1 AND 80),
  language text NOT NULL CHECK (char_length(language) BETWEEN 1 AND 8),
  question text NOT NULL CHECK (char_length(question) BETWEEN 1 AND 300),
  unit_id uuid,
  created_at timestamptz NOT NULL DEFAULT now());
COMMENT ON TABLE knowledge_gaps IS 'What guests asked and the house could not answer. Goes with its conversation: erased, expired or archived.';
COMMENT ON COLUMN knowledge_gaps.topic IS 'As the concierge calls it; the same as in the event of the kind gap, which stays as a bare count.';
COMMENT ON COLUMN knowledge_gaps.question IS 'The guest''s clause without names, addresses, telephone numbers and codes.';
COMMENT ON COLUMN knowledge_gaps.unit_id IS 'The one home that was asked about.';
-- A conversation's, and their deletion with it.
CREATE INDEX IF NOT EXISTS knowledge_gaps_session ON knowledge_gaps (session_id);
-- A tenant's newest.
CREATE INDEX IF NOT EXISTS knowledge_gaps_tenant ON knowledge_gaps (tenant_id, created_at);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['knowledge_entries', 'knowledge_gaps'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('REVOKE ALL ON %I FROM PUBLIC, anon, authenticated', t);
    EXECUTE format('GRANT ALL ON %I TO service_role', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO lobby_system', t);
    EXECUTE format('DROP POLICY IF EXISTS system ON %I', t);
    EXECUTE format('CREATE POLICY system ON %I TO lobby_system, service_role USING (true) WITH CHECK (true)', t);
    EXECUTE format('DROP POLICY IF EXISTS bot ON %I', t);
    EXECUTE format('DROP POLICY IF EXISTS staff ON %I', t);
  END LOOP;
END $$;
REVOKE ALL ON SEQUENCE knowledge_gaps_gap_id_seq FROM PUBLIC, anon, authenticated;

-- The bot: its tenant's published entries in a turn; all of them, and writing, in the core's own work.
DROP POLICY IF EXISTS bot_read ON knowledge_entries;
CREATE POLICY bot_read ON knowledge_entries FOR SELECT TO lobby_bot
  USING (tenant_id = lobby.tenant_id() AND embedding_fast IS NOT NULL);
CREATE POLICY bot ON knowledge_entries TO lobby_bot
  USING (tenant_id = lobby.tenant_id() AND lobby.tenant_scope()) WITH CHECK (tenant_id = lobby.tenant_id() AND lobby.tenant_scope());
GRANT SELECT, INSERT, UPDATE, DELETE ON knowledge_entries TO lobby_bot;
CREATE POLICY staff ON knowledge_entries TO authenticated
  USING (tenant_id = lobby.jwt_tenant_id()) WITH CHECK (tenant_id = lobby.jwt_tenant_id());
GRANT SELECT, INSERT, UPDATE, DELETE ON knowledge_entries TO authenticated;

-- Staff's business: a visitor's turn reads none. lobby.note_gap() writes them.
CREATE POLICY bot ON knowledge_gaps FOR SELECT TO lobby_bot USING (tenant_id = lobby.tenant_id() AND lobby.tenant_scope());
CREATE POLICY staff ON knowledge_gaps FOR SELECT TO authenticated USING (tenant_id = lobby.jwt_tenant_id());
GRANT SELECT ON knowledge_gaps TO lobby_bot, authenticated;

-- The ledger and the turn: who writes to us, what was said, and who may answer.

-- A Telegram, Slack, web … user on their current session. The web's channel_user_id is the hashed cookie.
CREATE TABLE IF NOT EXISTS channel_identities (
  identity_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id uuid NOT NULL REFERENCES tenant_registry ON DELETE CASCADE,
  channel text NOT NULL,
  channel_user_id text NOT NULL,
  session_id uuid NOT NULL REFERENCES prospective_sessions ON DELETE CASCADE,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (tenant_id, channel, channel_user_id));
-- Deleting a session; the channels linked to it.
CREATE INDEX IF NOT EXISTS channel_identities_session ON channel_identities (session_id);

-- One row a message, in or out: transcript, inbox and outbox.
CREATE TABLE IF NOT EXISTS messages (
  tenant_id uuid NOT NULL,
  session_id uuid NOT NULL,
  seq integer NOT NULL,
  message_id uuid NOT NULL DEFAULT gen_random_uuid(),
  role text NOT NULL CHECK (role IN ('user', 'assistant', 'staff')),
  channel text NOT NULL,
  identity_id uuid NOT NULL,
  external_id text,
  content text NOT NULL,
  payload jsonb,
  reply_to text[],
  created_at timestamptz NOT NULL DEFAULT now(),
  delivery text CHECK (delivery IN ('pending', 'sending', 'sent', 'failed')),
  delivery_attempts smallint NOT NULL DEFAULT 0,
  delivery_due timestamptz,
  delivered_as text,
  PRIMARY KEY (session_id, seq));
COMMENT ON COLUMN messages.seq IS 'Gapless within the session, from 1: what a client resumes by.';
COMMENT ON COLUMN messages.external_id IS 'The platform''s id of a guest''s message, unique for one channel user: a repeat is recognised by it.';
COMMENT ON COLUMN messages.payload IS 'action of a guest''s button; cards, suggestions, travel_intent … of a reply.';
COMMENT ON COLUMN messages.delivery IS 'NULL: clients read it here by seq (web, terminal). Else the outbox''s state.';
COMMENT ON COLUMN messages.delivery_due IS 'When the outbox may try (again); while sending: when the sender is given up for dead.';
-- A repeated delivery.
CREATE UNIQUE INDEX IF NOT EXISTS messages_external ON messages (identity_id, external_id) WHERE external_id IS NOT NULL;
-- The outbox.
CREATE INDEX IF NOT EXISTS messages_outbox ON messages (delivery_due) WHERE delivery IN ('pending', 'sending');

-- In place of a foreign key: a message is only ever written under the lock of its session's row in turns, and checking
-- the key again cost a tenth of a turn. Deleting a session still deletes its messages.
CREATE OR REPLACE FUNCTION lobby.delete_messages() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  DELETE FROM messages m USING gone WHERE m.session_id = gone.session_id;
  RETURN NULL;
END $$;
ALTER FUNCTION lobby.delete_messages() OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.delete_messages() FROM PUBLIC;  -- who may call it may put it on a table of their own
DROP TRIGGER IF EXISTS trigger_prospective_sessions_delete_messages ON prospective_sessions;
CREATE TRIGGER trigger_prospective_sessions_delete_messages AFTER DELETE ON prospective_sessions
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION lobby.delete_messages();

-- One row a session: the sequence counter, the turn's lease and the speaker's fence.
CREATE TABLE IF NOT EXISTS turns (
  session_id uuid PRIMARY KEY REFERENCES prospective_sessions ON DELETE CASCADE,
  tenant_id uuid NOT NULL,
  last_seq integer NOT NULL DEFAULT 0,
  last_guest_seq integer NOT NULL DEFAULT 0,
  answered_seq integer NOT NULL DEFAULT 0,
  lease_token uuid,
  lease_until timestamptz,
  attempts smallint NOT NULL DEFAULT 0,
  speaker text NOT NULL DEFAULT 'bot' CHECK (speaker IN ('bot', 'staff')),
  epoch integer NOT NULL DEFAULT 0,
  language text,
  locale text,
  state jsonb NOT NULL DEFAULT '{}');
COMMENT ON COLUMN turns.attempts IS 'How often a sweep has taken the unanswered messages over.';
COMMENT ON COLUMN turns.epoch IS 'Raised by every change of speaker: a reply made under an older one is dropped.';
COMMENT ON COLUMN turns.state IS 'The responder''s private memory between turns.';
-- The sweep: unanswered messages whose lease has run out.
CREATE INDEX IF NOT EXISTS turns_unanswered ON turns (lease_until) WHERE last_guest_seq > answered_seq;

-- Single-use codes that join two channels of one person.
CREATE TABLE IF NOT EXISTS link_codes (
  code_hash text PRIMARY KEY,
  tenant_id uuid NOT NULL REFERENCES tenant_registry ON DELETE CASCADE,
  session_id uuid NOT NULL REFERENCES prospective_sessions ON DELETE CASCADE,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL DEFAULT now() + interval '15 minutes',
  used_at timestamptz);

-- Append-only funnel facts; they outlive the session.
CREATE TABLE IF NOT EXISTS events (
  event_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant_id uuid NOT NULL REFERENCES tenant_registry ON DELETE CASCADE,
  session_id uuid,
  kind text NOT NULL,
  channel text,
  details jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now());
-- A tenant's funnel by day.
CREATE INDEX IF NOT EXISTS events_tenant ON events (tenant_id, created_at);

-- Tokens reserved before a model call and settled after it.
CREATE TABLE IF NOT EXISTS llm_usage (
  usage_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id uuid NOT NULL REFERENCES tenant_registry ON DELETE CASCADE,
  session_id uuid,
  model text NOT NULL,
  purpose text NOT NULL,
  reserved_tokens integer NOT NULL CHECK (reserved_tokens >= 0),
  input_tokens integer,
  output_tokens integer,
  cost numeric(12, 6),
  created_at timestamptz NOT NULL DEFAULT now(),
  settled_at timestamptz);
CREATE INDEX IF NOT EXISTS llm_usage_tenant ON llm_usage (tenant_id, created_at);

-- Converted sessions older than the archiving age, with their transcript.
CREATE TABLE IF NOT EXISTS prospective_sessions_archive (
  session_id uuid PRIMARY KEY,
  tenant_id uuid NOT NULL REFERENCES tenant_registry ON DELETE CASCADE,
  session jsonb NOT NULL,
  transcript jsonb NOT NULL,
  archived_at timestamptz NOT NULL DEFAULT now());

DO $$
DECLARE t text; own text;
BEGIN
  FOREACH t IN ARRAY ARRAY['channel_identities', 'messages', 'turns', 'link_codes', 'events', 'llm_usage', 'prospective_sessions_archive'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('REVOKE ALL ON %I FROM PUBLIC, anon, authenticated', t);
    EXECUTE format('GRANT ALL ON %I TO service_role', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO lobby_system', t);
    EXECUTE format('DROP POLICY IF EXISTS system ON %I', t);
    EXECUTE format('CREATE POLICY system ON %I TO lobby_system, service_role USING (true) WITH CHECK (true)', t);
    -- the bot reads its visitor's rows, or its tenant's in the core's own work; it writes only through functions
    EXECUTE format('DROP POLICY IF EXISTS bot ON %I', t);
    EXECUTE format('CREATE POLICY bot ON %I FOR SELECT TO lobby_bot USING (tenant_id = lobby.tenant_id()
                      AND (session_id = lobby.session_id() OR lobby.tenant_scope()))', t);
    EXECUTE format('GRANT SELECT ON %I TO lobby_bot', t);
    EXECUTE format('DROP POLICY IF EXISTS staff ON %I', t);
    EXECUTE format('CREATE POLICY staff ON %I FOR SELECT TO authenticated USING (tenant_id = lobby.jwt_tenant_id())', t);
  END LOOP;
END $$;
GRANT SELECT ON messages, turns, events, llm_usage TO authenticated;  -- not the codes and identities

-- The ledger and the turn: who writes to us, what was said, and who may answer.

-- A Telegram, Slack, web … user on their current session. The web's channel_user_id is the hashed cookie.
CREATE TABLE IF NOT EXISTS channel_identities (
  identity_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id uuid NOT NULL REFERENCES tenant_registry ON DELETE CASCADE,
  channel text NOT NULL,
  channel_user_id text NOT NULL,
  session_id uuid NOT NULL REFERENCES prospective_sessions ON DELETE CASCADE,
  previous_session_id uuid REFERENCES prospective_sessions ON DELETE SET NULL,
  copies boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (tenant_id, channel, channel_user_id));
COMMENT ON COLUMN channel_identities.previous_session_id IS 'Of an identity that joined another''s session by a code: where it returns to.';
COMMENT ON COLUMN channel_identities.copies IS 'Gets a copy of what is said on the session''s other channels.';
-- Deleting a session; the channels linked to it.
CREATE INDEX IF NOT EXISTS channel_identities_session ON channel_identities (session_id);
CREATE INDEX IF NOT EXISTS channel_identities_previous ON channel_identities (previous_session_id) WHERE previous_session_id IS NOT NULL;

-- One row a message, in or out: transcript, inbox and outbox. No foreign key to the session: a message is only ever written
-- under the lock of its session's row in turns, and lobby.delete_messages deletes the messages of a deleted session.
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
  delivery text CHECK (delivery IN ('pending', 'sending', 'sent', 'failed', 'withdrawn')),
  delivery_attempts smallint NOT NULL DEFAULT 0,
  delivery_due timestamptz,
  delivered_as text,
  fence integer,
  PRIMARY KEY (session_id, seq));
COMMENT ON COLUMN messages.seq IS 'Gapless within the session, from 1: what a client resumes by.';
COMMENT ON COLUMN messages.external_id IS 'The platform''s id of a guest''s message, unique for one channel user: a repeat is recognised by it.';
COMMENT ON COLUMN messages.payload IS 'action of a guest''s button; cards, suggestions, travel_intent … of a reply.';
COMMENT ON COLUMN messages.delivery IS 'NULL: clients read it here by seq (web, terminal). Else the outbox''s state.';
COMMENT ON COLUMN messages.fence IS 'The speaker''s epoch under which the bot may begin to send this; NULL: at any time.';
COMMENT ON COLUMN messages.delivery_due IS 'When the outbox may try (again); while sending: when the sender is given up for dead.';
-- A repeated delivery.
CREATE UNIQUE INDEX IF NOT EXISTS messages_external ON messages (identity_id, external_id) WHERE external_id IS NOT NULL;
-- The outbox.
CREATE INDEX IF NOT EXISTS messages_outbox ON messages (delivery_due) WHERE delivery IN ('pending', 'sending');

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
  state jsonb NOT NULL DEFAULT '{}',
  linked boolean NOT NULL DEFAULT false,
  hold jsonb,
  waiting_since timestamptz,
  reminded boolean NOT NULL DEFAULT false);
COMMENT ON COLUMN turns.attempts IS 'How often a sweep has taken the unanswered messages over.';
COMMENT ON COLUMN turns.epoch IS 'Raised by every change of speaker: a reply made under an older one is dropped.';
COMMENT ON COLUMN turns.state IS 'The responder''s private memory between turns.';
COMMENT ON COLUMN turns.linked IS 'Several channels of one guest share the session.';
COMMENT ON COLUMN turns.hold IS 'While staff speak: {id, name, post_id, live, since}.';
COMMENT ON COLUMN turns.waiting_since IS 'Since when the guest waits for a person; NULL: not at all, or was told that it takes longer.';
COMMENT ON COLUMN turns.reminded IS 'The guest was told that nobody has answered yet, and may go on with the bot.';
-- The sweep: unanswered messages whose lease has run out.
CREATE INDEX IF NOT EXISTS turns_unanswered ON turns (lease_until) WHERE last_guest_seq > answered_seq;
-- The sweep that tells guests who wait too long.
CREATE INDEX IF NOT EXISTS turns_waiting ON turns (waiting_since) WHERE waiting_since IS NOT NULL;
-- What staff hold.
CREATE INDEX IF NOT EXISTS turns_held ON turns (tenant_id) WHERE speaker = 'staff';

-- What a turn needs to run: what lobby.turn_context gives to whoever holds its lease.
DO $$ BEGIN
  CREATE TYPE lobby.turn_context AS (
    tenant_id uuid, session_id uuid, lease_token uuid, epoch integer, channel text, identity_id uuid,
    history jsonb, intent jsonb, state jsonb, language text, locale text, converted boolean, attempts smallint, pending jsonb);
EXCEPTION WHEN duplicate_object THEN NULL; END $$;
-- What lobby.accept_messages and lobby.commit_turns take, as JSON arrays of these.
DO $$ BEGIN
  CREATE TYPE lobby.incoming_message AS (
    tenant_id uuid, channel text, channel_user_id text, cookie_id text, external_id text, content text, payload jsonb,
    locale text, attribution jsonb, lease_token uuid);
EXCEPTION WHEN duplicate_object THEN NULL; END $$;
DO $$ BEGIN
  CREATE TYPE lobby.finished_turn AS (
    tenant_id uuid, session_id uuid, lease_token uuid, epoch integer, answered_seq integer, channel text, identity_id uuid,
    message_id uuid, content text, payload jsonb, reply_to text[], outbox boolean, history jsonb, intent jsonb,
    language text, state jsonb, events jsonb, reservation jsonb);
EXCEPTION WHEN duplicate_object THEN NULL; END $$;

-- Single-use codes that join two channels of one person.
CREATE TABLE IF NOT EXISTS link_codes (
  code_hash text PRIMARY KEY,
  tenant_id uuid NOT NULL REFERENCES tenant_registry ON DELETE CASCADE,
  session_id uuid NOT NULL REFERENCES prospective_sessions ON DELETE CASCADE,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL DEFAULT now() + interval '15 minutes',
  used_at timestamptz);

-- Converted sessions older than the archiving age, with their transcript.
CREATE TABLE IF NOT EXISTS prospective_sessions_archive (
  session_id uuid PRIMARY KEY,
  tenant_id uuid NOT NULL REFERENCES tenant_registry ON DELETE CASCADE,
  session jsonb NOT NULL,
  transcript jsonb NOT NULL,
  archived_at timestamptz NOT NULL DEFAULT now());

-- What only one node does at a time (long polling).
CREATE TABLE IF NOT EXISTS leases (
  name text PRIMARY KEY,
  holder text NOT NULL,
  held_until timestamptz NOT NULL);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['channel_identities', 'messages', 'turns', 'link_codes', 'prospective_sessions_archive'] LOOP
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
GRANT SELECT ON messages, turns TO authenticated;  -- not the codes and identities

-- Nobody's data: only lobby.hold_lease and lobby.release_lease touch it.
ALTER TABLE leases ENABLE ROW LEVEL SECURITY;
ALTER TABLE leases FORCE ROW LEVEL SECURITY;
REVOKE ALL ON leases FROM PUBLIC, anon, authenticated;
GRANT ALL ON leases TO service_role;
GRANT SELECT, INSERT, UPDATE, DELETE ON leases TO lobby_system;
DROP POLICY IF EXISTS system ON leases;
CREATE POLICY system ON leases TO lobby_system, service_role USING (true) WITH CHECK (true);

-- Staff who speak: what is posted to them, what they say to guests, and what is copied between a guest's channels.

-- What goes elsewhere than to the channel of the conversation: alerts and their threads (the staff's platform), copies
-- for linked channels, notices. An outbox of its own, in order within a lane.
CREATE TABLE IF NOT EXISTS posts (
  post_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant_id uuid NOT NULL REFERENCES tenant_registry ON DELETE CASCADE,
  session_id uuid,
  kind text NOT NULL CHECK (kind IN ('alert', 'thread', 'copy', 'notice')),
  channel text NOT NULL,
  address text NOT NULL,
  thread_of bigint REFERENCES posts ON DELETE CASCADE,
  identity_id uuid,
  lane text GENERATED ALWAYS AS (coalesce(identity_id::text, coalesce(thread_of, post_id)::text)) STORED,
  seq integer,
  details jsonb NOT NULL DEFAULT '{}',
  fence integer,
  state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'sending', 'sent', 'failed', 'withdrawn')),
  attempts smallint NOT NULL DEFAULT 0,
  due timestamptz NOT NULL DEFAULT now(),
  posted_as text,
  created_at timestamptz NOT NULL DEFAULT now());
COMMENT ON COLUMN posts.address IS 'Where to: the staff''s room, or the channel user.';
COMMENT ON COLUMN posts.lane IS 'Posts of one lane are sent one after the other: an alert with its thread, a channel user.';
COMMENT ON COLUMN posts.thread_of IS 'The alert under which this is posted.';
COMMENT ON COLUMN posts.seq IS 'The message of the ledger that this shows.';
COMMENT ON COLUMN posts.details IS 'alert: {alert, event_id, reason, contacted_by}; notice: {notice, name}; a note in a thread: {text}.';
-- The outbox.
CREATE INDEX IF NOT EXISTS posts_outbox ON posts (due) WHERE state IN ('pending', 'sending');
-- The next of a lane; what a platform's message belongs to; a session's alerts.
CREATE INDEX IF NOT EXISTS posts_lane ON posts (lane, post_id) WHERE state IN ('pending', 'sending');
CREATE INDEX IF NOT EXISTS posts_posted ON posts (channel, posted_as) WHERE kind = 'alert';
CREATE INDEX IF NOT EXISTS posts_session ON posts (session_id);
CREATE INDEX IF NOT EXISTS posts_thread ON posts (thread_of) WHERE thread_of IS NOT NULL;

-- What staff want to say to a guest. It waits for the undo window, then becomes a message.
CREATE TABLE IF NOT EXISTS staff_replies (
  reply_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id uuid NOT NULL REFERENCES tenant_registry ON DELETE CASCADE,
  session_id uuid NOT NULL REFERENCES prospective_sessions ON DELETE CASCADE,
  source text NOT NULL,
  staff jsonb NOT NULL,
  content text NOT NULL,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'undone')),
  due timestamptz NOT NULL,
  seq integer,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  UNIQUE (tenant_id, source));
COMMENT ON COLUMN staff_replies.source IS 'The platform''s message or interaction behind it: a repeat changes nothing.';
CREATE INDEX IF NOT EXISTS staff_replies_waiting ON staff_replies (due) WHERE state = 'waiting';
CREATE INDEX IF NOT EXISTS staff_replies_session ON staff_replies (session_id);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['posts', 'staff_replies'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('REVOKE ALL ON %I FROM PUBLIC, anon, authenticated', t);
    EXECUTE format('GRANT ALL ON %I TO service_role', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO lobby_system', t);
    EXECUTE format('DROP POLICY IF EXISTS system ON %I', t);
    EXECUTE format('CREATE POLICY system ON %I TO lobby_system, service_role USING (true) WITH CHECK (true)', t);
    EXECUTE format('DROP POLICY IF EXISTS bot ON %I', t);
    EXECUTE format('DROP POLICY IF EXISTS staff ON %I', t);
    -- the core's own work; a visitor's turn has no business here
    EXECUTE format('CREATE POLICY bot ON %I FOR SELECT TO lobby_bot USING (tenant_id = lobby.tenant_id() AND lobby.tenant_scope())', t);
    EXECUTE format('GRANT SELECT ON %I TO lobby_bot', t);
    EXECUTE format('CREATE POLICY staff ON %I FOR SELECT TO authenticated USING (tenant_id = lobby.jwt_tenant_id())', t);
    EXECUTE format('GRANT SELECT ON %I TO authenticated', t);
  END LOOP;
END $$;
REVOKE ALL ON SEQUENCE posts_post_id_seq FROM PUBLIC, anon, authenticated;

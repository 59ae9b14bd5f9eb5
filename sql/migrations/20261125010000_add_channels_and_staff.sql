-- Several channels of one guest, and staff who speak: links, takeover, the staff's replies, and what is posted to them.

-- An identity that joined another's session by a code. `previous_session_id` is where it returns to.
ALTER TABLE channel_identities ADD COLUMN IF NOT EXISTS previous_session_id uuid REFERENCES prospective_sessions ON DELETE SET NULL;
ALTER TABLE channel_identities ADD COLUMN IF NOT EXISTS copies boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN channel_identities.copies IS 'Gets a copy of what is said on the session''s other channels.';
CREATE INDEX IF NOT EXISTS channel_identities_previous ON channel_identities (previous_session_id) WHERE previous_session_id IS NOT NULL;

ALTER TABLE messages ADD COLUMN IF NOT EXISTS fence integer;
COMMENT ON COLUMN messages.fence IS 'The speaker''s epoch under which the bot may begin to send this; NULL: at any time.';
ALTER TABLE messages DROP CONSTRAINT IF EXISTS messages_delivery_check;
ALTER TABLE messages ADD CONSTRAINT messages_delivery_check CHECK (delivery IN ('pending', 'sending', 'sent', 'failed', 'withdrawn'));

ALTER TABLE turns ADD COLUMN IF NOT EXISTS linked boolean NOT NULL DEFAULT false;
ALTER TABLE turns ADD COLUMN IF NOT EXISTS hold jsonb;
ALTER TABLE turns ADD COLUMN IF NOT EXISTS waiting_since timestamptz;
ALTER TABLE turns ADD COLUMN IF NOT EXISTS reminded boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN turns.linked IS 'Several channels of one guest share the session.';
COMMENT ON COLUMN turns.hold IS 'While staff speak: {id, name, post_id, live, since}.';
COMMENT ON COLUMN turns.waiting_since IS 'Since when the guest waits for a person; NULL: not at all, or was told that it takes longer.';
COMMENT ON COLUMN turns.reminded IS 'The guest was told that nobody has answered yet, and may go on with the bot.';
-- The sweep that tells guests who wait too long.
CREATE INDEX IF NOT EXISTS turns_waiting ON turns (waiting_since) WHERE waiting_since IS NOT NULL;
-- What staff hold.
CREATE INDEX IF NOT EXISTS turns_held ON turns (tenant_id) WHERE speaker = 'staff';

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

-- What only one node does at a time (long polling).
CREATE TABLE IF NOT EXISTS leases (
  name text PRIMARY KEY,
  holder text NOT NULL,
  held_until timestamptz NOT NULL);

ALTER TABLE events ADD COLUMN IF NOT EXISTS touches jsonb NOT NULL DEFAULT '{}';
ALTER TABLE events ADD COLUMN IF NOT EXISTS transaction_id xid8 NOT NULL DEFAULT pg_current_xact_id();
COMMENT ON COLUMN events.touches IS 'The campaigns of the session''s first and last visit: {first: {source, …}, last: {…}}.';
COMMENT ON COLUMN events.transaction_id IS 'Who rolls events up takes those of finished transactions only.';
-- A stage of the funnel is written once a session.
CREATE INDEX IF NOT EXISTS events_session ON events (session_id, kind);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['posts', 'staff_replies', 'leases'] LOOP
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
  FOREACH t IN ARRAY ARRAY['posts', 'staff_replies'] LOOP  -- the core's own work; a visitor's turn has no business here
    EXECUTE format('CREATE POLICY bot ON %I FOR SELECT TO lobby_bot USING (tenant_id = lobby.tenant_id() AND lobby.tenant_scope())', t);
    EXECUTE format('GRANT SELECT ON %I TO lobby_bot', t);
    EXECUTE format('CREATE POLICY staff ON %I FOR SELECT TO authenticated USING (tenant_id = lobby.jwt_tenant_id())', t);
    EXECUTE format('GRANT SELECT ON %I TO authenticated', t);
  END LOOP;
END $$;

-- The session's campaigns go with each event: events outlive sessions.
CREATE OR REPLACE FUNCTION lobby.fill_event() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.touches = '{}' AND NEW.session_id IS NOT NULL THEN
    SELECT s.utm_tracking INTO NEW.touches FROM prospective_sessions s WHERE s.session_id = NEW.session_id;
    NEW.touches := coalesce(NEW.touches, '{}');
  END IF;
  RETURN NEW;
END $$;
DROP TRIGGER IF EXISTS trigger_events_fill ON events;
CREATE TRIGGER trigger_events_fill BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION lobby.fill_event();

-- An alert for each room that the tenant wants to hear of such an event, in the event's own transaction: a node that
-- dies after the commit loses none. A guest who asks for a person again and again alerts once in a quarter of an hour.
CREATE OR REPLACE FUNCTION lobby.post_alerts() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v_room text; v_rooms jsonb;
BEGIN
  SELECT t.settings -> 'alerts' -> NEW.kind INTO v_rooms FROM tenant_registry t WHERE t.tenant_id = NEW.tenant_id;
  IF v_rooms IS NULL OR jsonb_typeof(v_rooms) <> 'array' THEN
    RETURN NULL;
  END IF;
  FOR v_room IN SELECT DISTINCT r FROM jsonb_array_elements_text(v_rooms) r WHERE strpos(r, ':') > 1 LOOP
    CONTINUE WHEN NEW.kind = 'handoff' AND EXISTS (
      SELECT FROM posts p WHERE p.session_id = NEW.session_id AND p.kind = 'alert' AND p.details ->> 'alert' = 'handoff'
         AND p.channel || ':' || p.address = v_room AND p.created_at > now() - interval '15 minutes');
    INSERT INTO posts (tenant_id, session_id, kind, channel, address, details)
    VALUES (NEW.tenant_id, NEW.session_id, 'alert', split_part(v_room, ':', 1), substr(v_room, strpos(v_room, ':') + 1),
            jsonb_build_object('alert', NEW.kind, 'event_id', NEW.event_id, 'channel', NEW.channel) || NEW.details);
  END LOOP;
  RETURN NULL;
END $$;
DROP TRIGGER IF EXISTS trigger_events_post_alerts ON events;
CREATE TRIGGER trigger_events_post_alerts AFTER INSERT ON events FOR EACH ROW
  WHEN (NEW.kind IN ('reservation', 'cancellation', 'handoff', 'lead')) EXECUTE FUNCTION lobby.post_alerts();

-- Erased with their session: what was posted of it, and events stay as bare counts.
CREATE OR REPLACE FUNCTION lobby.delete_messages() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  DELETE FROM messages m USING gone WHERE m.session_id = gone.session_id;
  DELETE FROM posts p USING gone WHERE p.session_id = gone.session_id;
  RETURN NULL;
END $$;

-- Who had joined a session that is deleted is again in the one they had before: it would stay with nobody in it, out of
-- reach of its guest's requests, and its cookie would let them begin no other.
CREATE OR REPLACE FUNCTION lobby.return_identities() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE channel_identities i SET session_id = i.previous_session_id, previous_session_id = NULL, copies = false
   WHERE i.session_id = OLD.session_id AND EXISTS (SELECT FROM prospective_sessions s WHERE s.session_id = i.previous_session_id);
  RETURN OLD;
END $$;
DROP TRIGGER IF EXISTS trigger_prospective_sessions_return_identities ON prospective_sessions;
CREATE TRIGGER trigger_prospective_sessions_return_identities BEFORE DELETE ON prospective_sessions
  FOR EACH ROW EXECUTE FUNCTION lobby.return_identities();

DO $$
DECLARE f text;
BEGIN
  FOREACH f IN ARRAY ARRAY['fill_event', 'post_alerts', 'return_identities'] LOOP
    EXECUTE format('ALTER FUNCTION lobby.%I() OWNER TO lobby_system', f);
    EXECUTE format('REVOKE ALL ON FUNCTION lobby.%I() FROM PUBLIC', f);
  END LOOP;
END $$;

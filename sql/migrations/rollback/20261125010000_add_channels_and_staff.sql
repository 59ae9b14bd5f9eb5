DROP TRIGGER IF EXISTS trigger_events_post_alerts ON events;
DROP TRIGGER IF EXISTS trigger_events_fill ON events;
DROP TRIGGER IF EXISTS trigger_prospective_sessions_return_identities ON prospective_sessions;
DROP FUNCTION IF EXISTS lobby.post_alerts(), lobby.fill_event(), lobby.return_identities();
CREATE OR REPLACE FUNCTION lobby.delete_messages() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  DELETE FROM messages m USING gone WHERE m.session_id = gone.session_id;
  RETURN NULL;
END $$;
DROP INDEX IF EXISTS events_session;
ALTER TABLE events DROP COLUMN IF EXISTS touches, DROP COLUMN IF EXISTS transaction_id;
DROP TABLE IF EXISTS leases, staff_replies, posts;
DROP INDEX IF EXISTS turns_waiting, turns_held;
ALTER TABLE turns DROP COLUMN IF EXISTS linked, DROP COLUMN IF EXISTS hold, DROP COLUMN IF EXISTS waiting_since, DROP COLUMN IF EXISTS reminded;
UPDATE messages SET delivery = 'failed' WHERE delivery = 'withdrawn';
ALTER TABLE messages DROP COLUMN IF EXISTS fence, DROP CONSTRAINT IF EXISTS messages_delivery_check;
ALTER TABLE messages ADD CONSTRAINT messages_delivery_check CHECK (delivery IN ('pending', 'sending', 'sent', 'failed'));
DROP INDEX IF EXISTS channel_identities_previous;
ALTER TABLE channel_identities DROP COLUMN IF EXISTS copies, DROP COLUMN IF EXISTS previous_session_id;

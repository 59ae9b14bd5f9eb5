-- Who had joined a session that is deleted is again in the one they had before: it would stay with nobody in it, out of
-- reach of its guest's requests, and its cookie would let them begin no other.
CREATE OR REPLACE FUNCTION lobby.return_identities() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE channel_identities i SET session_id = i.previous_session_id, previous_session_id = NULL, copies = false
   WHERE i.session_id = OLD.session_id AND EXISTS (SELECT FROM prospective_sessions s WHERE s.session_id = i.previous_session_id);
  RETURN OLD;
END $$;

ALTER FUNCTION lobby.return_identities OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.return_identities FROM PUBLIC, anon, authenticated, service_role, lobby_bot;

CREATE OR REPLACE TRIGGER trigger_prospective_sessions_return_identities BEFORE DELETE ON prospective_sessions
  FOR EACH ROW EXECUTE FUNCTION lobby.return_identities();

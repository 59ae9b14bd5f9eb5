-- In place of a foreign key: a message is only ever written under the lock of its session's row in turns, and checking the
-- key again cost a tenth of a turn. What was posted of the session goes with it; events stay as bare counts.
CREATE OR REPLACE FUNCTION lobby.delete_messages() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  DELETE FROM messages m USING gone WHERE m.session_id = gone.session_id;
  DELETE FROM posts p USING gone WHERE p.session_id = gone.session_id;
  RETURN NULL;
END $$;

ALTER FUNCTION lobby.delete_messages OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.delete_messages FROM PUBLIC, anon, authenticated, service_role, lobby_bot;

CREATE OR REPLACE TRIGGER trigger_prospective_sessions_delete_messages AFTER DELETE ON prospective_sessions
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION lobby.delete_messages();

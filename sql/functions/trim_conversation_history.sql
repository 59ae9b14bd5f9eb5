-- A session remembers the last 20 messages.
CREATE OR REPLACE FUNCTION lobby.trim_conversation_history() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  NEW.conversation_history := jsonb_path_query_array(NEW.conversation_history, '$[last - 19 to last]');
  RETURN NEW;
END $$;

REVOKE ALL ON FUNCTION lobby.trim_conversation_history FROM PUBLIC, anon, authenticated, service_role, lobby_bot;

CREATE OR REPLACE TRIGGER trigger_prospective_sessions_trim_history
  BEFORE INSERT OR UPDATE OF conversation_history ON prospective_sessions FOR EACH ROW
  WHEN (jsonb_array_length(NEW.conversation_history) > 20) EXECUTE FUNCTION lobby.trim_conversation_history();

-- A conversation that is deleted leaves its cost behind, and not whose it was.
CREATE OR REPLACE FUNCTION lobby.forget_spender() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE llm_usage u SET session_id = NULL FROM gone WHERE u.session_id = gone.session_id;
  DELETE FROM llm_spending s USING gone WHERE s.scope = 'visitor' AND s.holder = gone.session_id;
  RETURN NULL;
END $$;

ALTER FUNCTION lobby.forget_spender OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.forget_spender FROM PUBLIC, anon, authenticated, service_role, lobby_bot;

CREATE OR REPLACE TRIGGER trigger_prospective_sessions_forget_spender
  AFTER DELETE ON prospective_sessions REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION lobby.forget_spender();

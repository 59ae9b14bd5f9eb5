-- A session that has expired gives its cookie free, and so does the one that its channel user had before joining it.
CREATE OR REPLACE FUNCTION lobby.close_session(p_session_id uuid, p_previous_session_id uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE prospective_sessions SET cookie_id = 'expired:' || session_id,
         status = CASE status WHEN 'active' THEN 'expired' ELSE status END
   WHERE session_id = p_session_id AND cookie_id NOT LIKE 'expired:%';
  IF p_previous_session_id IS NOT NULL THEN
    PERFORM lobby.free_cookie(p_previous_session_id);
  END IF;
END $$;

ALTER FUNCTION lobby.close_session OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.close_session FROM PUBLIC, anon, authenticated, service_role, lobby_bot;

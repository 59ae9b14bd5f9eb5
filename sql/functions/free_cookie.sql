-- A session that its channel user has left: the cookie is for the next one.
CREATE OR REPLACE FUNCTION lobby.free_cookie(p_session_id uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE prospective_sessions SET cookie_id = 'left:' || session_id WHERE session_id = p_session_id AND cookie_id NOT LIKE 'left:%'
$$;

ALTER FUNCTION lobby.free_cookie OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.free_cookie FROM PUBLIC, anon, authenticated, service_role, lobby_bot;

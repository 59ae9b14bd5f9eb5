-- A visitor's live session: a look-up that comes before a tenant is known.
CREATE OR REPLACE FUNCTION lobby.visitor_session(p_cookie_id text) RETURNS TABLE (tenant_id uuid, session_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT s.tenant_id, s.session_id FROM prospective_sessions s WHERE s.cookie_id = p_cookie_id AND s.expires_at > now()
$$;

ALTER FUNCTION lobby.visitor_session OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.visitor_session FROM PUBLIC, anon, authenticated, service_role, lobby_bot;
GRANT EXECUTE ON FUNCTION lobby.visitor_session TO lobby_bot, service_role;
COMMENT ON FUNCTION lobby.visitor_session IS
  'Only who knows the 256 bit token behind the hash can ask.';

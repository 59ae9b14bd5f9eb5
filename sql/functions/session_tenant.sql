-- Whose session this is: a look-up that comes before a tenant is known.
CREATE OR REPLACE FUNCTION lobby.session_tenant(p_session_id uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT s.tenant_id FROM prospective_sessions s WHERE s.session_id = p_session_id
$$;

ALTER FUNCTION lobby.session_tenant OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.session_tenant FROM PUBLIC, anon, authenticated, service_role, lobby_bot;
GRANT EXECUTE ON FUNCTION lobby.session_tenant TO lobby_bot, service_role;

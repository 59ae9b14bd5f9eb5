-- Give a turn up so that any node may take it at once (shutdown, a database fault between accept and commit).
CREATE OR REPLACE FUNCTION lobby.release_turn(p_tenant_id uuid, p_session_id uuid, p_lease_token uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE turns SET lease_until = now() WHERE session_id = p_session_id AND tenant_id = p_tenant_id AND lease_token = p_lease_token
$$;

ALTER FUNCTION lobby.release_turn OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.release_turn FROM PUBLIC, anon, authenticated, service_role, lobby_bot;
GRANT EXECUTE ON FUNCTION lobby.release_turn TO lobby_bot, service_role;

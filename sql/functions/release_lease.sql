-- Give up what hold_lease gives.
CREATE OR REPLACE FUNCTION lobby.release_lease(p_name text, p_holder text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DELETE FROM leases WHERE name = p_name AND holder = p_holder
$$;

ALTER FUNCTION lobby.release_lease OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.release_lease FROM PUBLIC, anon, authenticated, service_role, lobby_bot;
GRANT EXECUTE ON FUNCTION lobby.release_lease TO lobby_bot, service_role;

-- A tenant's time zone, UTC when the server does not know it: one tenant's slip must not stop everybody's roll-up.
CREATE OR REPLACE FUNCTION lobby.known_time_zone(p_name text) RETURNS text LANGUAGE plpgsql STABLE
SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM now() AT TIME ZONE p_name;
  RETURN coalesce(p_name, 'UTC');
EXCEPTION WHEN invalid_parameter_value THEN
  RETURN 'UTC';
END $$;

ALTER FUNCTION lobby.known_time_zone OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.known_time_zone FROM PUBLIC, anon, authenticated, service_role, lobby_bot;

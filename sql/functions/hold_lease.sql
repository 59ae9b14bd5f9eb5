-- What one node does at a time: true while it is p_holder's.
CREATE OR REPLACE FUNCTION lobby.hold_lease(p_name text, p_holder text, p_life interval) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO leases AS l (name, holder, held_until) VALUES (p_name, p_holder, now() + p_life)
  ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, held_until = excluded.held_until
     WHERE l.holder = excluded.holder OR l.held_until < now()
  RETURNING true
$$;

ALTER FUNCTION lobby.hold_lease OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.hold_lease FROM PUBLIC, anon, authenticated, service_role, lobby_bot;
GRANT EXECUTE ON FUNCTION lobby.hold_lease TO lobby_bot, service_role;

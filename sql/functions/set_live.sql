-- Live mode of a thread: on or off, by who holds the session. NULL: nobody, or somebody else, holds it.
CREATE OR REPLACE FUNCTION lobby.set_live(p_tenant_id uuid, p_session_id uuid, p_staff_id text, p_live boolean) RETURNS jsonb
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE turns SET hold = hold || jsonb_build_object('live', p_live)
   WHERE session_id = p_session_id AND tenant_id = p_tenant_id AND speaker = 'staff' AND hold ->> 'id' = p_staff_id
  RETURNING hold
$$;

ALTER FUNCTION lobby.set_live OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.set_live FROM PUBLIC, anon, authenticated, service_role, lobby_bot;
GRANT EXECUTE ON FUNCTION lobby.set_live TO lobby_bot, service_role;

-- All channels that have joined the session leave it; returns how many.
CREATE OR REPLACE FUNCTION lobby.unlink_session(p_tenant_id uuid, p_session_id uuid) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v_id uuid; v_count integer := 0;
BEGIN
  FOR v_id IN SELECT i.identity_id FROM channel_identities i
               WHERE i.session_id = p_session_id AND i.tenant_id = p_tenant_id AND i.copies LOOP
    PERFORM lobby.leave_session(p_tenant_id, v_id);
    v_count := v_count + 1;
  END LOOP;
  RETURN v_count;
END $$;

ALTER FUNCTION lobby.unlink_session OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.unlink_session FROM PUBLIC, anon, authenticated, service_role, lobby_bot;
GRANT EXECUTE ON FUNCTION lobby.unlink_session TO lobby_bot, service_role;

-- The live session of a channel user, or nothing. An expired one is closed.
CREATE OR REPLACE FUNCTION lobby.live_session(p_tenant_id uuid, p_channel text, p_channel_user_id text)
RETURNS TABLE (session_id uuid, identity_id uuid, expires_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE v record;
BEGIN
  SELECT i.session_id, i.identity_id, i.previous_session_id, s.expires_at INTO v
    FROM channel_identities i JOIN prospective_sessions s ON s.session_id = i.session_id
   WHERE i.tenant_id = p_tenant_id AND i.channel = p_channel AND i.channel_user_id = p_channel_user_id;
  IF v.session_id IS NULL THEN
    RETURN;
  END IF;
  IF v.expires_at <= now() THEN
    PERFORM lobby.close_session(v.session_id, v.previous_session_id);
    RETURN;
  END IF;
  RETURN QUERY SELECT v.session_id, v.identity_id, v.expires_at;
END $$;

ALTER FUNCTION lobby.live_session OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.live_session FROM PUBLIC, anon, authenticated, service_role, lobby_bot;

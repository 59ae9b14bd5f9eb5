-- Find or create: what a website visitor needs before the first message.
CREATE OR REPLACE FUNCTION lobby.open_session(
  p_tenant_id uuid, p_channel text, p_channel_user_id text, p_cookie_id text, p_locale text, p_attribution jsonb,
  p_create boolean)
RETURNS TABLE (session_id uuid, created boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE v_session uuid; v_utm jsonb := p_attribution -> 'utm';
BEGIN
  SELECT l.session_id INTO v_session FROM lobby.live_session(p_tenant_id, p_channel, p_channel_user_id) l;
  IF v_session IS NOT NULL THEN
    IF v_utm <> '{}' THEN  -- another visit through a campaign: the last touch
      UPDATE prospective_sessions SET utm_tracking = jsonb_build_object('first', v_utm) || utm_tracking || jsonb_build_object('last', v_utm)
       WHERE session_id = v_session AND utm_tracking -> 'last' IS DISTINCT FROM v_utm;
    END IF;
    RETURN QUERY SELECT v_session, false;
  ELSIF p_create THEN
    RETURN QUERY SELECT n.session_id, true
      FROM lobby.start_session(p_tenant_id, p_channel, p_channel_user_id, p_cookie_id, p_locale, p_attribution) n;
  END IF;
END $$;

ALTER FUNCTION lobby.open_session OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.open_session FROM PUBLIC, anon, authenticated, service_role, lobby_bot;
GRANT EXECUTE ON FUNCTION lobby.open_session TO lobby_bot, service_role;

-- A new session for a channel user, with its turn and identity.
CREATE OR REPLACE FUNCTION lobby.start_session(
  p_tenant_id uuid, p_channel text, p_channel_user_id text, p_cookie_id text, p_locale text, p_attribution jsonb)
RETURNS TABLE (session_id uuid, identity_id uuid)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE v_session uuid; v_identity uuid; v_utm jsonb := p_attribution -> 'utm';
BEGIN
  INSERT INTO prospective_sessions (tenant_id, cookie_id, utm_tracking, landing_page, referrer)
  VALUES (p_tenant_id, p_cookie_id,
          CASE WHEN v_utm IS NULL OR v_utm = '{}' THEN '{}'
               ELSE jsonb_build_object('first', v_utm, 'last', coalesce(p_attribution -> 'last_utm', v_utm)) END,
          p_attribution ->> 'landing_page', p_attribution ->> 'referrer')
  RETURNING session_id INTO v_session;
  INSERT INTO turns (session_id, tenant_id, locale) VALUES (v_session, p_tenant_id, p_locale);
  INSERT INTO channel_identities AS i (tenant_id, channel, channel_user_id, session_id)
  VALUES (p_tenant_id, p_channel, p_channel_user_id, v_session)
  ON CONFLICT (tenant_id, channel, channel_user_id)
     DO UPDATE SET session_id = excluded.session_id, previous_session_id = NULL, copies = false
  RETURNING i.identity_id INTO v_identity;
  INSERT INTO events (tenant_id, session_id, kind, channel, details)
  VALUES (p_tenant_id, v_session, 'session_started', p_channel, coalesce(p_attribution, '{}'));
  RETURN QUERY SELECT v_session, v_identity;
END $$;

ALTER FUNCTION lobby.start_session OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.start_session FROM PUBLIC, anon, authenticated, service_role, lobby_bot;

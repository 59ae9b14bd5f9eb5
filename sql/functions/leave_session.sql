-- An identity leaves the session it joined, for the one it had before or a new one. Returns where it is then; the same
-- session when it had joined none.
CREATE OR REPLACE FUNCTION lobby.leave_session(p_tenant_id uuid, p_identity_id uuid) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE i channel_identities; v_joined uuid; v_session uuid; v_locale text;
BEGIN
  SELECT c.session_id INTO v_joined FROM channel_identities c WHERE c.identity_id = p_identity_id AND c.tenant_id = p_tenant_id;
  PERFORM FROM turns t WHERE t.session_id = v_joined FOR UPDATE;  -- before the identity, as everybody who locks both
  SELECT * INTO i FROM channel_identities c WHERE c.identity_id = p_identity_id AND c.tenant_id = p_tenant_id FOR UPDATE;
  IF i.identity_id IS NULL OR NOT i.copies OR i.session_id <> v_joined THEN  -- the last: moved at this very moment
    RETURN i.session_id;
  END IF;
  SELECT s.session_id INTO v_session FROM prospective_sessions s
   WHERE s.session_id = i.previous_session_id AND s.expires_at > now();
  IF v_session IS NULL THEN
    SELECT t.locale INTO v_locale FROM turns t WHERE t.session_id = i.session_id;
    PERFORM lobby.free_cookie(i.previous_session_id);
    SELECT n.session_id INTO v_session FROM lobby.start_session(p_tenant_id, i.channel, i.channel_user_id,
        encode(sha256(convert_to(p_tenant_id || ':' || i.channel || ':' || i.channel_user_id, 'UTF8')), 'hex'), v_locale, '{}') n;
  ELSE
    UPDATE channel_identities c SET session_id = v_session, previous_session_id = NULL, copies = false
     WHERE c.identity_id = p_identity_id;
  END IF;
  UPDATE posts p SET state = 'withdrawn' WHERE p.identity_id = p_identity_id AND p.session_id = i.session_id AND p.state = 'pending';
  UPDATE turns t SET linked = EXISTS (SELECT FROM channel_identities c WHERE c.session_id = t.session_id AND c.copies)
   WHERE t.session_id = i.session_id;
  INSERT INTO events (tenant_id, session_id, kind, channel) VALUES (p_tenant_id, i.session_id, 'unlink', i.channel);
  RETURN v_session;
END $$;

ALTER FUNCTION lobby.leave_session OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.leave_session FROM PUBLIC, anon, authenticated, service_role, lobby_bot;

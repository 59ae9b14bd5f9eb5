-- Join the session behind a link code. One use, and not while staff speak in the session that would be left.
CREATE OR REPLACE FUNCTION lobby.redeem_link_code(
  p_tenant_id uuid, p_channel text, p_channel_user_id text, p_session_id uuid, p_code text, p_copies boolean)
RETURNS TABLE (session_id uuid, identity_id uuid, reason text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE c link_codes; v_identity uuid;
BEGIN
  SELECT * INTO c FROM link_codes k
   WHERE k.code_hash = encode(sha256(convert_to(upper(p_code), 'UTF8')), 'hex') AND k.tenant_id = p_tenant_id FOR UPDATE;
  -- turns before all else: everybody takes locks in this order
  PERFORM FROM turns t WHERE t.session_id IN (c.session_id, p_session_id) ORDER BY t.session_id FOR UPDATE;
  IF c.code_hash IS NULL THEN
    RETURN QUERY SELECT NULL::uuid, NULL::uuid, 'unknown';
  ELSIF c.used_at IS NOT NULL THEN
    RETURN QUERY SELECT NULL::uuid, NULL::uuid, 'used';
  ELSIF c.expires_at <= now() OR NOT EXISTS (
      SELECT FROM prospective_sessions s WHERE s.session_id = c.session_id AND s.expires_at > now()) THEN
    RETURN QUERY SELECT NULL::uuid, NULL::uuid, 'expired';
  ELSIF EXISTS (SELECT FROM turns t WHERE t.session_id = p_session_id AND t.speaker = 'staff') THEN
    RETURN QUERY SELECT NULL::uuid, NULL::uuid, 'staff';  -- people are talking here: they would lose their guest
  ELSE
    UPDATE link_codes k SET used_at = now() WHERE k.code_hash = c.code_hash;
    PERFORM lobby.leave_session(p_tenant_id, i.identity_id) FROM channel_identities i
      WHERE i.tenant_id = p_tenant_id AND i.channel = p_channel AND i.channel_user_id = p_channel_user_id
        AND i.session_id <> c.session_id;  -- from one joined before; where it was at first is kept
    INSERT INTO channel_identities AS i (tenant_id, channel, channel_user_id, session_id, copies)
    VALUES (p_tenant_id, p_channel, p_channel_user_id, c.session_id, p_copies)
    ON CONFLICT (tenant_id, channel, channel_user_id) DO UPDATE
       SET previous_session_id = CASE WHEN i.session_id = excluded.session_id THEN i.previous_session_id ELSE i.session_id END,
           session_id = excluded.session_id, copies = CASE WHEN i.session_id = excluded.session_id THEN i.copies ELSE excluded.copies END
    RETURNING i.identity_id INTO v_identity;
    UPDATE turns t SET linked = true WHERE t.session_id = c.session_id;
    -- what the guest said elsewhere comes along; the later word wins
    UPDATE prospective_sessions s SET travel_intent = lobby.merged_intent(s.travel_intent, o.travel_intent, o.session_id)
      FROM prospective_sessions o WHERE s.session_id = c.session_id AND o.session_id = p_session_id AND o.session_id <> s.session_id;
    INSERT INTO events (tenant_id, session_id, kind, channel) VALUES (p_tenant_id, c.session_id, 'link', p_channel);
    RETURN QUERY SELECT c.session_id, v_identity, NULL::text;
  END IF;
END $$;

ALTER FUNCTION lobby.redeem_link_code OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.redeem_link_code FROM PUBLIC, anon, authenticated, service_role, lobby_bot;

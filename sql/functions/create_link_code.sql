-- A code that lets another channel of the same guest join this session. Only its hash is kept; older unused ones lapse.
CREATE OR REPLACE FUNCTION lobby.create_link_code(p_tenant_id uuid, p_session_id uuid, p_code text, p_life interval) RETURNS timestamptz
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v_expires timestamptz;
BEGIN
  IF NOT EXISTS (SELECT FROM prospective_sessions s WHERE s.session_id = p_session_id AND s.tenant_id = p_tenant_id AND s.expires_at > now()) THEN
    RAISE EXCEPTION 'no such session' USING ERRCODE = 'LB404';
  END IF;
  UPDATE link_codes SET expires_at = now() WHERE session_id = p_session_id AND used_at IS NULL AND expires_at > now();
  INSERT INTO link_codes (code_hash, tenant_id, session_id, expires_at)
  VALUES (encode(sha256(convert_to(upper(p_code), 'UTF8')), 'hex'), p_tenant_id, p_session_id, now() + p_life)
  RETURNING expires_at INTO v_expires;
  RETURN v_expires;
END $$;

ALTER FUNCTION lobby.create_link_code OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.create_link_code FROM PUBLIC, anon, authenticated, service_role, lobby_bot;
GRANT EXECUTE ON FUNCTION lobby.create_link_code TO lobby_bot, service_role;

-- A reply enters its undo window. Known by its source: a repeat changes nothing. No row: they do not hold the session.
CREATE OR REPLACE FUNCTION lobby.queue_reply(
  p_tenant_id uuid, p_session_id uuid, p_source text, p_staff jsonb, p_content text, p_undo interval)
RETURNS SETOF staff_replies
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM FROM turns t WHERE t.session_id = p_session_id AND t.tenant_id = p_tenant_id AND t.speaker = 'staff'
      AND t.hold ->> 'id' = p_staff ->> 'id' FOR UPDATE;
  IF FOUND THEN
    INSERT INTO staff_replies (tenant_id, session_id, source, staff, content, due)
    VALUES (p_tenant_id, p_session_id, p_source, p_staff, p_content, now() + p_undo) ON CONFLICT DO NOTHING;
  END IF;
  RETURN QUERY SELECT * FROM staff_replies r WHERE r.tenant_id = p_tenant_id AND r.source = p_source;
END $$;

ALTER FUNCTION lobby.queue_reply OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.queue_reply FROM PUBLIC, anon, authenticated, service_role, lobby_bot;
GRANT EXECUTE ON FUNCTION lobby.queue_reply TO lobby_bot, service_role;

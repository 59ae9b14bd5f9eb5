-- What the bot says beside its turns. No row: staff speak, and the bot says nothing.
CREATE OR REPLACE FUNCTION lobby.append_message(
  p_tenant_id uuid, p_session_id uuid, p_role text, p_channel text, p_message_id uuid, p_content text, p_payload jsonb, p_outbox boolean)
RETURNS TABLE (seq integer, created_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE v turns;
BEGIN
  SELECT * INTO v FROM turns t WHERE t.session_id = p_session_id AND t.tenant_id = p_tenant_id FOR UPDATE;
  IF v.speaker = 'staff' THEN
    RETURN;
  END IF;
  RETURN QUERY SELECT a.seq, a.created_at FROM lobby.append_to_session(p_tenant_id, p_session_id, p_role, p_channel, p_message_id,
                        p_content, p_payload, CASE WHEN p_outbox THEN ARRAY[p_channel] ELSE '{}' END, v.epoch) a;
END $$;

ALTER FUNCTION lobby.append_message OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.append_message FROM PUBLIC, anon, authenticated, service_role, lobby_bot;
GRANT EXECUTE ON FUNCTION lobby.append_message TO lobby_bot, service_role;

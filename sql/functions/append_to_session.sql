-- A message that is not a turn's reply: the confirmation of a booking by form, what staff say, a notice. It goes to the
-- channel of the guest's last message, or to p_channel when that is given. p_fence: as in messages.
CREATE OR REPLACE FUNCTION lobby.append_to_session(
  p_tenant_id uuid, p_session_id uuid, p_role text, p_channel text, p_message_id uuid, p_content text, p_payload jsonb, p_outboxes text[],
  p_fence integer DEFAULT NULL)
RETURNS TABLE (seq integer, created_at timestamptz, channel text, identity_id uuid)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE v turns; v_identity uuid; v_channel text; v_outbox boolean;
BEGIN
  UPDATE turns t SET last_seq = t.last_seq + 1,
         waiting_since = CASE p_role WHEN 'staff' THEN NULL ELSE t.waiting_since END,
         reminded = CASE p_role WHEN 'staff' THEN false ELSE t.reminded END
   WHERE t.session_id = p_session_id AND t.tenant_id = p_tenant_id RETURNING t.* INTO v;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no such session' USING ERRCODE = 'LB404';
  END IF;
  -- somebody who has left meanwhile (reset, unlink) is not written to about this session
  SELECT i.identity_id, i.channel INTO v_identity, v_channel FROM channel_identities i
   WHERE i.session_id = p_session_id AND (p_channel IS NULL OR i.channel = p_channel)
   ORDER BY (SELECT max(m.seq) FROM messages m WHERE m.session_id = p_session_id AND m.identity_id = i.identity_id AND m.role = 'user') DESC NULLS LAST,
            i.created_at DESC LIMIT 1;
  IF v_identity IS NULL THEN
    RAISE EXCEPTION 'the guest has left the session' USING ERRCODE = 'LB404';
  END IF;
  v_outbox := v_channel = ANY (p_outboxes);
  INSERT INTO messages (tenant_id, session_id, seq, message_id, role, channel, identity_id, content, payload, delivery, delivery_due, fence)
  VALUES (p_tenant_id, p_session_id, v.last_seq, p_message_id, p_role, v_channel, v_identity, p_content, p_payload,
          CASE WHEN v_outbox THEN 'pending' END, CASE WHEN v_outbox THEN now() END, CASE WHEN v_outbox THEN p_fence END);
  IF v.linked THEN
    PERFORM lobby.copy_message(p_tenant_id, p_session_id, v.last_seq, v_identity, p_fence);
  END IF;
  UPDATE prospective_sessions s SET last_activity_at = now(), expires_at = now() + interval '7 days',
         conversation_history = CASE WHEN p_payload ? 'edits' THEN s.conversation_history ELSE
           s.conversation_history || jsonb_build_object('role', p_role, 'content', p_content, 'timestamp', now()) END
   WHERE s.session_id = p_session_id;
  RETURN QUERY SELECT v.last_seq, now(), v_channel, v_identity;
END $$;

ALTER FUNCTION lobby.append_to_session OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.append_to_session FROM PUBLIC, anon, authenticated, service_role, lobby_bot;

-- commit: the reply enters the ledger, the session's memory is updated, the lease is released — or kept, when messages
-- arrived meanwhile; then they are returned. outcome: committed | fenced (staff took over: the reply is dropped) |
-- lost (another node holds the turn now).
CREATE OR REPLACE FUNCTION lobby.commit_turn(
  p_tenant_id uuid, p_session_id uuid, p_lease_token uuid, p_epoch integer, p_answered_seq integer, p_channel text,
  p_identity_id uuid, p_message_id uuid, p_content text, p_payload jsonb, p_reply_to text[], p_outbox boolean,
  p_history jsonb, p_intent jsonb, p_language text, p_state jsonb, p_events jsonb, p_reservation jsonb, p_lease interval)
RETURNS TABLE (outcome text, seq integer, created_at timestamptz, pending jsonb, reservation jsonb)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE v record; v_created boolean; v_event jsonb;
BEGIN
  UPDATE turns t SET
      last_seq = t.last_seq + 1, answered_seq = p_answered_seq, attempts = 0,
      language = coalesce(p_language, t.language), state = coalesce(p_state, t.state),
      lease_token = CASE WHEN t.last_guest_seq > p_answered_seq THEN t.lease_token END,
      lease_until = CASE WHEN t.last_guest_seq > p_answered_seq THEN now() + p_lease END
    WHERE t.session_id = p_session_id AND t.tenant_id = p_tenant_id AND t.lease_token = p_lease_token
      AND t.epoch = p_epoch AND t.speaker = 'bot'
    RETURNING t.last_seq, t.lease_token, t.linked INTO v;
  IF NOT FOUND THEN
    UPDATE turns t SET lease_token = NULL, lease_until = NULL, answered_seq = t.last_guest_seq
     WHERE t.session_id = p_session_id AND t.tenant_id = p_tenant_id AND t.lease_token = p_lease_token;
    RETURN QUERY SELECT CASE WHEN FOUND OR EXISTS (
             SELECT FROM turns t WHERE t.session_id = p_session_id AND t.tenant_id = p_tenant_id AND t.epoch <> p_epoch)
           THEN 'fenced' ELSE 'lost' END, NULL::integer, NULL::timestamptz, NULL::jsonb, NULL::jsonb;
    RETURN;
  END IF;
  IF p_reservation IS NOT NULL THEN
    SELECT c.reservation, c.created INTO reservation, v_created
      FROM lobby.convert_session(p_tenant_id, p_session_id, p_reservation, p_channel) c;
    IF NOT v_created THEN
      reservation := NULL;
    END IF;
  END IF;
  INSERT INTO messages (tenant_id, session_id, seq, message_id, role, channel, identity_id, content, payload, reply_to, delivery, delivery_due, fence)
  VALUES (p_tenant_id, p_session_id, v.last_seq, p_message_id, 'assistant', p_channel, p_identity_id, p_content, p_payload, p_reply_to,
          CASE WHEN p_outbox THEN 'pending' END, CASE WHEN p_outbox THEN now() END, CASE WHEN p_outbox THEN p_epoch END);
  UPDATE prospective_sessions s SET
      -- trimmed here, where it costs half of what the trigger would
      conversation_history = CASE WHEN jsonb_array_length(s.conversation_history) + jsonb_array_length(p_history) > 20
        THEN jsonb_path_query_array(s.conversation_history || p_history, '$[last - 19 to last]') ELSE s.conversation_history || p_history END,
      -- what was joined while the turn ran is kept
      travel_intent = CASE WHEN p_intent IS NULL THEN s.travel_intent
        WHEN v.linked THEN lobby.merged_intent(p_intent, s.travel_intent) ELSE p_intent END, last_activity_at = now(),
      -- to the minute: expires_at is indexed, and an update that leaves the indexes alone costs a third
      expires_at = CASE WHEN s.expires_at < now() + interval '7 days' - interval '1 minute' THEN now() + interval '7 days' ELSE s.expires_at END
    WHERE s.session_id = p_session_id;
  IF v.linked THEN
    PERFORM lobby.copy_message(p_tenant_id, p_session_id, v.last_seq, p_identity_id, p_epoch);
  END IF;
  IF p_events IS NOT NULL THEN
    FOR v_event IN SELECT e FROM jsonb_array_elements(p_events) e LOOP
      IF v_event ->> 'kind' = 'handoff' THEN
        INSERT INTO events (tenant_id, session_id, kind, channel, details)
        VALUES (p_tenant_id, p_session_id, 'handoff', p_channel, coalesce(v_event -> 'details', '{}'));
        UPDATE turns t SET waiting_since = coalesce(t.waiting_since, now()), reminded = false  -- somebody was told
         WHERE t.session_id = p_session_id AND EXISTS (
           SELECT FROM posts p WHERE p.session_id = p_session_id AND p.kind = 'alert' AND p.details ->> 'alert' = 'handoff');
      ELSIF v_event ->> 'kind' = 'gap' THEN
        PERFORM lobby.note_gap(p_tenant_id, p_session_id, p_channel, v_event -> 'details');
      ELSE
        PERFORM lobby.reach_stage(p_tenant_id, p_session_id, v_event ->> 'kind', p_channel, v_event -> 'details');
      END IF;
    END LOOP;
  END IF;
  outcome := 'committed'; seq := v.last_seq; created_at := now();
  IF v.lease_token IS NOT NULL THEN
    SELECT c.pending INTO pending FROM lobby.turn_context(p_session_id) c;
  END IF;
  RETURN NEXT;
END $$;

ALTER FUNCTION lobby.commit_turn OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.commit_turn FROM PUBLIC, anon, authenticated, service_role, lobby_bot;
GRANT EXECUTE ON FUNCTION lobby.commit_turn TO lobby_bot, service_role;

-- Give the conversation back to the bot, which answers what staff left unanswered: also what was said before the takeover
-- and fenced, or whose answer was withdrawn. Replies that wait are sent first.
CREATE OR REPLACE FUNCTION lobby.hand_back(p_tenant_id uuid, p_session_id uuid, p_staff jsonb, p_outboxes text[])
RETURNS TABLE (changed boolean, hold jsonb, messages integer, intent jsonb, released jsonb)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE v turns; v_released jsonb; v_last integer; v_unanswered integer;
BEGIN
  SELECT * INTO v FROM turns t WHERE t.session_id = p_session_id AND t.tenant_id = p_tenant_id FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no such session' USING ERRCODE = 'LB404';
  END IF;
  IF v.speaker = 'bot' THEN
    RETURN QUERY SELECT false, NULL::jsonb, 0, s.travel_intent, '[]'::jsonb FROM prospective_sessions s WHERE s.session_id = p_session_id;
    RETURN;
  END IF;
  UPDATE staff_replies r SET due = now() WHERE r.session_id = p_session_id AND r.state = 'waiting';
  SELECT coalesce(jsonb_agg(to_jsonb(x)), '[]') INTO v_released FROM lobby.release_replies(p_outboxes, 1000, p_session_id) x;
  UPDATE messages m SET delivery = 'withdrawn', delivery_due = NULL  -- postponed since the takeover
   WHERE m.session_id = p_session_id AND m.delivery = 'pending' AND m.fence IS NOT NULL;
  SELECT coalesce(max(m.seq), 0) INTO v_last FROM messages m
   WHERE m.session_id = p_session_id AND m.role = 'staff' AND NOT coalesce(m.payload, '{}') ? 'edits';
  SELECT min(m.seq) INTO v_unanswered FROM messages m
   WHERE m.session_id = p_session_id AND m.role = 'user' AND m.seq > v_last
     AND (m.seq > (v.hold ->> 'answered_seq')::integer
          OR EXISTS (SELECT FROM messages a WHERE a.session_id = p_session_id AND a.delivery = 'withdrawn' AND a.fence = v.epoch - 1
                        AND m.external_id = ANY (a.reply_to)));
  UPDATE turns t SET speaker = 'bot', epoch = t.epoch + 1, hold = NULL, waiting_since = NULL, reminded = false,
         answered_seq = coalesce(v_unanswered - 1, t.last_guest_seq),
         lease_token = CASE WHEN v_unanswered IS NOT NULL THEN gen_random_uuid() END,
         lease_until = CASE WHEN v_unanswered IS NOT NULL THEN now() END
   WHERE t.session_id = p_session_id;
  PERFORM lobby.post_notice(p_tenant_id, p_session_id, jsonb_build_object('notice', 'left', 'name', v.hold ->> 'name'), p_outboxes);
  INSERT INTO events (tenant_id, session_id, kind) VALUES (p_tenant_id, p_session_id, 'hand_back');
  RETURN QUERY SELECT true, v.hold,
         (SELECT count(*)::integer FROM messages m WHERE m.session_id = p_session_id AND m.role = 'staff'
             AND NOT coalesce(m.payload, '{}') ? 'edits' AND m.created_at >= (v.hold ->> 'since')::timestamptz),
         s.travel_intent, v_released
    FROM prospective_sessions s WHERE s.session_id = p_session_id;
END $$;

ALTER FUNCTION lobby.hand_back OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.hand_back FROM PUBLIC, anon, authenticated, service_role, lobby_bot;
GRANT EXECUTE ON FUNCTION lobby.hand_back TO lobby_bot, service_role;

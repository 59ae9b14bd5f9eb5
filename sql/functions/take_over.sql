-- Take the conversation over. From the commit on the bot begins nothing: its turn in progress is fenced, its replies
-- that have not begun to be sent are withdrawn. outcome: taken | held (by somebody else) | gone (no such session, or its
-- guest has begun another one and would hear nothing).
CREATE OR REPLACE FUNCTION lobby.take_over(p_tenant_id uuid, p_session_id uuid, p_staff jsonb, p_post_id bigint, p_outboxes text[])
RETURNS TABLE (outcome text, hold jsonb, changed boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE v turns; v_hold jsonb; v_alert posts;
BEGIN
  SELECT * INTO v FROM turns t WHERE t.session_id = p_session_id AND t.tenant_id = p_tenant_id FOR UPDATE;
  IF NOT FOUND OR NOT EXISTS (SELECT FROM channel_identities i WHERE i.session_id = p_session_id) THEN
    RETURN QUERY SELECT 'gone', NULL::jsonb, false;
    RETURN;
  END IF;
  IF v.speaker = 'staff' THEN
    RETURN QUERY SELECT CASE WHEN v.hold ->> 'id' = p_staff ->> 'id' THEN 'taken' ELSE 'held' END, v.hold, false;
    RETURN;
  END IF;
  SELECT * INTO v_alert FROM posts p WHERE p.post_id = p_post_id AND p.session_id = p_session_id AND p.kind = 'alert';
  v_hold := jsonb_build_object('id', p_staff ->> 'id', 'name', p_staff ->> 'name', 'post_id', v_alert.post_id, 'live', false, 'since', now(),
                               'answered_seq', v.answered_seq);
  UPDATE turns t SET speaker = 'staff', epoch = t.epoch + 1, hold = v_hold, lease_token = NULL, lease_until = NULL, reminded = false,
         waiting_since = CASE WHEN t.waiting_since IS NOT NULL OR t.last_guest_seq > t.answered_seq THEN now() END,
         answered_seq = t.last_guest_seq
   WHERE t.session_id = p_session_id;
  UPDATE messages m SET delivery = 'withdrawn', delivery_due = NULL
   WHERE m.session_id = p_session_id AND m.delivery = 'pending' AND m.fence IS NOT NULL;
  UPDATE posts p SET state = 'withdrawn' WHERE p.session_id = p_session_id AND p.state = 'pending' AND p.fence IS NOT NULL;
  PERFORM lobby.post_notice(p_tenant_id, p_session_id, jsonb_build_object('notice', 'joined', 'name', p_staff ->> 'name'), p_outboxes);
  PERFORM lobby.post_to_thread(v_hold, p_tenant_id, p_session_id, m.seq, NULL)  -- what was said since the alert
     FROM (SELECT x.seq FROM messages x WHERE x.session_id = p_session_id AND x.created_at > v_alert.created_at
            ORDER BY x.seq DESC LIMIT 10) m ORDER BY m.seq;
  INSERT INTO events (tenant_id, session_id, kind) VALUES (p_tenant_id, p_session_id, 'takeover');
  RETURN QUERY SELECT 'taken', v_hold, true;
END $$;

ALTER FUNCTION lobby.take_over OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.take_over FROM PUBLIC, anon, authenticated, service_role, lobby_bot;
GRANT EXECUTE ON FUNCTION lobby.take_over TO lobby_bot, service_role;

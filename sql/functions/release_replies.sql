-- Replies whose undo window is over become messages, each session's in the order in which they were written. The turn is
-- locked before its replies, as in hand_back: one node at a time releases a session's.
CREATE OR REPLACE FUNCTION lobby.release_replies(p_outboxes text[], p_limit integer, p_session_id uuid DEFAULT NULL)
RETURNS TABLE (reply_id uuid, tenant_id uuid, session_id uuid, source text, staff jsonb, content text, seq integer,
               created_at timestamptz, channel text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE v_session uuid; r staff_replies; a record;
BEGIN
  FOR v_session IN SELECT t.session_id FROM turns t
                    WHERE t.session_id IN (SELECT x.session_id FROM staff_replies x WHERE x.state = 'waiting' AND x.due <= now()
                                              AND (p_session_id IS NULL OR x.session_id = p_session_id))
                    LIMIT p_limit FOR UPDATE SKIP LOCKED LOOP
    FOR r IN SELECT * FROM staff_replies x
              WHERE x.session_id = v_session AND x.state = 'waiting' AND x.due <= now()
                AND NOT EXISTS (SELECT FROM staff_replies e WHERE e.session_id = x.session_id AND e.state = 'waiting'
                                   AND e.created_at < x.created_at AND e.due > now())
              ORDER BY x.created_at LIMIT p_limit FOR UPDATE LOOP
      BEGIN
        SELECT * INTO a FROM lobby.append_to_session(r.tenant_id, r.session_id, 'staff', NULL, r.reply_id, r.content,
               jsonb_build_object('author', r.staff ->> 'name'), p_outboxes);
      EXCEPTION WHEN SQLSTATE 'LB404' THEN  -- the guest has left: nobody is there to read it
        UPDATE staff_replies x SET state = 'undone' WHERE x.reply_id = r.reply_id;
        CONTINUE;
      END;
      UPDATE staff_replies x SET state = 'sent', seq = a.seq WHERE x.reply_id = r.reply_id;
      RETURN QUERY SELECT r.reply_id, r.tenant_id, r.session_id, r.source, r.staff, r.content, a.seq, a.created_at, a.channel;
    END LOOP;
  END LOOP;
END $$;

ALTER FUNCTION lobby.release_replies OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.release_replies FROM PUBLIC, anon, authenticated, service_role, lobby_bot;
GRANT EXECUTE ON FUNCTION lobby.release_replies TO lobby_bot, service_role;

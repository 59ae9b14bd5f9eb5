-- The platform's message behind a reply was edited (p_content) or deleted (NULL). While it waits it changes, or is undone;
-- once sent, the correction is a message of its own that names the one it edits, and the old words are gone from the ledger.
-- outcome: changed | undone | sent_edit | sent_delete | unknown | same
CREATE OR REPLACE FUNCTION lobby.revise_reply(p_tenant_id uuid, p_source text, p_content text, p_outboxes text[])
RETURNS TABLE (outcome text, session_id uuid, seq integer, message_id uuid, created_at timestamptz, channel text, payload jsonb)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE r staff_replies; a record; v_payload jsonb; v_id uuid := gen_random_uuid();
BEGIN
  SELECT * INTO r FROM staff_replies x WHERE x.tenant_id = p_tenant_id AND x.source = p_source FOR UPDATE;
  IF NOT FOUND OR r.state = 'undone' THEN
    RETURN QUERY SELECT 'unknown', r.session_id, NULL::integer, NULL::uuid, NULL::timestamptz, NULL::text, NULL::jsonb;
    RETURN;
  END IF;
  IF r.state = 'waiting' THEN
    UPDATE staff_replies x SET content = coalesce(p_content, x.content), state = CASE WHEN p_content IS NULL THEN 'undone' ELSE x.state END
     WHERE x.reply_id = r.reply_id;
    RETURN QUERY SELECT CASE WHEN p_content IS NULL THEN 'undone' ELSE 'changed' END, r.session_id, NULL::integer, NULL::uuid,
           NULL::timestamptz, NULL::text, NULL::jsonb;
    RETURN;
  END IF;
  IF p_content = r.content OR EXISTS (
       SELECT FROM messages m WHERE m.session_id = r.session_id AND m.seq = r.seq AND m.payload ? 'deleted') THEN
    RETURN QUERY SELECT 'same', r.session_id, NULL::integer, NULL::uuid, NULL::timestamptz, NULL::text, NULL::jsonb;
    RETURN;
  END IF;
  v_payload := jsonb_strip_nulls(jsonb_build_object('author', r.staff ->> 'name', 'edits', r.seq,
                                                    'deleted', CASE WHEN p_content IS NULL THEN true END));
  SELECT * INTO a FROM lobby.append_to_session(p_tenant_id, r.session_id, 'staff', NULL, v_id, coalesce(p_content, ''), v_payload, p_outboxes);
  UPDATE messages m SET content = coalesce(p_content, ''),
         payload = coalesce(m.payload, '{}') || CASE WHEN p_content IS NULL THEN '{"deleted": true}'::jsonb ELSE '{"edited": true}' END
   WHERE m.session_id = r.session_id AND m.seq = r.seq;
  UPDATE prospective_sessions s SET conversation_history = (
      SELECT coalesce(jsonb_agg(CASE WHEN h ->> 'role' = 'staff' AND h ->> 'content' = r.content
                                     THEN h || jsonb_build_object('content', p_content) ELSE h END ORDER BY n), '[]')
        FROM jsonb_array_elements(s.conversation_history) WITH ORDINALITY x (h, n)
       WHERE NOT (p_content IS NULL AND h ->> 'role' = 'staff' AND h ->> 'content' = r.content))
   WHERE s.session_id = r.session_id;
  UPDATE staff_replies x SET content = coalesce(p_content, '') WHERE x.reply_id = r.reply_id;
  RETURN QUERY SELECT CASE WHEN p_content IS NULL THEN 'sent_delete' ELSE 'sent_edit' END, r.session_id, a.seq, v_id, a.created_at, a.channel, v_payload;
END $$;

ALTER FUNCTION lobby.revise_reply OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.revise_reply FROM PUBLIC, anon, authenticated, service_role, lobby_bot;
GRANT EXECUTE ON FUNCTION lobby.revise_reply TO lobby_bot, service_role;

-- Guests who have waited longer than p_patience for a person are told so, once for each wait. p_texts: {language: text},
-- with "en" for every other language; p_suggestions likewise.
CREATE OR REPLACE FUNCTION lobby.remind_waiting(p_patience interval, p_texts jsonb, p_suggestions jsonb, p_outboxes text[], p_limit integer)
RETURNS TABLE (session_id uuid, seq integer, message_id uuid, content text, payload jsonb, created_at timestamptz, channel text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE t turns; a record; v_id uuid; v_key text; v_text text; v_payload jsonb;
BEGIN
  FOR t IN SELECT * FROM turns x WHERE x.waiting_since < now() - p_patience ORDER BY x.waiting_since LIMIT p_limit FOR UPDATE SKIP LOCKED LOOP
    v_id := gen_random_uuid();
    v_key := coalesce(t.language, split_part(replace(t.locale, '_', '-'), '-', 1));
    v_key := CASE WHEN p_texts -> t.speaker ? v_key THEN v_key ELSE 'en' END;
    v_text := p_texts -> t.speaker ->> v_key;
    v_payload := jsonb_build_object('notice', 'waiting') ||
      CASE t.speaker WHEN 'staff' THEN jsonb_build_object('suggestions', p_suggestions -> v_key) ELSE '{}' END;
    UPDATE turns x SET waiting_since = NULL, reminded = true WHERE x.session_id = t.session_id;
    BEGIN
      SELECT * INTO a FROM lobby.append_to_session(t.tenant_id, t.session_id, 'assistant', NULL, v_id, v_text, v_payload, p_outboxes,
             CASE t.speaker WHEN 'bot' THEN t.epoch END);  -- that nobody has come yet is not said once somebody has
    EXCEPTION WHEN SQLSTATE 'LB404' THEN
      CONTINUE;
    END;
    PERFORM lobby.post_to_thread(t.hold, t.tenant_id, t.session_id, NULL, jsonb_build_object('note', 'reminded'));
    RETURN QUERY SELECT t.session_id, a.seq, v_id, v_text, v_payload, a.created_at, a.channel;
  END LOOP;
END $$;

ALTER FUNCTION lobby.remind_waiting OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.remind_waiting FROM PUBLIC, anon, authenticated, service_role, lobby_bot;
GRANT EXECUTE ON FUNCTION lobby.remind_waiting TO lobby_bot, service_role;

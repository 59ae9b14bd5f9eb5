-- accept: store a guest's message and, if nobody holds the session's turn, claim it under p_lease_token.
-- A repeated external id changes nothing. Two simultaneous first messages or repeats of one channel user end in a
-- unique_violation for the later: it is called again and then finds the other's row. So does a message whose session is
-- erased at this very moment: called again, it begins a new one.
-- The actions reset, link, unlink and resume_bot change the session first, in the same commit; what came of it is
-- written into the stored action.
CREATE OR REPLACE FUNCTION lobby.accept_message(
  p_tenant_id uuid, p_channel text, p_channel_user_id text, p_cookie_id text, p_external_id text, p_content text,
  p_payload jsonb, p_locale text, p_attribution jsonb, p_lease_token uuid, p_lease interval)
RETURNS TABLE (session_id uuid, seq integer, created_at timestamptz, duplicate boolean, started boolean, speaker text,
               claimed boolean, epoch integer, identity_id uuid, history jsonb, intent jsonb, state jsonb, language text,
               locale text, converted boolean, pending jsonb)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  v_session uuid; v_identity uuid; v_expires timestamptz; v_started boolean := false; v_seen record; v record; v_pending jsonb;
  v_action text := p_payload #>> '{action,action}'; v_joined record; v_moved uuid; v_hold jsonb;
BEGIN
  SELECT l.session_id, l.identity_id, l.expires_at INTO v_session, v_identity, v_expires
    FROM lobby.live_session(p_tenant_id, p_channel, p_channel_user_id) l;
  IF v_session IS NULL THEN  -- a repeat may come after its session has expired: it is known by the channel user's identity
    SELECT i.identity_id INTO v_identity FROM channel_identities i
     WHERE i.tenant_id = p_tenant_id AND i.channel = p_channel AND i.channel_user_id = p_channel_user_id;
  END IF;
  SELECT m.session_id, m.seq, m.created_at INTO v_seen
    FROM messages m WHERE m.identity_id = v_identity AND m.external_id = p_external_id;
  IF FOUND THEN
    RETURN QUERY SELECT v_seen.session_id, v_seen.seq, v_seen.created_at, true, false, t.speaker, false, t.epoch, v_identity,
           NULL::jsonb, NULL::jsonb, NULL::jsonb, t.language, t.locale, NULL::boolean, NULL::jsonb
      FROM turns t WHERE t.session_id = v_seen.session_id;
    RETURN;
  END IF;

  IF v_action = 'link' THEN
    SELECT * INTO v_joined FROM lobby.redeem_link_code(p_tenant_id, p_channel, p_channel_user_id, v_session,
        p_payload #>> '{action,code}', coalesce((p_payload #>> '{action,copies}')::boolean, false));
    p_payload := jsonb_build_object('action', jsonb_strip_nulls(jsonb_build_object(
        'action', 'link', 'linked', v_joined.reason IS NULL, 'reason', v_joined.reason)));
    v_session := coalesce(v_joined.session_id, v_session);
    v_identity := coalesce(v_joined.identity_id, v_identity);
  ELSIF v_action = 'unlink' THEN
    v_moved := lobby.leave_session(p_tenant_id, v_identity);
    p_payload := jsonb_build_object('action', jsonb_build_object('action', 'unlink', 'unlinked', v_moved IS DISTINCT FROM v_session));
    v_session := v_moved;
  ELSIF v_action = 'reset' AND NOT EXISTS (SELECT FROM turns t WHERE t.session_id = v_session AND t.speaker = 'staff') THEN
    PERFORM lobby.free_cookie(lobby.leave_session(p_tenant_id, v_identity));
    v_session := NULL;
  ELSIF v_action = 'resume_bot' THEN
    UPDATE turns t SET speaker = 'bot', epoch = t.epoch + 1, hold = NULL, waiting_since = NULL, reminded = false
      FROM turns o WHERE o.session_id = t.session_id AND t.session_id = v_session AND t.speaker = 'staff' AND t.reminded
     RETURNING o.hold INTO v_hold;
    IF FOUND THEN
      PERFORM lobby.post_to_thread(v_hold, p_tenant_id, v_session, NULL, jsonb_build_object('note', 'resumed'));
    END IF;
  END IF;
  IF v_session IS NULL THEN
    SELECT n.session_id, n.identity_id INTO v_session, v_identity
      FROM lobby.start_session(p_tenant_id, p_channel, p_channel_user_id, p_cookie_id, p_locale, p_attribution) n;
    v_started := true;
  ELSIF p_attribution -> 'utm' <> '{}' THEN  -- another visit through a campaign: the last touch
    UPDATE prospective_sessions s SET utm_tracking =
           jsonb_build_object('first', p_attribution -> 'utm') || s.utm_tracking || jsonb_build_object('last', p_attribution -> 'utm')
     WHERE s.session_id = v_session AND s.utm_tracking -> 'last' IS DISTINCT FROM p_attribution -> 'utm';
  END IF;

  UPDATE turns t SET
      last_seq = t.last_seq + 1, last_guest_seq = t.last_seq + 1,
      answered_seq = CASE t.speaker WHEN 'staff' THEN t.last_seq + 1 ELSE t.answered_seq END,  -- staff will answer
      waiting_since = CASE t.speaker WHEN 'staff' THEN coalesce(t.waiting_since, now()) ELSE t.waiting_since END,
      lease_token = CASE WHEN t.speaker = 'bot' AND (t.lease_until IS NULL OR t.lease_until < now()) THEN p_lease_token ELSE t.lease_token END,
      lease_until = CASE WHEN t.speaker = 'bot' AND (t.lease_until IS NULL OR t.lease_until < now()) THEN now() + p_lease ELSE t.lease_until END,
      locale = coalesce(p_locale, t.locale)
    WHERE t.session_id = v_session
    RETURNING t.* INTO v;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the session is gone' USING ERRCODE = 'unique_violation';
  END IF;
  INSERT INTO messages (tenant_id, session_id, seq, role, channel, identity_id, external_id, content, payload)
  VALUES (p_tenant_id, v_session, v.last_seq, 'user', p_channel, v_identity, p_external_id, p_content, p_payload);
  IF v.answered_seq = 0 OR v.last_seq = v.answered_seq THEN
    PERFORM lobby.reach_stage(p_tenant_id, v_session, 'message', p_channel, NULL);
  END IF;
  IF v.linked THEN
    PERFORM lobby.copy_message(p_tenant_id, v_session, v.last_seq, v_identity, NULL);
  END IF;

  IF v.speaker = 'staff' THEN
    PERFORM lobby.post_to_thread(v.hold, p_tenant_id, v_session, v.last_seq, NULL);
    UPDATE prospective_sessions s SET last_activity_at = now(), expires_at = now() + interval '7 days',
           conversation_history = s.conversation_history
             || jsonb_build_object('role', 'user', 'content', p_content, 'timestamp', now())
     WHERE s.session_id = v_session;
  ELSIF v_expires < now() + interval '6 days' THEN  -- the turn's commit extends it anyway; this is for turns that fail
    UPDATE prospective_sessions s SET expires_at = now() + interval '7 days' WHERE s.session_id = v_session;
  END IF;

  IF v.lease_token IS DISTINCT FROM p_lease_token THEN  -- somebody else's turn: it will see the message when it commits
    RETURN QUERY SELECT v_session, v.last_seq, now(), false, v_started, v.speaker, false, v.epoch, v_identity,
           NULL::jsonb, NULL::jsonb, NULL::jsonb, v.language, v.locale, NULL::boolean, NULL::jsonb;
    RETURN;
  END IF;
  IF v.answered_seq + 1 < v.last_seq AND EXISTS (
       SELECT FROM messages m WHERE m.session_id = v_session AND m.seq > v.answered_seq AND m.seq < v.last_seq AND m.role = 'user') THEN
    SELECT c.pending INTO v_pending FROM lobby.turn_context(v_session) c;  -- takes over what a dead node left
  ELSE
    v_pending := jsonb_build_array(jsonb_build_object('seq', v.last_seq, 'id', p_external_id, 'text', p_content,
                                                      'action', p_payload -> 'action', 'created_at', now()));
  END IF;
  RETURN QUERY SELECT v_session, v.last_seq, now(), false, v_started, v.speaker, true, v.epoch, v_identity,
         s.conversation_history, s.travel_intent, v.state, v.language, v.locale,
         s.converted_to_reservation_id IS NOT NULL, v_pending
    FROM prospective_sessions s WHERE s.session_id = v_session;
END $$;

ALTER FUNCTION lobby.accept_message OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.accept_message FROM PUBLIC, anon, authenticated, service_role, lobby_bot;
GRANT EXECUTE ON FUNCTION lobby.accept_message TO lobby_bot, service_role;

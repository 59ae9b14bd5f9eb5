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
  v_known record; v_session uuid; v_identity uuid; v_started boolean := false; v record;
  v_action text := p_payload #>> '{action,action}'; v_joined record; v_moved uuid; v_hold jsonb;
BEGIN
  -- all that is known of the channel user at once, a repeat included: each statement more costs every message
  SELECT i.identity_id, i.session_id, i.previous_session_id, s.expires_at, s.conversation_history, s.travel_intent,
         s.converted_to_reservation_id IS NOT NULL AS converted, t.last_seq, m.session_id AS seen_in, m.seq AS seen_seq, m.created_at AS seen_at
    INTO v_known
    FROM channel_identities i JOIN prospective_sessions s ON s.session_id = i.session_id
    LEFT JOIN turns t ON t.session_id = i.session_id
    LEFT JOIN messages m ON m.identity_id = i.identity_id AND m.external_id = p_external_id
   WHERE i.tenant_id = p_tenant_id AND i.channel = p_channel AND i.channel_user_id = p_channel_user_id;
  v_identity := v_known.identity_id;
  IF v_known.expires_at > now() THEN
    v_session := v_known.session_id;
  ELSIF v_known.session_id IS NOT NULL THEN
    PERFORM lobby.close_session(v_known.session_id, v_known.previous_session_id);
  END IF;
  IF v_known.seen_in IS NOT NULL THEN  -- also after its session has expired
    RETURN QUERY SELECT v_known.seen_in, v_known.seen_seq, v_known.seen_at, true, false, t.speaker, false, t.epoch, v_identity,
           NULL::jsonb, NULL::jsonb, NULL::jsonb, t.language, t.locale, NULL::boolean, NULL::jsonb
      FROM turns t WHERE t.session_id = v_known.seen_in;
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
    RETURNING t.last_seq, t.answered_seq, t.speaker, t.epoch, t.lease_token, t.linked, t.hold, t.state, t.language, t.locale INTO v;
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
  ELSIF v_known.expires_at < now() + interval '6 days' THEN  -- the turn's commit extends it anyway; this is for turns that fail
    UPDATE prospective_sessions s SET expires_at = now() + interval '7 days' WHERE s.session_id = v_session;
  END IF;

  session_id := v_session; seq := v.last_seq; created_at := now(); duplicate := false; started := v_started;
  speaker := v.speaker; claimed := v.lease_token IS NOT DISTINCT FROM p_lease_token; epoch := v.epoch; identity_id := v_identity;
  language := v.language; locale := v.locale;
  IF claimed THEN  -- else it is somebody else's turn, who will see the message when they commit
    state := v.state;
    IF v_known.session_id = v_session AND v_known.last_seq + 1 = v.last_seq THEN  -- nobody has written in between
      history := v_known.conversation_history; intent := v_known.travel_intent; converted := v_known.converted;
    ELSE
      SELECT s.conversation_history, s.travel_intent, s.converted_to_reservation_id IS NOT NULL INTO history, intent, converted
        FROM prospective_sessions s WHERE s.session_id = v_session;
    END IF;
    IF v.answered_seq + 1 < v.last_seq AND EXISTS (
         SELECT FROM messages m WHERE m.session_id = v_session AND m.seq > v.answered_seq AND m.seq < v.last_seq AND m.role = 'user') THEN
      SELECT c.pending INTO pending FROM lobby.turn_context(v_session) c;  -- takes over what a dead node left
    ELSE
      pending := jsonb_build_array(jsonb_build_object('seq', v.last_seq, 'id', p_external_id, 'text', p_content,
                                                      'action', p_payload -> 'action', 'created_at', now()));
    END IF;
  END IF;
  RETURN NEXT;
END $$;

ALTER FUNCTION lobby.accept_message OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.accept_message FROM PUBLIC, anon, authenticated, service_role, lobby_bot;
GRANT EXECUTE ON FUNCTION lobby.accept_message TO lobby_bot, service_role;

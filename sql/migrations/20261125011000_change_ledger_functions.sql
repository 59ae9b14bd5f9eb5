-- The ledger's functions with linked channels and staff: accept_message, commit_turn, append_message, start_session and
-- the outbox. Signatures are as in add_ledger_functions.

-- A new session for a channel user, with its turn and identity.
CREATE OR REPLACE FUNCTION lobby.start_session(
  p_tenant_id uuid, p_channel text, p_channel_user_id text, p_cookie_id text, p_locale text, p_attribution jsonb)
RETURNS TABLE (session_id uuid, identity_id uuid)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE v_session uuid; v_identity uuid; v_utm jsonb := p_attribution -> 'utm';
BEGIN
  INSERT INTO prospective_sessions (tenant_id, cookie_id, utm_tracking, landing_page, referrer)
  VALUES (p_tenant_id, p_cookie_id,
          CASE WHEN v_utm IS NULL OR v_utm = '{}' THEN '{}'
               ELSE jsonb_build_object('first', v_utm, 'last', coalesce(p_attribution -> 'last_utm', v_utm)) END,
          p_attribution ->> 'landing_page', p_attribution ->> 'referrer')
  RETURNING session_id INTO v_session;
  INSERT INTO turns (session_id, tenant_id, locale) VALUES (v_session, p_tenant_id, p_locale);
  INSERT INTO channel_identities AS i (tenant_id, channel, channel_user_id, session_id)
  VALUES (p_tenant_id, p_channel, p_channel_user_id, v_session)
  ON CONFLICT (tenant_id, channel, channel_user_id)
     DO UPDATE SET session_id = excluded.session_id, previous_session_id = NULL, copies = false
  RETURNING i.identity_id INTO v_identity;
  INSERT INTO events (tenant_id, session_id, kind, channel, details)
  VALUES (p_tenant_id, v_session, 'session_started', p_channel, coalesce(p_attribution, '{}'));
  RETURN QUERY SELECT v_session, v_identity;
END $$;

-- The live session of a channel user, or nothing. An expired one is closed and gives its cookie free, and so does the one
-- that the user had before joining it.
CREATE OR REPLACE FUNCTION lobby.live_session(p_tenant_id uuid, p_channel text, p_channel_user_id text)
RETURNS TABLE (session_id uuid, identity_id uuid, expires_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE v record;
BEGIN
  SELECT i.session_id, i.identity_id, i.previous_session_id, s.expires_at INTO v
    FROM channel_identities i JOIN prospective_sessions s ON s.session_id = i.session_id
   WHERE i.tenant_id = p_tenant_id AND i.channel = p_channel AND i.channel_user_id = p_channel_user_id;
  IF v.session_id IS NULL THEN
    RETURN;
  END IF;
  IF v.expires_at <= now() THEN
    UPDATE prospective_sessions SET cookie_id = 'expired:' || session_id,
           status = CASE status WHEN 'active' THEN 'expired' ELSE status END
     WHERE session_id = v.session_id AND cookie_id NOT LIKE 'expired:%';
    IF v.previous_session_id IS NOT NULL THEN
      PERFORM lobby.free_cookie(v.previous_session_id);
    END IF;
    RETURN;
  END IF;
  RETURN QUERY SELECT v.session_id, v.identity_id, v.expires_at;
END $$;

-- A session that its channel user has left: the cookie is for the next one.
CREATE OR REPLACE FUNCTION lobby.free_cookie(p_session_id uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE prospective_sessions SET cookie_id = 'left:' || session_id WHERE session_id = p_session_id AND cookie_id NOT LIKE 'left:%'
$$;

-- A stage of the funnel, once a session.
CREATE OR REPLACE FUNCTION lobby.reach_stage(p_tenant_id uuid, p_session_id uuid, p_kind text, p_channel text, p_details jsonb) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO events (tenant_id, session_id, kind, channel, details)
  SELECT p_tenant_id, p_session_id, p_kind, p_channel, coalesce(p_details, '{}')
   WHERE NOT EXISTS (SELECT FROM events e WHERE e.session_id = p_session_id AND e.kind = p_kind)
$$;

-- A message's copies for the session's other channels, as far as they cannot read the ledger themselves.
CREATE OR REPLACE FUNCTION lobby.copy_message(p_tenant_id uuid, p_session_id uuid, p_seq integer, p_identity_id uuid, p_fence integer) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO posts (tenant_id, session_id, kind, channel, address, identity_id, seq, fence)
  SELECT p_tenant_id, p_session_id, 'copy', i.channel, i.channel_user_id, i.identity_id, p_seq, p_fence
    FROM channel_identities i WHERE i.session_id = p_session_id AND i.copies AND i.identity_id <> p_identity_id
$$;

-- A line in the thread where staff hold the session: a message of the ledger, or a note.
CREATE OR REPLACE FUNCTION lobby.post_to_thread(p_hold jsonb, p_tenant_id uuid, p_session_id uuid, p_seq integer, p_details jsonb) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO posts (tenant_id, session_id, kind, channel, address, thread_of, seq, details)
  SELECT p_tenant_id, p_session_id, 'thread', a.channel, a.address, a.post_id, p_seq, coalesce(p_details, '{}')
    FROM posts a WHERE a.post_id = (p_hold ->> 'post_id')::bigint AND a.tenant_id = p_tenant_id AND a.state <> 'failed'
$$;

-- Join the session behind a link code. One use, and not while staff speak in the session that would be left.
CREATE OR REPLACE FUNCTION lobby.redeem_link_code(
  p_tenant_id uuid, p_channel text, p_channel_user_id text, p_session_id uuid, p_code text, p_copies boolean)
RETURNS TABLE (session_id uuid, identity_id uuid, reason text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE c link_codes; v_identity uuid;
BEGIN
  SELECT * INTO c FROM link_codes k
   WHERE k.code_hash = encode(sha256(convert_to(upper(p_code), 'UTF8')), 'hex') AND k.tenant_id = p_tenant_id FOR UPDATE;
  -- turns before all else: everybody takes locks in this order
  PERFORM FROM turns t WHERE t.session_id IN (c.session_id, p_session_id) ORDER BY t.session_id FOR UPDATE;
  IF c.code_hash IS NULL THEN
    RETURN QUERY SELECT NULL::uuid, NULL::uuid, 'unknown';
  ELSIF c.used_at IS NOT NULL THEN
    RETURN QUERY SELECT NULL::uuid, NULL::uuid, 'used';
  ELSIF c.expires_at <= now() OR NOT EXISTS (
      SELECT FROM prospective_sessions s WHERE s.session_id = c.session_id AND s.expires_at > now()) THEN
    RETURN QUERY SELECT NULL::uuid, NULL::uuid, 'expired';
  ELSIF EXISTS (SELECT FROM turns t WHERE t.session_id = p_session_id AND t.speaker = 'staff') THEN
    RETURN QUERY SELECT NULL::uuid, NULL::uuid, 'staff';  -- people are talking here: they would lose their guest
  ELSE
    UPDATE link_codes k SET used_at = now() WHERE k.code_hash = c.code_hash;
    PERFORM lobby.leave_session(p_tenant_id, i.identity_id) FROM channel_identities i
      WHERE i.tenant_id = p_tenant_id AND i.channel = p_channel AND i.channel_user_id = p_channel_user_id
        AND i.session_id <> c.session_id;  -- from one joined before; where it was at first is kept
    INSERT INTO channel_identities AS i (tenant_id, channel, channel_user_id, session_id, copies)
    VALUES (p_tenant_id, p_channel, p_channel_user_id, c.session_id, p_copies)
    ON CONFLICT (tenant_id, channel, channel_user_id) DO UPDATE
       SET previous_session_id = CASE WHEN i.session_id = excluded.session_id THEN i.previous_session_id ELSE i.session_id END,
           session_id = excluded.session_id, copies = CASE WHEN i.session_id = excluded.session_id THEN i.copies ELSE excluded.copies END
    RETURNING i.identity_id INTO v_identity;
    UPDATE turns t SET linked = true WHERE t.session_id = c.session_id;
    INSERT INTO events (tenant_id, session_id, kind, channel) VALUES (p_tenant_id, c.session_id, 'link', p_channel);
    RETURN QUERY SELECT c.session_id, v_identity, NULL::text;
  END IF;
END $$;

-- An identity leaves the session it joined, for the one it had before or a new one. Returns where it is then; the same
-- session when it had joined none.
CREATE OR REPLACE FUNCTION lobby.leave_session(p_tenant_id uuid, p_identity_id uuid) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE i channel_identities; v_joined uuid; v_session uuid; v_locale text;
BEGIN
  SELECT c.session_id INTO v_joined FROM channel_identities c WHERE c.identity_id = p_identity_id AND c.tenant_id = p_tenant_id;
  PERFORM FROM turns t WHERE t.session_id = v_joined FOR UPDATE;  -- before the identity, as everybody who locks both
  SELECT * INTO i FROM channel_identities c WHERE c.identity_id = p_identity_id AND c.tenant_id = p_tenant_id FOR UPDATE;
  IF i.identity_id IS NULL OR NOT i.copies OR i.session_id <> v_joined THEN  -- the last: moved at this very moment
    RETURN i.session_id;
  END IF;
  SELECT s.session_id INTO v_session FROM prospective_sessions s
   WHERE s.session_id = i.previous_session_id AND s.expires_at > now();
  IF v_session IS NULL THEN
    SELECT t.locale INTO v_locale FROM turns t WHERE t.session_id = i.session_id;
    PERFORM lobby.free_cookie(i.previous_session_id);
    SELECT n.session_id INTO v_session FROM lobby.start_session(p_tenant_id, i.channel, i.channel_user_id,
        encode(sha256(convert_to(p_tenant_id || ':' || i.channel || ':' || i.channel_user_id, 'UTF8')), 'hex'), v_locale, '{}') n;
  ELSE
    UPDATE channel_identities c SET session_id = v_session, previous_session_id = NULL, copies = false
     WHERE c.identity_id = p_identity_id;
  END IF;
  UPDATE posts p SET state = 'withdrawn' WHERE p.identity_id = p_identity_id AND p.session_id = i.session_id AND p.state = 'pending';
  UPDATE turns t SET linked = EXISTS (SELECT FROM channel_identities c WHERE c.session_id = t.session_id AND c.copies)
   WHERE t.session_id = i.session_id;
  INSERT INTO events (tenant_id, session_id, kind, channel) VALUES (p_tenant_id, i.session_id, 'unlink', i.channel);
  RETURN v_session;
END $$;

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
DECLARE v turns; v_reservation jsonb; v_created boolean; v_event jsonb;
BEGIN
  UPDATE turns t SET
      last_seq = t.last_seq + 1, answered_seq = p_answered_seq, attempts = 0,
      language = coalesce(p_language, t.language), state = coalesce(p_state, t.state),
      lease_token = CASE WHEN t.last_guest_seq > p_answered_seq THEN t.lease_token END,
      lease_until = CASE WHEN t.last_guest_seq > p_answered_seq THEN now() + p_lease END
    WHERE t.session_id = p_session_id AND t.tenant_id = p_tenant_id AND t.lease_token = p_lease_token
      AND t.epoch = p_epoch AND t.speaker = 'bot'
    RETURNING t.* INTO v;
  IF NOT FOUND THEN
    UPDATE turns t SET lease_token = NULL, lease_until = NULL, answered_seq = t.last_guest_seq
     WHERE t.session_id = p_session_id AND t.tenant_id = p_tenant_id AND t.lease_token = p_lease_token;
    RETURN QUERY SELECT CASE WHEN FOUND OR EXISTS (
             SELECT FROM turns t WHERE t.session_id = p_session_id AND t.tenant_id = p_tenant_id AND t.epoch <> p_epoch)
           THEN 'fenced' ELSE 'lost' END, NULL::integer, NULL::timestamptz, NULL::jsonb, NULL::jsonb;
    RETURN;
  END IF;
  IF p_reservation IS NOT NULL THEN
    SELECT c.reservation, c.created INTO v_reservation, v_created
      FROM lobby.convert_session(p_tenant_id, p_session_id, p_reservation, p_channel) c;
    IF NOT v_created THEN
      v_reservation := NULL;
    END IF;
  END IF;
  INSERT INTO messages (tenant_id, session_id, seq, message_id, role, channel, identity_id, content, payload, reply_to, delivery, delivery_due, fence)
  VALUES (p_tenant_id, p_session_id, v.last_seq, p_message_id, 'assistant', p_channel, p_identity_id, p_content, p_payload, p_reply_to,
          CASE WHEN p_outbox THEN 'pending' END, CASE WHEN p_outbox THEN now() END, CASE WHEN p_outbox THEN p_epoch END);
  UPDATE prospective_sessions s SET
      conversation_history = s.conversation_history || p_history,
      travel_intent = coalesce(p_intent, s.travel_intent), last_activity_at = now(),
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
      ELSE
        PERFORM lobby.reach_stage(p_tenant_id, p_session_id, v_event ->> 'kind', p_channel, v_event -> 'details');
      END IF;
    END LOOP;
  END IF;
  RETURN QUERY SELECT 'committed', v.last_seq, now(),
         CASE WHEN v.lease_token IS NOT NULL THEN (SELECT c.pending FROM lobby.turn_context(p_session_id) c) END, v_reservation;
END $$;

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

-- The outbox: the next message of each conversation that is due, never one whose predecessor is still on its way, and
-- none of the bot's that staff have fenced off: that is withdrawn. The turn's row is locked, so that a takeover comes
-- before a claim or after it.
CREATE OR REPLACE FUNCTION lobby.claim_deliveries(p_channels text[], p_hold interval, p_limit integer, p_session_id uuid DEFAULT NULL)
RETURNS TABLE (tenant_id uuid, channel_user_id text, session_id uuid, seq integer, message_id uuid, role text, channel text,
               content text, payload jsonb, reply_to text[], created_at timestamptz, delivery_attempts smallint)
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH due AS (
    SELECT m.session_id, m.seq, m.fence IS NULL OR (t.epoch = m.fence AND t.speaker = 'bot') AS allowed
      FROM messages m JOIN turns t ON t.session_id = m.session_id
     WHERE m.delivery IN ('pending', 'sending') AND m.delivery_due <= now() AND m.channel = ANY (p_channels)
       AND (p_session_id IS NULL OR m.session_id = p_session_id)
       AND NOT EXISTS (SELECT FROM messages e WHERE e.session_id = m.session_id AND e.seq < m.seq
                          AND e.identity_id = m.identity_id AND e.delivery IN ('pending', 'sending'))
       AND NOT EXISTS (SELECT FROM posts p WHERE p.lane = m.identity_id::text AND p.state IN ('pending', 'sending')
                          AND p.session_id = m.session_id AND p.seq < m.seq)
     ORDER BY m.delivery_due LIMIT p_limit FOR UPDATE OF m, t SKIP LOCKED), taken AS (
    UPDATE messages m SET delivery = CASE WHEN due.allowed THEN 'sending' ELSE 'withdrawn' END,
           delivery_due = CASE WHEN due.allowed THEN now() + p_hold END,
           delivery_attempts = least(m.delivery_attempts + due.allowed::int, 1000)
      FROM due WHERE m.session_id = due.session_id AND m.seq = due.seq RETURNING m.*)
  SELECT t.tenant_id, i.channel_user_id, t.session_id, t.seq, t.message_id, t.role, t.channel, t.content, t.payload, t.reply_to,
         t.created_at, t.delivery_attempts
    FROM taken t JOIN channel_identities i ON i.identity_id = t.identity_id
   WHERE t.delivery = 'sending' ORDER BY t.session_id, t.seq
$$;

-- What became of the p_attempt-th try to deliver, as the other settle_delivery. A sender that was given up for dead and
-- comes late only tells what it did send: another one is at it.
CREATE OR REPLACE FUNCTION lobby.settle_delivery(
  p_tenant_id uuid, p_session_id uuid, p_seq integer, p_attempt integer, p_delivery text, p_delivered_as text, p_retry interval)
RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE messages SET delivery = p_delivery, delivered_as = coalesce(p_delivered_as, delivered_as),
         delivery_due = CASE WHEN p_delivery = 'pending' THEN now() + p_retry END
   WHERE session_id = p_session_id AND seq = p_seq AND tenant_id = p_tenant_id AND delivery = 'sending'
     AND (p_delivery = 'sent' OR delivery_attempts = p_attempt)
$$;

DO $$
DECLARE f regprocedure;
BEGIN
  FOR f IN SELECT p.oid::regprocedure FROM pg_proc p WHERE p.pronamespace = 'lobby'::regnamespace AND p.proname IN (
      'start_session', 'live_session', 'accept_message', 'commit_turn', 'append_message', 'append_to_session', 'claim_deliveries',
      'settle_delivery', 'free_cookie', 'reach_stage', 'copy_message', 'post_to_thread', 'redeem_link_code', 'leave_session') LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO lobby_system', f);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM lobby_bot', f);
  END LOOP;
  FOR f IN SELECT p.oid::regprocedure FROM pg_proc p WHERE p.pronamespace = 'lobby'::regnamespace AND p.proname IN (
      'start_session', 'live_session', 'accept_message', 'commit_turn', 'append_message', 'append_to_session', 'claim_deliveries',
      'settle_delivery') LOOP
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO lobby_bot, service_role', f);
  END LOOP;
END $$;

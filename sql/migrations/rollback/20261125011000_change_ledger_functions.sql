-- The bodies of add_ledger_functions again.
CREATE OR REPLACE FUNCTION lobby.start_session(
  p_tenant_id uuid, p_channel text, p_channel_user_id text, p_cookie_id text, p_locale text, p_attribution jsonb)
RETURNS TABLE (session_id uuid, identity_id uuid)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE v_session uuid; v_identity uuid; v_utm jsonb := p_attribution -> 'utm';
BEGIN
  INSERT INTO prospective_sessions (tenant_id, cookie_id, utm_tracking, landing_page, referrer)
  VALUES (p_tenant_id, p_cookie_id,
          CASE WHEN v_utm IS NULL OR v_utm = '{}' THEN '{}' ELSE jsonb_build_object('first', v_utm, 'last', v_utm) END,
          p_attribution ->> 'landing_page', p_attribution ->> 'referrer')
  RETURNING session_id INTO v_session;
  INSERT INTO turns (session_id, tenant_id, locale) VALUES (v_session, p_tenant_id, p_locale);
  INSERT INTO channel_identities AS i (tenant_id, channel, channel_user_id, session_id)
  VALUES (p_tenant_id, p_channel, p_channel_user_id, v_session)
  ON CONFLICT (tenant_id, channel, channel_user_id) DO UPDATE SET session_id = excluded.session_id
  RETURNING i.identity_id INTO v_identity;
  INSERT INTO events (tenant_id, session_id, kind, channel, details)
  VALUES (p_tenant_id, v_session, 'session_started', p_channel, coalesce(p_attribution, '{}'));
  RETURN QUERY SELECT v_session, v_identity;
END $$;

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
  IF v_session IS NULL THEN
    SELECT n.session_id, n.identity_id INTO v_session, v_identity
      FROM lobby.start_session(p_tenant_id, p_channel, p_channel_user_id, p_cookie_id, p_locale, p_attribution) n;
    v_started := true;
  END IF;

  UPDATE turns t SET
      last_seq = t.last_seq + 1, last_guest_seq = t.last_seq + 1,
      answered_seq = CASE t.speaker WHEN 'staff' THEN t.last_seq + 1 ELSE t.answered_seq END,  -- staff will answer
      lease_token = CASE WHEN t.speaker = 'bot' AND (t.lease_until IS NULL OR t.lease_until < now()) THEN p_lease_token ELSE t.lease_token END,
      lease_until = CASE WHEN t.speaker = 'bot' AND (t.lease_until IS NULL OR t.lease_until < now()) THEN now() + p_lease ELSE t.lease_until END,
      locale = coalesce(p_locale, t.locale)
    WHERE t.session_id = v_session
    RETURNING t.* INTO v;
  INSERT INTO messages (tenant_id, session_id, seq, role, channel, identity_id, external_id, content, payload)
  VALUES (p_tenant_id, v_session, v.last_seq, 'user', p_channel, v_identity, p_external_id, p_content, p_payload);

  IF v.speaker = 'staff' THEN
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

CREATE OR REPLACE FUNCTION lobby.commit_turn(
  p_tenant_id uuid, p_session_id uuid, p_lease_token uuid, p_epoch integer, p_answered_seq integer, p_channel text,
  p_identity_id uuid, p_message_id uuid, p_content text, p_payload jsonb, p_reply_to text[], p_outbox boolean,
  p_history jsonb, p_intent jsonb, p_language text, p_state jsonb, p_events jsonb, p_reservation jsonb, p_lease interval)
RETURNS TABLE (outcome text, seq integer, created_at timestamptz, pending jsonb, reservation jsonb)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE v turns; v_reservation jsonb; v_created boolean;
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
    RETURN QUERY SELECT CASE WHEN FOUND THEN 'fenced' ELSE 'lost' END, NULL::integer, NULL::timestamptz, NULL::jsonb, NULL::jsonb;
    RETURN;
  END IF;
  IF p_reservation IS NOT NULL THEN
    SELECT c.reservation, c.created INTO v_reservation, v_created
      FROM lobby.convert_session(p_tenant_id, p_session_id, p_reservation, p_channel) c;
    IF NOT v_created THEN
      v_reservation := NULL;
    END IF;
  END IF;
  INSERT INTO messages (tenant_id, session_id, seq, message_id, role, channel, identity_id, content, payload, reply_to, delivery, delivery_due)
  VALUES (p_tenant_id, p_session_id, v.last_seq, p_message_id, 'assistant', p_channel, p_identity_id, p_content, p_payload, p_reply_to,
          CASE WHEN p_outbox THEN 'pending' END, CASE WHEN p_outbox THEN now() END);
  UPDATE prospective_sessions s SET
      conversation_history = s.conversation_history || p_history,
      travel_intent = coalesce(p_intent, s.travel_intent), last_activity_at = now(),
      -- to the minute: expires_at is indexed, and an update that leaves the indexes alone costs a third
      expires_at = CASE WHEN s.expires_at < now() + interval '7 days' - interval '1 minute' THEN now() + interval '7 days' ELSE s.expires_at END
    WHERE s.session_id = p_session_id;
  IF p_events IS NOT NULL THEN
    INSERT INTO events (tenant_id, session_id, kind, channel, details)
    SELECT p_tenant_id, p_session_id, e ->> 'kind', p_channel, coalesce(e -> 'details', '{}') FROM jsonb_array_elements(p_events) e;
  END IF;
  RETURN QUERY SELECT 'committed', v.last_seq, now(),
         CASE WHEN v.lease_token IS NOT NULL THEN (SELECT c.pending FROM lobby.turn_context(p_session_id) c) END, v_reservation;
END $$;

CREATE OR REPLACE FUNCTION lobby.claim_deliveries(p_channels text[], p_hold interval, p_limit integer, p_session_id uuid DEFAULT NULL)
RETURNS TABLE (tenant_id uuid, channel_user_id text, session_id uuid, seq integer, message_id uuid, role text, channel text,
               content text, payload jsonb, reply_to text[], created_at timestamptz, delivery_attempts smallint)
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH due AS (
    SELECT m.session_id, m.seq FROM messages m
     WHERE m.delivery IN ('pending', 'sending') AND m.delivery_due <= now() AND m.channel = ANY (p_channels)
       AND (p_session_id IS NULL OR m.session_id = p_session_id)
       AND NOT EXISTS (SELECT FROM messages e WHERE e.session_id = m.session_id AND e.seq < m.seq
                          AND e.identity_id = m.identity_id AND e.delivery IN ('pending', 'sending'))
     ORDER BY m.delivery_due LIMIT p_limit FOR UPDATE SKIP LOCKED), taken AS (
    UPDATE messages m SET delivery = 'sending', delivery_due = now() + p_hold, delivery_attempts = least(m.delivery_attempts + 1, 1000)
      FROM due WHERE m.session_id = due.session_id AND m.seq = due.seq RETURNING m.*)
  SELECT t.tenant_id, i.channel_user_id, t.session_id, t.seq, t.message_id, t.role, t.channel, t.content, t.payload, t.reply_to,
         t.created_at, t.delivery_attempts
    FROM taken t JOIN channel_identities i ON i.identity_id = t.identity_id ORDER BY t.session_id, t.seq
$$;

CREATE OR REPLACE FUNCTION lobby.append_message(
  p_tenant_id uuid, p_session_id uuid, p_role text, p_channel text, p_message_id uuid, p_content text, p_payload jsonb, p_outbox boolean)
RETURNS TABLE (seq integer, created_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE v_seq integer; v_identity uuid;
BEGIN
  UPDATE turns t SET last_seq = t.last_seq + 1 WHERE t.session_id = p_session_id AND t.tenant_id = p_tenant_id
    RETURNING t.last_seq INTO v_seq;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no such session' USING ERRCODE = 'LB404';
  END IF;
  SELECT i.identity_id INTO STRICT v_identity FROM channel_identities i
   WHERE i.session_id = p_session_id AND i.channel = p_channel ORDER BY i.created_at DESC LIMIT 1;
  INSERT INTO messages (tenant_id, session_id, seq, message_id, role, channel, identity_id, content, payload, delivery, delivery_due)
  VALUES (p_tenant_id, p_session_id, v_seq, p_message_id, p_role, p_channel, v_identity, p_content, p_payload,
          CASE WHEN p_outbox THEN 'pending' END, CASE WHEN p_outbox THEN now() END);
  UPDATE prospective_sessions s SET last_activity_at = now(), expires_at = now() + interval '7 days',
         conversation_history = s.conversation_history || jsonb_build_object('role', p_role, 'content', p_content, 'timestamp', now())
   WHERE s.session_id = p_session_id;
  RETURN QUERY SELECT v_seq, now();
END $$;

CREATE OR REPLACE FUNCTION lobby.live_session(p_tenant_id uuid, p_channel text, p_channel_user_id text)
RETURNS TABLE (session_id uuid, identity_id uuid, expires_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE v record;
BEGIN
  SELECT i.session_id, i.identity_id, s.expires_at INTO v
    FROM channel_identities i JOIN prospective_sessions s ON s.session_id = i.session_id
   WHERE i.tenant_id = p_tenant_id AND i.channel = p_channel AND i.channel_user_id = p_channel_user_id;
  IF v.session_id IS NULL THEN
    RETURN;
  END IF;
  IF v.expires_at <= now() THEN
    UPDATE prospective_sessions SET cookie_id = 'expired:' || session_id,
           status = CASE status WHEN 'active' THEN 'expired' ELSE status END
     WHERE session_id = v.session_id AND cookie_id NOT LIKE 'expired:%';
    RETURN;
  END IF;
  RETURN QUERY SELECT v.session_id, v.identity_id, v.expires_at;
END $$;

DROP FUNCTION IF EXISTS lobby.settle_delivery(uuid, uuid, integer, integer, text, text, interval), lobby.free_cookie(uuid),
  lobby.append_to_session(uuid, uuid, text, text, uuid, text, jsonb, text[], integer),
  lobby.reach_stage(uuid, uuid, text, text, jsonb), lobby.copy_message(uuid, uuid, integer, uuid, integer),
  lobby.post_to_thread(jsonb, uuid, uuid, integer, jsonb), lobby.redeem_link_code(uuid, text, text, uuid, text, boolean),
  lobby.leave_session(uuid, uuid);

-- The writes of a turn: one call, one commit each. Every function takes its tenant and touches no other's rows.
-- They run as lobby_system; the caller (lobby_bot) cannot write these tables in any other way.

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

-- The live session of a channel user, or nothing. An expired one is closed and gives its cookie free.
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

-- Find or create: what a website visitor needs before the first message.
CREATE OR REPLACE FUNCTION lobby.open_session(
  p_tenant_id uuid, p_channel text, p_channel_user_id text, p_cookie_id text, p_locale text, p_attribution jsonb,
  p_create boolean)
RETURNS TABLE (session_id uuid, created boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE v_session uuid; v_utm jsonb := p_attribution -> 'utm';
BEGIN
  SELECT l.session_id INTO v_session FROM lobby.live_session(p_tenant_id, p_channel, p_channel_user_id) l;
  IF v_session IS NOT NULL THEN
    IF v_utm <> '{}' THEN  -- another visit through a campaign: the last touch
      UPDATE prospective_sessions SET utm_tracking = jsonb_build_object('first', v_utm) || utm_tracking || jsonb_build_object('last', v_utm)
       WHERE session_id = v_session AND utm_tracking -> 'last' IS DISTINCT FROM v_utm;
    END IF;
    RETURN QUERY SELECT v_session, false;
  ELSIF p_create THEN
    RETURN QUERY SELECT n.session_id, true
      FROM lobby.start_session(p_tenant_id, p_channel, p_channel_user_id, p_cookie_id, p_locale, p_attribution) n;
  END IF;
END $$;

-- What a turn needs to run, for whoever holds its lease.
DO $$ BEGIN
  CREATE TYPE lobby.turn_context AS (
    tenant_id uuid, session_id uuid, lease_token uuid, epoch integer, channel text, identity_id uuid,
    history jsonb, intent jsonb, state jsonb, language text, locale text, converted boolean, attempts smallint, pending jsonb);
EXCEPTION WHEN duplicate_object THEN NULL; END $$;

CREATE OR REPLACE FUNCTION lobby.turn_context(p_session_id uuid) RETURNS SETOF lobby.turn_context
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT t.tenant_id, t.session_id, t.lease_token, t.epoch, p.channel, p.identity_id,
         s.conversation_history, s.travel_intent, t.state, t.language, t.locale,
         s.converted_to_reservation_id IS NOT NULL, t.attempts, p.pending
    FROM turns t JOIN prospective_sessions s ON s.session_id = t.session_id
   CROSS JOIN LATERAL (
      SELECT (array_agg(m.channel ORDER BY m.seq DESC))[1] AS channel, (array_agg(m.identity_id ORDER BY m.seq DESC))[1] AS identity_id,
             jsonb_agg(jsonb_build_object('seq', m.seq, 'id', coalesce(m.external_id, m.message_id::text), 'text', m.content,
                                          'action', m.payload -> 'action', 'created_at', m.created_at) ORDER BY m.seq) AS pending
        FROM messages m
       WHERE m.session_id = t.session_id AND m.seq > t.answered_seq AND m.seq <= t.last_guest_seq AND m.role = 'user') p
   WHERE t.session_id = p_session_id
$$;

-- accept: store a guest's message and, if nobody holds the session's turn, claim it under p_lease_token.
-- A repeated external id changes nothing. Two simultaneous first messages or repeats of one channel user end in a
-- unique_violation for the later: it is called again and then finds the other's row.
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

-- A reservation out of a session: idempotent by external_reference. Raises LB409 when the session, or the reference,
-- belongs to something else, LB404 when there is no such session or unit.
CREATE OR REPLACE FUNCTION lobby.convert_session(
  p_tenant_id uuid, p_session_id uuid, p_reservation jsonb, p_channel text DEFAULT NULL)
RETURNS TABLE (reservation_id uuid, created boolean, reservation jsonb)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE s prospective_sessions; r guest_reservations; v_unit uuid := (p_reservation ->> 'unit_id')::uuid;
BEGIN
  SELECT * INTO s FROM prospective_sessions WHERE session_id = p_session_id AND tenant_id = p_tenant_id FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no such session' USING ERRCODE = 'LB404';
  END IF;
  SELECT * INTO r FROM guest_reservations
   WHERE tenant_id = p_tenant_id AND external_reference = p_reservation ->> 'external_reference';
  IF FOUND THEN
    IF s.converted_to_reservation_id IS DISTINCT FROM r.id THEN
      RAISE EXCEPTION 'the reference belongs to another session' USING ERRCODE = 'LB409';
    END IF;
    RETURN QUERY SELECT r.id, false, to_jsonb(r);
    RETURN;
  END IF;
  IF s.converted_to_reservation_id IS NOT NULL THEN
    RAISE EXCEPTION 'the session belongs to another reservation' USING ERRCODE = 'LB409';
  END IF;
  IF v_unit IS NOT NULL AND NOT EXISTS (
       SELECT FROM accommodation_units_public u WHERE u.unit_id = v_unit AND u.tenant_id = p_tenant_id) THEN
    RAISE EXCEPTION 'no such unit' USING ERRCODE = 'LB404';
  END IF;
  INSERT INTO guest_reservations AS g (tenant_id, unit_id, guest_name, guest_email, guest_phone, check_in, check_out, adults,
      children, total_amount, currency, status, external_reference, source_session_id, attribution)
  SELECT p_tenant_id, v_unit, x.guest_name, x.guest_email, x.guest_phone, x.check_in, x.check_out, x.adults,
         coalesce(x.children, 0), x.total_amount, x.currency, coalesce(x.status, 'requested'), x.external_reference, p_session_id,
         jsonb_strip_nulls(jsonb_build_object('utm', s.utm_tracking, 'landing_page', s.landing_page, 'referrer', s.referrer))
    FROM jsonb_populate_record(NULL::guest_reservations, p_reservation) x
  RETURNING g.* INTO r;
  UPDATE prospective_sessions SET converted_to_reservation_id = r.id, conversion_date = now(), status = 'converted'
   WHERE session_id = p_session_id;
  INSERT INTO events (tenant_id, session_id, kind, channel, details)
  VALUES (p_tenant_id, p_session_id, 'reservation', p_channel, jsonb_build_object('reservation_id', r.id, 'total_amount', r.total_amount,
          'currency', r.currency, 'attribution', r.attribution));
  RETURN QUERY SELECT r.id, true, to_jsonb(r);
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

-- Many at once: under load one call and one commit carry the messages of many visitors. Each row is what accept_message,
-- or commit_turn, does alone; if one fails, all do, and the caller repeats them one by one. Rows are taken in the order
-- of their sessions, so that no two calls wait for each other in a circle. `n` is the row's place in the array, from 1.
CREATE OR REPLACE FUNCTION lobby.accept_messages(p_messages jsonb, p_lease interval)
RETURNS TABLE (n bigint, session_id uuid, seq integer, created_at timestamptz, duplicate boolean, started boolean, speaker text,
               claimed boolean, epoch integer, identity_id uuid, history jsonb, intent jsonb, state jsonb, language text,
               locale text, converted boolean, pending jsonb)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY SELECT x.n, a.*
    FROM (SELECT m.* FROM (
            SELECT r.*, row_number() OVER () AS n FROM jsonb_to_recordset(p_messages) AS r (
              tenant_id uuid, channel text, channel_user_id text, cookie_id text, external_id text, content text, payload jsonb,
              locale text, attribution jsonb, lease_token uuid)) m
            LEFT JOIN channel_identities i ON (i.tenant_id, i.channel, i.channel_user_id) = (m.tenant_id, m.channel, m.channel_user_id)
           ORDER BY i.session_id, m.channel_user_id, m.n) x
   CROSS JOIN LATERAL lobby.accept_message(x.tenant_id, x.channel, x.channel_user_id, x.cookie_id, x.external_id, x.content,
            x.payload, x.locale, x.attribution, x.lease_token, p_lease) a;
END $$;
CREATE OR REPLACE FUNCTION lobby.commit_turns(p_turns jsonb, p_lease interval)
RETURNS TABLE (n bigint, outcome text, seq integer, created_at timestamptz, pending jsonb, reservation jsonb)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY SELECT x.n, c.*
    FROM (SELECT t.* FROM (
            SELECT r.*, row_number() OVER () AS n FROM jsonb_to_recordset(p_turns) AS r (
              tenant_id uuid, session_id uuid, lease_token uuid, epoch integer, answered_seq integer, channel text, identity_id uuid,
              message_id uuid, content text, payload jsonb, reply_to text[], outbox boolean, history jsonb, intent jsonb,
              language text, state jsonb, events jsonb, reservation jsonb)) t
           ORDER BY t.session_id, t.n) x
   CROSS JOIN LATERAL lobby.commit_turn(x.tenant_id, x.session_id, x.lease_token, x.epoch, x.answered_seq, x.channel,
            x.identity_id, x.message_id, x.content, x.payload, x.reply_to, x.outbox, x.history, x.intent, x.language, x.state,
            x.events, x.reservation, p_lease) c;
END $$;

-- Give a turn up so that any node may take it at once (shutdown, a database fault between accept and commit).
CREATE OR REPLACE FUNCTION lobby.release_turn(p_tenant_id uuid, p_session_id uuid, p_lease_token uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE turns SET lease_until = now() WHERE session_id = p_session_id AND tenant_id = p_tenant_id AND lease_token = p_lease_token
$$;

-- Long turns: the holder says that it lives. Returns the tokens that are still its own.
CREATE OR REPLACE FUNCTION lobby.renew_leases(p_lease_tokens uuid[], p_session_ids uuid[], p_lease interval) RETURNS SETOF uuid
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH ours AS (
    SELECT t.session_id FROM unnest(p_lease_tokens, p_session_ids) AS x (lease_token, session_id)
      JOIN turns t ON t.session_id = x.session_id AND t.lease_token = x.lease_token
       FOR UPDATE OF t SKIP LOCKED)  -- a locked one is being committed right now
  UPDATE turns t SET lease_until = now() + p_lease FROM ours WHERE t.session_id = ours.session_id
  RETURNING t.lease_token
$$;

-- The sweep: take over unanswered messages whose holder is gone. Any node, any tenant.
CREATE OR REPLACE FUNCTION lobby.claim_abandoned_turns(p_lease_token uuid, p_lease interval, p_limit integer)
RETURNS SETOF lobby.turn_context
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v_ids uuid[];
BEGIN
  WITH due AS (
    SELECT session_id FROM turns
     WHERE last_guest_seq > answered_seq AND lease_until < now() AND speaker = 'bot'
     ORDER BY lease_until LIMIT p_limit FOR UPDATE SKIP LOCKED), taken AS (
    UPDATE turns t SET lease_token = p_lease_token, attempts = least(t.attempts + 1, 1000),
        lease_until = now() + p_lease * greatest(t.attempts - 3, 1)  -- what fails again and again is tried ever more rarely
      FROM due WHERE t.session_id = due.session_id RETURNING t.session_id)
  SELECT array_agg(session_id) INTO v_ids FROM taken;
  RETURN QUERY SELECT c.* FROM unnest(v_ids) AS i (id), lobby.turn_context(i.id) c;
END $$;

-- The outbox: the next message of each conversation that is due, never one whose predecessor is still on its way.
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

-- What became of a delivery: 'sent' (with the platform's id), 'failed', or 'pending' again after p_retry.
CREATE OR REPLACE FUNCTION lobby.settle_delivery(
  p_tenant_id uuid, p_session_id uuid, p_seq integer, p_delivery text, p_delivered_as text, p_retry interval)
RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE messages SET delivery = p_delivery, delivered_as = coalesce(p_delivered_as, delivered_as),
         delivery_due = CASE WHEN p_delivery = 'pending' THEN now() + p_retry END
   WHERE session_id = p_session_id AND seq = p_seq AND tenant_id = p_tenant_id AND delivery = 'sending'
$$;

-- A message that is not a turn's reply: a confirmation of a booking made by form, later a staff member's answer.
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

-- Which of these sessions have messages beyond what the node's clients have seen (the net under lost notifications).
CREATE OR REPLACE FUNCTION lobby.sessions_ahead(p_session_ids uuid[], p_seqs integer[]) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT t.session_id FROM unnest(p_session_ids, p_seqs) AS x (session_id, seq) JOIN turns t ON t.session_id = x.session_id
   WHERE t.last_seq > x.seq
$$;

-- Deletes expired sessions that did not convert; archives converted ones older than p_archive_after (NULL: none).
CREATE OR REPLACE FUNCTION lobby.cleanup_expired_sessions(p_archive_after interval DEFAULT NULL)
RETURNS TABLE (deleted bigint, archived bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v_deleted bigint; v_archived bigint := 0;
BEGIN
  WITH gone AS (DELETE FROM prospective_sessions WHERE (status = 'active' AND expires_at <= now()) OR status = 'expired' RETURNING 1)
  SELECT count(*) INTO v_deleted FROM gone;
  IF p_archive_after IS NOT NULL THEN
    WITH old AS (
      INSERT INTO prospective_sessions_archive (session_id, tenant_id, session, transcript)
      SELECT s.session_id, s.tenant_id, to_jsonb(s) - 'conversation_history',
             coalesce((SELECT jsonb_agg(jsonb_build_object('seq', m.seq, 'role', m.role, 'content', m.content, 'at', m.created_at) ORDER BY m.seq)
                         FROM messages m WHERE m.session_id = s.session_id), '[]')
        FROM prospective_sessions s WHERE s.status = 'converted' AND s.conversion_date < now() - p_archive_after
      ON CONFLICT DO NOTHING RETURNING session_id), gone AS (
      DELETE FROM prospective_sessions s USING old WHERE s.session_id = old.session_id RETURNING 1)
    SELECT count(*) INTO v_archived FROM gone;
  END IF;
  RETURN QUERY SELECT v_deleted, v_archived;
END $$;

DO $$
DECLARE f regprocedure;
BEGIN
  FOR f IN SELECT p.oid::regprocedure FROM pg_proc p WHERE p.pronamespace = 'lobby'::regnamespace AND p.proname IN (
      'start_session', 'live_session', 'open_session', 'turn_context', 'accept_message', 'accept_messages', 'convert_session',
      'commit_turn', 'commit_turns',
      'release_turn', 'renew_leases', 'claim_abandoned_turns', 'claim_deliveries', 'settle_delivery', 'append_message',
      'sessions_ahead', 'cleanup_expired_sessions') LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO lobby_system', f);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO lobby_bot, service_role', f);
  END LOOP;
END $$;

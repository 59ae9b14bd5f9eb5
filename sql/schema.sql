-- The database as the files of sql/ make it: to read, not to apply. `make schema` writes it; a test compares.

-- PostgreSQL database dump

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

-- Name: lobby; Type: SCHEMA; Schema: -; Owner: postgres

CREATE SCHEMA lobby;

ALTER SCHEMA lobby OWNER TO postgres;

-- Name: SCHEMA lobby; Type: COMMENT; Schema: -; Owner: postgres

COMMENT ON SCHEMA lobby IS 'Functions of the conversation core; the tables are in public.';

-- Name: public; Type: SCHEMA; Schema: -; Owner: pg_database_owner

CREATE SCHEMA public;

ALTER SCHEMA public OWNER TO pg_database_owner;

-- Name: SCHEMA public; Type: COMMENT; Schema: -; Owner: pg_database_owner

COMMENT ON SCHEMA public IS 'standard public schema';

-- Name: finished_turn; Type: TYPE; Schema: lobby; Owner: postgres

CREATE TYPE lobby.finished_turn AS (
	tenant_id uuid,
	session_id uuid,
	lease_token uuid,
	epoch integer,
	answered_seq integer,
	channel text,
	identity_id uuid,
	message_id uuid,
	content text,
	payload jsonb,
	reply_to text[],
	outbox boolean,
	history jsonb,
	intent jsonb,
	language text,
	state jsonb,
	events jsonb,
	reservation jsonb
);

ALTER TYPE lobby.finished_turn OWNER TO postgres;

-- Name: incoming_message; Type: TYPE; Schema: lobby; Owner: postgres

CREATE TYPE lobby.incoming_message AS (
	tenant_id uuid,
	channel text,
	channel_user_id text,
	cookie_id text,
	external_id text,
	content text,
	payload jsonb,
	locale text,
	attribution jsonb,
	lease_token uuid
);

ALTER TYPE lobby.incoming_message OWNER TO postgres;

-- Name: turn_context; Type: TYPE; Schema: lobby; Owner: postgres

CREATE TYPE lobby.turn_context AS (
	tenant_id uuid,
	session_id uuid,
	lease_token uuid,
	epoch integer,
	channel text,
	identity_id uuid,
	history jsonb,
	intent jsonb,
	state jsonb,
	language text,
	locale text,
	converted boolean,
	attempts smallint,
	pending jsonb
);

ALTER TYPE lobby.turn_context OWNER TO postgres;

-- Name: accept_message(uuid, text, text, text, text, text, jsonb, text, jsonb, uuid, interval); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.accept_message(p_tenant_id uuid, p_channel text, p_channel_user_id text, p_cookie_id text, p_external_id text, p_content text, p_payload jsonb, p_locale text, p_attribution jsonb, p_lease_token uuid, p_lease interval) RETURNS TABLE(session_id uuid, seq integer, created_at timestamp with time zone, duplicate boolean, started boolean, speaker text, claimed boolean, epoch integer, identity_id uuid, history jsonb, intent jsonb, state jsonb, language text, locale text, converted boolean, pending jsonb)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

ALTER FUNCTION lobby.accept_message(p_tenant_id uuid, p_channel text, p_channel_user_id text, p_cookie_id text, p_external_id text, p_content text, p_payload jsonb, p_locale text, p_attribution jsonb, p_lease_token uuid, p_lease interval) OWNER TO lobby_system;

-- Name: accept_messages(jsonb, interval); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.accept_messages(p_messages jsonb, p_lease interval) RETURNS TABLE(n bigint, session_id uuid, seq integer, created_at timestamp with time zone, duplicate boolean, started boolean, speaker text, claimed boolean, epoch integer, identity_id uuid, history jsonb, intent jsonb, state jsonb, language text, locale text, converted boolean, pending jsonb)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
#variable_conflict use_column
BEGIN
  IF jsonb_array_length(p_messages) = 1 THEN  -- alone, there is no order to keep
    RETURN QUERY SELECT 1::bigint, a.*
      FROM jsonb_populate_record(NULL::lobby.incoming_message, p_messages -> 0) m
     CROSS JOIN LATERAL lobby.accept_message(m.tenant_id, m.channel, m.channel_user_id, m.cookie_id, m.external_id, m.content,
              m.payload, m.locale, m.attribution, m.lease_token, p_lease) a;
    RETURN;
  END IF;
  RETURN QUERY SELECT x.n, a.*
    FROM (SELECT m.* FROM (
            SELECT r.*, row_number() OVER () AS n FROM jsonb_populate_recordset(NULL::lobby.incoming_message, p_messages) r) m
            LEFT JOIN channel_identities i ON (i.tenant_id, i.channel, i.channel_user_id) = (m.tenant_id, m.channel, m.channel_user_id)
           ORDER BY i.session_id, m.channel_user_id, m.n) x
   CROSS JOIN LATERAL lobby.accept_message(x.tenant_id, x.channel, x.channel_user_id, x.cookie_id, x.external_id, x.content,
            x.payload, x.locale, x.attribution, x.lease_token, p_lease) a;
END $$;

ALTER FUNCTION lobby.accept_messages(p_messages jsonb, p_lease interval) OWNER TO lobby_system;

-- Name: append_message(uuid, uuid, text, text, uuid, text, jsonb, boolean); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.append_message(p_tenant_id uuid, p_session_id uuid, p_role text, p_channel text, p_message_id uuid, p_content text, p_payload jsonb, p_outbox boolean) RETURNS TABLE(seq integer, created_at timestamp with time zone)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

ALTER FUNCTION lobby.append_message(p_tenant_id uuid, p_session_id uuid, p_role text, p_channel text, p_message_id uuid, p_content text, p_payload jsonb, p_outbox boolean) OWNER TO lobby_system;

-- Name: append_to_session(uuid, uuid, text, text, uuid, text, jsonb, text[], integer); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.append_to_session(p_tenant_id uuid, p_session_id uuid, p_role text, p_channel text, p_message_id uuid, p_content text, p_payload jsonb, p_outboxes text[], p_fence integer DEFAULT NULL::integer) RETURNS TABLE(seq integer, created_at timestamp with time zone, channel text, identity_id uuid)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

ALTER FUNCTION lobby.append_to_session(p_tenant_id uuid, p_session_id uuid, p_role text, p_channel text, p_message_id uuid, p_content text, p_payload jsonb, p_outboxes text[], p_fence integer) OWNER TO lobby_system;

-- Name: applied_migrations(); Type: FUNCTION; Schema: lobby; Owner: postgres

CREATE FUNCTION lobby.applied_migrations() RETURNS text[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
  IF to_regclass('lobby.schema_migrations') IS NULL THEN
    RETURN NULL;
  END IF;
  RETURN (SELECT array_agg(version ORDER BY version) FROM lobby.schema_migrations);
END $$;

ALTER FUNCTION lobby.applied_migrations() OWNER TO postgres;

-- Name: cancel_reservation(uuid, text); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.cancel_reservation(p_tenant_id uuid, p_external_reference text) RETURNS TABLE(reservation_id uuid, changed boolean, reservation jsonb)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE r guest_reservations;
BEGIN
  SELECT * INTO r FROM guest_reservations g WHERE g.tenant_id = p_tenant_id AND g.external_reference = p_external_reference FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no such reservation' USING ERRCODE = 'LB404';
  END IF;
  IF r.status = 'cancelled' THEN
    RETURN QUERY SELECT r.id, false, to_jsonb(r);
    RETURN;
  END IF;
  UPDATE guest_reservations g SET status = 'cancelled', updated_at = now() WHERE g.id = r.id RETURNING g.* INTO r;
  UPDATE prospective_sessions s SET converted_to_reservation_id = NULL, conversion_date = NULL,
         status = CASE WHEN s.expires_at > now() THEN 'active' ELSE 'expired' END
   WHERE s.converted_to_reservation_id = r.id;
  INSERT INTO events (tenant_id, session_id, kind, channel, details, touches)
  SELECT p_tenant_id, r.source_session_id, 'cancellation', e.channel, e.details, e.touches FROM events e
   WHERE e.tenant_id = p_tenant_id AND e.kind = 'reservation' AND e.details ->> 'reservation_id' = r.id::text LIMIT 1;
  RETURN QUERY SELECT r.id, true, to_jsonb(r);
END $$;

ALTER FUNCTION lobby.cancel_reservation(p_tenant_id uuid, p_external_reference text) OWNER TO lobby_system;

-- Name: claim_abandoned_turns(uuid, interval, integer); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.claim_abandoned_turns(p_lease_token uuid, p_lease interval, p_limit integer) RETURNS SETOF lobby.turn_context
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

ALTER FUNCTION lobby.claim_abandoned_turns(p_lease_token uuid, p_lease interval, p_limit integer) OWNER TO lobby_system;

-- Name: claim_deliveries(text[], interval, integer, uuid); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.claim_deliveries(p_channels text[], p_hold interval, p_limit integer, p_session_id uuid DEFAULT NULL::uuid) RETURNS TABLE(tenant_id uuid, channel_user_id text, session_id uuid, seq integer, message_id uuid, role text, channel text, content text, payload jsonb, reply_to text[], created_at timestamp with time zone, delivery_attempts smallint, language text)
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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
         t.created_at, t.delivery_attempts, coalesce(s.language, s.locale, r.settings ->> 'locale', 'en')
    FROM taken t JOIN channel_identities i ON i.identity_id = t.identity_id
    JOIN turns s ON s.session_id = t.session_id JOIN tenant_registry r ON r.tenant_id = t.tenant_id
   WHERE t.delivery = 'sending' ORDER BY t.session_id, t.seq
$$;

ALTER FUNCTION lobby.claim_deliveries(p_channels text[], p_hold interval, p_limit integer, p_session_id uuid) OWNER TO lobby_system;

-- Name: claim_posts(text[], interval, integer); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.claim_posts(p_channels text[], p_hold interval, p_limit integer) RETURNS TABLE(post_id bigint, tenant_id uuid, session_id uuid, kind text, channel text, address text, thread text, seq integer, details jsonb, attempts smallint, created_at timestamp with time zone, lane text)
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  WITH ready AS (
    SELECT p.post_id, p.identity_id IS NULL OR EXISTS (
             SELECT FROM channel_identities i WHERE i.identity_id = p.identity_id AND i.session_id = p.session_id) AS present
      FROM posts p
     WHERE p.state IN ('pending', 'sending') AND p.due <= now() AND p.channel = ANY (p_channels)
       AND NOT EXISTS (SELECT FROM posts e WHERE e.lane = p.lane AND e.post_id < p.post_id AND e.state IN ('pending', 'sending'))
       AND NOT EXISTS (SELECT FROM messages m WHERE m.session_id = p.session_id AND m.identity_id = p.identity_id
                          AND m.seq <= p.seq AND m.delivery IN ('pending', 'sending'))
     ORDER BY p.due LIMIT p_limit), free AS (
    SELECT p.post_id, r.present AS allowed FROM ready r JOIN posts p ON p.post_id = r.post_id
     WHERE p.fence IS NULL AND p.state IN ('pending', 'sending') AND p.due <= now() FOR UPDATE OF p SKIP LOCKED), fenced AS (
    SELECT p.post_id, r.present AND t.epoch = p.fence AND t.speaker = 'bot' AS allowed
      FROM ready r JOIN posts p ON p.post_id = r.post_id JOIN turns t ON t.session_id = p.session_id
     WHERE p.fence IS NOT NULL AND p.state IN ('pending', 'sending') AND p.due <= now()
       FOR UPDATE OF p SKIP LOCKED FOR SHARE OF t SKIP LOCKED), taken AS (
    UPDATE posts p SET state = CASE WHEN due.allowed THEN 'sending' ELSE 'withdrawn' END, due = now() + p_hold,
           attempts = least(p.attempts + due.allowed::int, 1000)
      FROM (SELECT * FROM free UNION ALL SELECT * FROM fenced) due WHERE p.post_id = due.post_id RETURNING p.*)
  SELECT t.post_id, t.tenant_id, t.session_id, t.kind, t.channel, t.address, a.posted_as, t.seq, t.details, t.attempts, t.created_at, t.lane
    FROM taken t LEFT JOIN posts a ON a.post_id = t.thread_of WHERE t.state = 'sending' ORDER BY t.post_id
$$;

ALTER FUNCTION lobby.claim_posts(p_channels text[], p_hold interval, p_limit integer) OWNER TO lobby_system;

-- Name: cleanup_expired_sessions(interval); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.cleanup_expired_sessions(p_archive_after interval DEFAULT NULL::interval) RETURNS TABLE(deleted bigint, archived bigint)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

ALTER FUNCTION lobby.cleanup_expired_sessions(p_archive_after interval) OWNER TO lobby_system;

-- Name: close_session(uuid, uuid); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.close_session(p_session_id uuid, p_previous_session_id uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
  UPDATE prospective_sessions SET cookie_id = 'expired:' || session_id,
         status = CASE status WHEN 'active' THEN 'expired' ELSE status END
   WHERE session_id = p_session_id AND cookie_id NOT LIKE 'expired:%';
  IF p_previous_session_id IS NOT NULL THEN
    PERFORM lobby.free_cookie(p_previous_session_id);
  END IF;
END $$;

ALTER FUNCTION lobby.close_session(p_session_id uuid, p_previous_session_id uuid) OWNER TO lobby_system;

-- Name: commit_turn(uuid, uuid, uuid, integer, integer, text, uuid, uuid, text, jsonb, text[], boolean, jsonb, jsonb, text, jsonb, jsonb, jsonb, interval); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.commit_turn(p_tenant_id uuid, p_session_id uuid, p_lease_token uuid, p_epoch integer, p_answered_seq integer, p_channel text, p_identity_id uuid, p_message_id uuid, p_content text, p_payload jsonb, p_reply_to text[], p_outbox boolean, p_history jsonb, p_intent jsonb, p_language text, p_state jsonb, p_events jsonb, p_reservation jsonb, p_lease interval) RETURNS TABLE(outcome text, seq integer, created_at timestamp with time zone, pending jsonb, reservation jsonb)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $_$
#variable_conflict use_column
DECLARE v record; v_created boolean; v_event jsonb;
BEGIN
  UPDATE turns t SET
      last_seq = t.last_seq + 1, answered_seq = p_answered_seq, attempts = 0,
      language = coalesce(p_language, t.language), state = coalesce(p_state, t.state),
      lease_token = CASE WHEN t.last_guest_seq > p_answered_seq THEN t.lease_token END,
      lease_until = CASE WHEN t.last_guest_seq > p_answered_seq THEN now() + p_lease END
    WHERE t.session_id = p_session_id AND t.tenant_id = p_tenant_id AND t.lease_token = p_lease_token
      AND t.epoch = p_epoch AND t.speaker = 'bot'
    RETURNING t.last_seq, t.lease_token, t.linked INTO v;
  IF NOT FOUND THEN
    UPDATE turns t SET lease_token = NULL, lease_until = NULL, answered_seq = t.last_guest_seq
     WHERE t.session_id = p_session_id AND t.tenant_id = p_tenant_id AND t.lease_token = p_lease_token;
    RETURN QUERY SELECT CASE WHEN FOUND OR EXISTS (
             SELECT FROM turns t WHERE t.session_id = p_session_id AND t.tenant_id = p_tenant_id AND t.epoch <> p_epoch)
           THEN 'fenced' ELSE 'lost' END, NULL::integer, NULL::timestamptz, NULL::jsonb, NULL::jsonb;
    RETURN;
  END IF;
  IF p_reservation IS NOT NULL THEN
    SELECT c.reservation, c.created INTO reservation, v_created
      FROM lobby.convert_session(p_tenant_id, p_session_id, p_reservation, p_channel) c;
    IF NOT v_created THEN
      reservation := NULL;
    END IF;
  END IF;
  INSERT INTO messages (tenant_id, session_id, seq, message_id, role, channel, identity_id, content, payload, reply_to, delivery, delivery_due, fence)
  VALUES (p_tenant_id, p_session_id, v.last_seq, p_message_id, 'assistant', p_channel, p_identity_id, p_content, p_payload, p_reply_to,
          CASE WHEN p_outbox THEN 'pending' END, CASE WHEN p_outbox THEN now() END, CASE WHEN p_outbox THEN p_epoch END);
  UPDATE prospective_sessions s SET
      -- trimmed here, where it costs half of what the trigger would
      conversation_history = CASE WHEN jsonb_array_length(s.conversation_history) + jsonb_array_length(p_history) > 20
        THEN jsonb_path_query_array(s.conversation_history || p_history, '$[last - 19 to last]') ELSE s.conversation_history || p_history END,
      -- what was joined while the turn ran is kept
      travel_intent = CASE WHEN p_intent IS NULL THEN s.travel_intent
        WHEN v.linked THEN lobby.merged_intent(p_intent, s.travel_intent) ELSE p_intent END, last_activity_at = now(),
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
      ELSIF v_event ->> 'kind' = 'gap' THEN
        PERFORM lobby.note_gap(p_tenant_id, p_session_id, p_channel, v_event -> 'details');
      ELSE
        PERFORM lobby.reach_stage(p_tenant_id, p_session_id, v_event ->> 'kind', p_channel, v_event -> 'details');
      END IF;
    END LOOP;
  END IF;
  outcome := 'committed'; seq := v.last_seq; created_at := now();
  IF v.lease_token IS NOT NULL THEN
    SELECT c.pending INTO pending FROM lobby.turn_context(p_session_id) c;
  END IF;
  RETURN NEXT;
END $_$;

ALTER FUNCTION lobby.commit_turn(p_tenant_id uuid, p_session_id uuid, p_lease_token uuid, p_epoch integer, p_answered_seq integer, p_channel text, p_identity_id uuid, p_message_id uuid, p_content text, p_payload jsonb, p_reply_to text[], p_outbox boolean, p_history jsonb, p_intent jsonb, p_language text, p_state jsonb, p_events jsonb, p_reservation jsonb, p_lease interval) OWNER TO lobby_system;

-- Name: commit_turns(jsonb, interval); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.commit_turns(p_turns jsonb, p_lease interval) RETURNS TABLE(n bigint, outcome text, seq integer, created_at timestamp with time zone, pending jsonb, reservation jsonb)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
#variable_conflict use_column
BEGIN
  IF jsonb_array_length(p_turns) = 1 THEN
    RETURN QUERY SELECT 1::bigint, c.*
      FROM jsonb_populate_record(NULL::lobby.finished_turn, p_turns -> 0) t
     CROSS JOIN LATERAL lobby.commit_turn(t.tenant_id, t.session_id, t.lease_token, t.epoch, t.answered_seq, t.channel,
              t.identity_id, t.message_id, t.content, t.payload, t.reply_to, t.outbox, t.history, t.intent, t.language, t.state,
              t.events, t.reservation, p_lease) c;
    RETURN;
  END IF;
  RETURN QUERY SELECT x.n, c.*
    FROM (SELECT t.* FROM (
            SELECT r.*, row_number() OVER () AS n FROM jsonb_populate_recordset(NULL::lobby.finished_turn, p_turns) r) t
           ORDER BY t.session_id, t.n) x
   CROSS JOIN LATERAL lobby.commit_turn(x.tenant_id, x.session_id, x.lease_token, x.epoch, x.answered_seq, x.channel,
            x.identity_id, x.message_id, x.content, x.payload, x.reply_to, x.outbox, x.history, x.intent, x.language, x.state,
            x.events, x.reservation, p_lease) c;
END $$;

ALTER FUNCTION lobby.commit_turns(p_turns jsonb, p_lease interval) OWNER TO lobby_system;

-- Name: convert_session(uuid, uuid, jsonb, text); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.convert_session(p_tenant_id uuid, p_session_id uuid, p_reservation jsonb, p_channel text DEFAULT NULL::text) RETURNS TABLE(reservation_id uuid, created boolean, reservation jsonb)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

ALTER FUNCTION lobby.convert_session(p_tenant_id uuid, p_session_id uuid, p_reservation jsonb, p_channel text) OWNER TO lobby_system;

-- Name: cookie_id(); Type: FUNCTION; Schema: lobby; Owner: postgres

CREATE FUNCTION lobby.cookie_id() RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(current_setting('app.cookie_id', true), '') $$;

ALTER FUNCTION lobby.cookie_id() OWNER TO postgres;

-- Name: copy_message(uuid, uuid, integer, uuid, integer); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.copy_message(p_tenant_id uuid, p_session_id uuid, p_seq integer, p_identity_id uuid, p_fence integer) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  INSERT INTO posts (tenant_id, session_id, kind, channel, address, identity_id, seq, fence)
  SELECT p_tenant_id, p_session_id, 'copy', i.channel, i.channel_user_id, i.identity_id, p_seq, p_fence
    FROM channel_identities i WHERE i.session_id = p_session_id AND i.copies AND i.identity_id <> p_identity_id
$$;

ALTER FUNCTION lobby.copy_message(p_tenant_id uuid, p_session_id uuid, p_seq integer, p_identity_id uuid, p_fence integer) OWNER TO lobby_system;

-- Name: create_link_code(uuid, uuid, text, interval); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.create_link_code(p_tenant_id uuid, p_session_id uuid, p_code text, p_life interval) RETURNS timestamp with time zone
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE v_expires timestamptz;
BEGIN
  IF NOT EXISTS (SELECT FROM prospective_sessions s WHERE s.session_id = p_session_id AND s.tenant_id = p_tenant_id AND s.expires_at > now()) THEN
    RAISE EXCEPTION 'no such session' USING ERRCODE = 'LB404';
  END IF;
  UPDATE link_codes SET expires_at = now() WHERE session_id = p_session_id AND used_at IS NULL AND expires_at > now();
  INSERT INTO link_codes (code_hash, tenant_id, session_id, expires_at)
  VALUES (encode(sha256(convert_to(upper(p_code), 'UTF8')), 'hex'), p_tenant_id, p_session_id, now() + p_life)
  RETURNING expires_at INTO v_expires;
  RETURN v_expires;
END $$;

ALTER FUNCTION lobby.create_link_code(p_tenant_id uuid, p_session_id uuid, p_code text, p_life interval) OWNER TO lobby_system;

-- Name: delete_messages(); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.delete_messages() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
  DELETE FROM messages m USING gone WHERE m.session_id = gone.session_id;
  DELETE FROM posts p USING gone WHERE p.session_id = gone.session_id;
  RETURN NULL;
END $$;

ALTER FUNCTION lobby.delete_messages() OWNER TO lobby_system;

-- Name: delivered_as(uuid, uuid, integer, text, text); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.delivered_as(p_tenant_id uuid, p_session_id uuid, p_seq integer, p_channel text, p_channel_user_id text) RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  SELECT coalesce(
    (SELECT m.delivered_as FROM messages m JOIN channel_identities i ON i.identity_id = m.identity_id
      WHERE m.session_id = p_session_id AND m.tenant_id = p_tenant_id AND m.seq = p_seq AND i.channel = p_channel AND i.channel_user_id = p_channel_user_id),
    (SELECT p.posted_as FROM posts p WHERE p.session_id = p_session_id AND p.tenant_id = p_tenant_id AND p.seq = p_seq AND p.kind = 'copy'
        AND p.channel = p_channel AND p.address = p_channel_user_id LIMIT 1))
$$;

ALTER FUNCTION lobby.delivered_as(p_tenant_id uuid, p_session_id uuid, p_seq integer, p_channel text, p_channel_user_id text) OWNER TO lobby_system;

-- Name: erase_guest(uuid, text, text); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.erase_guest(p_tenant_id uuid, p_channel text, p_channel_user_id text) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE v_ids uuid[]; v_count integer;
BEGIN
  SELECT array_agg(s.session_id) INTO v_ids FROM (
    SELECT i.session_id FROM channel_identities i
     WHERE i.tenant_id = p_tenant_id AND i.channel = p_channel AND i.channel_user_id = p_channel_user_id
    UNION
    SELECT i.previous_session_id FROM channel_identities i
     WHERE i.tenant_id = p_tenant_id AND i.channel = p_channel AND i.channel_user_id = p_channel_user_id AND i.previous_session_id IS NOT NULL
    UNION
    SELECT m.session_id FROM messages m JOIN channel_identities i ON i.identity_id = m.identity_id
     WHERE i.tenant_id = p_tenant_id AND i.channel = p_channel AND i.channel_user_id = p_channel_user_id) s;
  PERFORM FROM turns WHERE session_id = ANY (v_ids) ORDER BY session_id FOR UPDATE;
  UPDATE events SET session_id = NULL,
         details = (details - 'referrer' - 'landing_page' - 'reason') #- '{attribution,referrer}' #- '{attribution,landing_page}'
   WHERE tenant_id = p_tenant_id AND session_id = ANY (v_ids);
  DELETE FROM prospective_sessions_archive WHERE tenant_id = p_tenant_id AND session_id = ANY (v_ids);
  DELETE FROM prospective_sessions WHERE tenant_id = p_tenant_id AND session_id = ANY (v_ids);
  GET DIAGNOSTICS v_count = ROW_COUNT;
  RETURN nullif(v_count, 0);
END $$;

ALTER FUNCTION lobby.erase_guest(p_tenant_id uuid, p_channel text, p_channel_user_id text) OWNER TO lobby_system;

-- Name: fill_event(); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.fill_event() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
  IF NEW.touches = '{}' AND NEW.session_id IS NOT NULL THEN
    SELECT s.utm_tracking INTO NEW.touches FROM prospective_sessions s WHERE s.session_id = NEW.session_id;
    NEW.touches := coalesce(NEW.touches, '{}');
  END IF;
  RETURN NEW;
END $$;

ALTER FUNCTION lobby.fill_event() OWNER TO lobby_system;

-- Name: find_alert(bigint, text, text); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.find_alert(p_post_id bigint, p_channel text, p_posted_as text) RETURNS TABLE(post_id bigint, tenant_id uuid, session_id uuid, address text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  SELECT p.post_id, p.tenant_id, p.session_id, p.address FROM posts p
   WHERE p.kind = 'alert' AND (p.post_id = p_post_id OR (p.channel = p_channel AND p.posted_as = p_posted_as))
$$;

ALTER FUNCTION lobby.find_alert(p_post_id bigint, p_channel text, p_posted_as text) OWNER TO lobby_system;

-- Name: find_tenant(text); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.find_tenant(p_key text) RETURNS TABLE(tenant_id uuid, slug text, name text, settings jsonb, embedding_model text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  SELECT t.tenant_id, t.slug, t.name, t.settings, t.embedding_model
    FROM tenant_registry t WHERE t.is_active AND (t.slug = p_key OR t.tenant_id::text = lower(p_key))
$$;

ALTER FUNCTION lobby.find_tenant(p_key text) OWNER TO lobby_system;

-- Name: forget_spender(); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.forget_spender() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
  UPDATE llm_usage u SET session_id = NULL FROM gone WHERE u.session_id = gone.session_id;
  DELETE FROM llm_spending s USING gone WHERE s.scope = 'visitor' AND s.holder = gone.session_id;
  RETURN NULL;
END $$;

ALTER FUNCTION lobby.forget_spender() OWNER TO lobby_system;

-- Name: free_cookie(uuid); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.free_cookie(p_session_id uuid) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  UPDATE prospective_sessions SET cookie_id = 'left:' || session_id WHERE session_id = p_session_id AND cookie_id NOT LIKE 'left:%'
$$;

ALTER FUNCTION lobby.free_cookie(p_session_id uuid) OWNER TO lobby_system;

-- Name: funnel_tenants(); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.funnel_tenants() RETURNS TABLE(tenant_id uuid, slug text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  SELECT t.tenant_id, t.slug FROM tenant_registry t ORDER BY t.slug
$$;

ALTER FUNCTION lobby.funnel_tenants() OWNER TO lobby_system;

-- Name: hand_back(uuid, uuid, jsonb, text[]); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.hand_back(p_tenant_id uuid, p_session_id uuid, p_staff jsonb, p_outboxes text[]) RETURNS TABLE(changed boolean, hold jsonb, messages integer, intent jsonb, released jsonb)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

ALTER FUNCTION lobby.hand_back(p_tenant_id uuid, p_session_id uuid, p_staff jsonb, p_outboxes text[]) OWNER TO lobby_system;

-- Name: hold_lease(text, text, interval); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.hold_lease(p_name text, p_holder text, p_life interval) RETURNS boolean
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  INSERT INTO leases AS l (name, holder, held_until) VALUES (p_name, p_holder, now() + p_life)
  ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, held_until = excluded.held_until
     WHERE l.holder = excluded.holder OR l.held_until < now()
  RETURNING true
$$;

ALTER FUNCTION lobby.hold_lease(p_name text, p_holder text, p_life interval) OWNER TO lobby_system;

-- Name: is_current(uuid, uuid, uuid, integer); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.is_current(p_tenant_id uuid, p_session_id uuid, p_lease_token uuid, p_epoch integer) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  SELECT EXISTS (SELECT FROM turns t WHERE t.session_id = p_session_id AND t.tenant_id = p_tenant_id AND t.lease_token = p_lease_token
                    AND t.epoch = p_epoch AND t.speaker = 'bot')
$$;

ALTER FUNCTION lobby.is_current(p_tenant_id uuid, p_session_id uuid, p_lease_token uuid, p_epoch integer) OWNER TO lobby_system;

-- Name: jwt_tenant_id(); Type: FUNCTION; Schema: lobby; Owner: postgres

CREATE FUNCTION lobby.jwt_tenant_id() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(coalesce(c ->> 'tenant_id', c -> 'app_metadata' ->> 'tenant_id'), '')::uuid
          FROM (SELECT nullif(current_setting('request.jwt.claims', true), '')::jsonb AS c) s $$;

ALTER FUNCTION lobby.jwt_tenant_id() OWNER TO postgres;

-- Name: known_time_zone(text); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.known_time_zone(p_name text) RETURNS text
    LANGUAGE plpgsql STABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
  PERFORM now() AT TIME ZONE p_name;
  RETURN coalesce(p_name, 'UTC');
EXCEPTION WHEN invalid_parameter_value THEN
  RETURN 'UTC';
END $$;

ALTER FUNCTION lobby.known_time_zone(p_name text) OWNER TO lobby_system;

-- Name: leave_session(uuid, uuid); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.leave_session(p_tenant_id uuid, p_identity_id uuid) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

ALTER FUNCTION lobby.leave_session(p_tenant_id uuid, p_identity_id uuid) OWNER TO lobby_system;

-- Name: linked_channels(uuid, uuid); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.linked_channels(p_tenant_id uuid, p_session_id uuid) RETURNS SETOF text
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  SELECT DISTINCT i.channel FROM channel_identities i
   WHERE i.session_id = p_session_id AND i.tenant_id = p_tenant_id AND i.copies ORDER BY 1
$$;

ALTER FUNCTION lobby.linked_channels(p_tenant_id uuid, p_session_id uuid) OWNER TO lobby_system;

-- Name: live_session(uuid, text, text); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.live_session(p_tenant_id uuid, p_channel text, p_channel_user_id text) RETURNS TABLE(session_id uuid, identity_id uuid, expires_at timestamp with time zone)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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
    PERFORM lobby.close_session(v.session_id, v.previous_session_id);
    RETURN;
  END IF;
  RETURN QUERY SELECT v.session_id, v.identity_id, v.expires_at;
END $$;

ALTER FUNCTION lobby.live_session(p_tenant_id uuid, p_channel text, p_channel_user_id text) OWNER TO lobby_system;

-- Name: mark_contacted(uuid, bigint, jsonb); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.mark_contacted(p_tenant_id uuid, p_post_id bigint, p_staff jsonb) RETURNS boolean
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  WITH marked AS (
    UPDATE posts SET details = details || jsonb_build_object('contacted_by', p_staff ->> 'name')
     WHERE post_id = p_post_id AND tenant_id = p_tenant_id AND kind = 'alert' AND NOT details ? 'contacted_by' RETURNING 1)
  SELECT EXISTS (SELECT FROM marked)
$$;

ALTER FUNCTION lobby.mark_contacted(p_tenant_id uuid, p_post_id bigint, p_staff jsonb) OWNER TO lobby_system;

-- Name: match_knowledge(uuid, text, public.vector, text, public.vector, double precision, uuid[], integer); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.match_knowledge(p_tenant_id uuid, p_model text, query_embedding public.vector, p_acts_model text, query_acts public.vector, p_weight double precision, p_units uuid[], p_count integer) RETURNS TABLE(entry_id uuid, score double precision, similarity double precision)
    LANGUAGE sql STABLE ROWS 10 PARALLEL SAFE
    SET search_path TO 'public', 'extensions', 'pg_temp'
    AS $$
  SELECT s.entry_id, s.score, s.similarity FROM (
    SELECT e.entry_id, 1 - (e.embedding_fast <=> query_embedding) AS similarity,
           CASE WHEN e.acts IS NULL OR query_acts IS NULL OR e.acts_model IS DISTINCT FROM p_acts_model
                THEN 1 - (e.embedding_fast <=> query_embedding)
                ELSE (1 - p_weight) * (1 - (e.embedding_fast <=> query_embedding)) + p_weight * (1 - (e.acts <=> query_acts)) END AS score
      FROM knowledge_entries e
     WHERE e.tenant_id = p_tenant_id AND e.embedding_model = p_model AND (e.unit_id IS NULL OR e.unit_id = ANY (p_units))) s
   ORDER BY s.score DESC, s.entry_id LIMIT greatest(p_count, 0)
$$;

ALTER FUNCTION lobby.match_knowledge(p_tenant_id uuid, p_model text, query_embedding public.vector, p_acts_model text, query_acts public.vector, p_weight double precision, p_units uuid[], p_count integer) OWNER TO lobby_system;

-- Name: match_units(uuid, text, public.vector, double precision, integer); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.match_units(p_tenant_id uuid, p_model text, query_embedding public.vector, match_threshold double precision, match_count integer) RETURNS TABLE(unit_id uuid, similarity double precision)
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 10 PARALLEL SAFE
    SET search_path TO 'public', 'extensions', 'pg_temp'
    SET jit TO 'off'
    SET max_parallel_workers_per_gather TO '0'
    SET enable_seqscan TO 'off'
    SET enable_bitmapscan TO 'off'
    SET enable_sort TO 'off'
    SET plan_cache_mode TO 'force_generic_plan'
    SET "hnsw.ef_search" TO '100'
    SET "hnsw.iterative_scan" TO 'strict_order'
    AS $_$
#variable_conflict use_column
DECLARE
  v_query halfvec(1024) := query_embedding::halfvec(1024);  -- once: inside the query it would be converted per row
  v_ids uuid[];
  v_distances float8[];
BEGIN
  IF query_embedding IS NULL OR match_count IS NULL OR match_count < 1 THEN
    RETURN;
  END IF;
  IF EXISTS (SELECT FROM pg_index WHERE indexrelid = to_regclass('public.' || lobby.vector_index_name(p_tenant_id)) AND indisvalid) THEN
    -- a literal tenant: only so does the planner prove the partial index's predicate
    EXECUTE format('SELECT array_agg(unit_id), array_agg(d) FROM (
        SELECT v.unit_id, v.e <=> $1 AS d FROM accommodation_unit_vectors v
         WHERE v.tenant_id = %L AND ($3 IS NULL OR v.model = $3) ORDER BY v.e <=> $1 LIMIT $2) s', p_tenant_id)
      INTO v_ids, v_distances USING v_query, match_count, p_model;
  END IF;
  IF coalesce(cardinality(v_ids), 0) < match_count THEN
    -- a small tenant: exact. Also when the index gave up early (iterative scans stop at hnsw.max_scan_tuples).
    -- OFFSET 0 fences the scan by tenant from the ordering.
    SELECT array_agg(s.unit_id), array_agg(s.d) INTO v_ids, v_distances FROM (
      SELECT x.unit_id, x.d FROM (
        SELECT v.unit_id, v.e <=> v_query AS d FROM accommodation_unit_vectors v
         WHERE v.tenant_id = p_tenant_id AND (p_model IS NULL OR v.model = p_model) OFFSET 0) x
       ORDER BY x.d LIMIT match_count) s;
  END IF;
  RETURN QUERY  -- the threshold after the LIMIT
    SELECT t.id, 1 - t.d FROM unnest(v_ids, v_distances) AS t (id, d)
     WHERE 1 - t.d > coalesce(match_threshold, -1) ORDER BY t.d, t.id;
END $_$;

ALTER FUNCTION lobby.match_units(p_tenant_id uuid, p_model text, query_embedding public.vector, match_threshold double precision, match_count integer) OWNER TO lobby_system;

-- Name: may_spend(uuid, uuid); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.may_spend(p_tenant_id uuid, p_session_id uuid) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
  SELECT coalesce(p_tenant_id = lobby.tenant_id() AND (lobby.tenant_scope() OR p_session_id = lobby.session_id()), false)
$$;

ALTER FUNCTION lobby.may_spend(p_tenant_id uuid, p_session_id uuid) OWNER TO lobby_system;

-- Name: merged_intent(jsonb, jsonb, uuid); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.merged_intent(p_intent jsonb, p_other jsonb, p_session_id uuid DEFAULT NULL::uuid) RETURNS jsonb
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
  v_mine jsonb := coalesce(p_intent -> 'sources', '{}'); v_theirs jsonb; v_fields text[]; v_key text; v_source jsonb; v_feature text;
  v_preferences jsonb := coalesce(p_intent -> 'preferences', '[]'); v_exclusions jsonb := coalesce(p_intent -> 'exclusions', '[]');
BEGIN
  SELECT coalesce(jsonb_object_agg(s.key, CASE WHEN p_session_id IS NULL OR s.value -> 3 IS NOT NULL THEN s.value
                                               ELSE s.value || to_jsonb(p_session_id::text) END), '{}')
    INTO v_theirs FROM jsonb_each(p_other -> 'sources') s;
  IF NOT EXISTS (SELECT FROM jsonb_each(v_theirs) s WHERE (s.value ->> 1)::numeric > coalesce((v_mine -> s.key ->> 1)::numeric, 0)) THEN
    RETURN p_intent;  -- nothing was said there later
  END IF;
  -- dates of one and nights of the other make no stay: groups are taken as a whole
  FOR v_fields IN SELECT array_agg(f) FROM jsonb_array_elements('[
      ["check_in", "check_out", "nights", "period", "flexible_days"], ["guests", "adults", "children", "children_ages", "infants"],
      ["accommodation_type"], ["budget_range"], ["place"], ["bedrooms"], ["bathrooms"], ["unit_id"]]') g,
      jsonb_array_elements_text(g) f GROUP BY g LOOP
    IF (SELECT max((s.value ->> 1)::numeric) FROM jsonb_each(v_theirs) s WHERE s.key = ANY (v_fields))
       > coalesce((SELECT max((s.value ->> 1)::numeric) FROM jsonb_each(v_mine) s WHERE s.key = ANY (v_fields)), 0) THEN
      p_intent := (p_intent - v_fields)
        || (SELECT coalesce(jsonb_object_agg(o.key, o.value), '{}') FROM jsonb_each(p_other) o WHERE o.key = ANY (v_fields));
      v_mine := (v_mine - v_fields)
        || (SELECT coalesce(jsonb_object_agg(s.key, s.value), '{}') FROM jsonb_each(v_theirs) s WHERE s.key = ANY (v_fields));
    END IF;
  END LOOP;
  -- each feature by itself: wished for, excluded, or taken back
  FOR v_key, v_source IN SELECT s.key, s.value FROM jsonb_each(v_theirs) s WHERE s.key LIKE 'feature:%' ORDER BY s.value -> 1, s.key LOOP
    CONTINUE WHEN (v_source ->> 1)::numeric <= coalesce((v_mine -> v_key ->> 1)::numeric, 0);
    v_mine := v_mine || jsonb_build_object(v_key, v_source);
    v_feature := substr(v_key, length('feature:') + 1);
    v_preferences := v_preferences - v_feature || CASE WHEN p_other -> 'preferences' ? v_feature THEN to_jsonb(v_feature) ELSE '[]' END;
    v_exclusions := v_exclusions - v_feature || CASE WHEN p_other -> 'exclusions' ? v_feature THEN to_jsonb(v_feature) ELSE '[]' END;
  END LOOP;
  RETURN p_intent - 'exclusions' || jsonb_build_object('preferences', v_preferences, 'sources', v_mine)
    || CASE WHEN v_exclusions = '[]' THEN '{}' ELSE jsonb_build_object('exclusions', v_exclusions) END;
END $$;

ALTER FUNCTION lobby.merged_intent(p_intent jsonb, p_other jsonb, p_session_id uuid) OWNER TO lobby_system;

-- Name: missing_vector_indexes(integer); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.missing_vector_indexes(p_above integer DEFAULT 1000) RETURNS TABLE(tenant_id uuid, units bigint, index_name text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  SELECT v.tenant_id, count(*), lobby.vector_index_name(v.tenant_id) FROM accommodation_unit_vectors v
   GROUP BY v.tenant_id
  HAVING count(*) > p_above AND NOT EXISTS (
         SELECT FROM pg_index i WHERE i.indexrelid = to_regclass('public.' || lobby.vector_index_name(v.tenant_id)) AND i.indisvalid)
$$;

ALTER FUNCTION lobby.missing_vector_indexes(p_above integer) OWNER TO lobby_system;

-- Name: note_gap(uuid, uuid, text, jsonb); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.note_gap(p_tenant_id uuid, p_session_id uuid, p_channel text, p_details jsonb) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $_$
  WITH given AS (
    SELECT left(nullif(p_details ->> 'topic', ''), 80) AS topic, left(nullif(p_details ->> 'language', ''), 8) AS language,
           left(nullif(p_details ->> 'question', ''), 300) AS question, p_details ->> 'unit_id' AS unit_id),
  noted AS (
    INSERT INTO knowledge_gaps (tenant_id, session_id, topic, language, question, unit_id)
    SELECT p_tenant_id, p_session_id, g.topic, g.language, g.question,
           CASE WHEN g.unit_id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN g.unit_id::uuid END
      FROM given g
     WHERE g.topic IS NOT NULL AND g.language IS NOT NULL AND g.question IS NOT NULL
       AND NOT EXISTS (SELECT FROM knowledge_gaps k WHERE k.session_id = p_session_id AND k.topic = g.topic AND k.question = g.question))
  INSERT INTO events (tenant_id, session_id, kind, channel, details)
  SELECT p_tenant_id, p_session_id, 'gap', p_channel, jsonb_build_object('topic', g.topic, 'language', g.language)
    FROM given g
   WHERE g.topic IS NOT NULL AND g.language IS NOT NULL
     AND NOT EXISTS (SELECT FROM events e WHERE e.session_id = p_session_id AND e.kind = 'gap' AND e.details ->> 'topic' = g.topic)
$_$;

ALTER FUNCTION lobby.note_gap(p_tenant_id uuid, p_session_id uuid, p_channel text, p_details jsonb) OWNER TO lobby_system;

-- Name: open_session(uuid, text, text, text, text, jsonb, boolean); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.open_session(p_tenant_id uuid, p_channel text, p_channel_user_id text, p_cookie_id text, p_locale text, p_attribution jsonb, p_create boolean) RETURNS TABLE(session_id uuid, created boolean)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

ALTER FUNCTION lobby.open_session(p_tenant_id uuid, p_channel text, p_channel_user_id text, p_cookie_id text, p_locale text, p_attribution jsonb, p_create boolean) OWNER TO lobby_system;

-- Name: origin_is_known(text); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.origin_is_known(p_origin text) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  SELECT EXISTS (
    SELECT FROM tenant_registry t, jsonb_array_elements_text(
      CASE jsonb_typeof(t.settings -> 'allowed_origins') WHEN 'array' THEN t.settings -> 'allowed_origins' ELSE '[]' END) o
     WHERE t.is_active AND lower(rtrim(o, '/')) IN (p_origin, p_origin || CASE WHEN p_origin LIKE 'https:%' THEN ':443' ELSE ':80' END))
$$;

ALTER FUNCTION lobby.origin_is_known(p_origin text) OWNER TO lobby_system;

-- Name: FUNCTION origin_is_known(p_origin text); Type: COMMENT; Schema: lobby; Owner: lobby_system

COMMENT ON FUNCTION lobby.origin_is_known(p_origin text) IS 'p_origin: scheme://host[:port], lower case, without a default port.';

-- Name: post_alerts(); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.post_alerts() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE v_room text; v_rooms jsonb;
BEGIN
  SELECT t.settings -> 'alerts' -> NEW.kind INTO v_rooms FROM tenant_registry t WHERE t.tenant_id = NEW.tenant_id;
  IF v_rooms IS NULL OR jsonb_typeof(v_rooms) <> 'array' THEN
    RETURN NULL;
  END IF;
  FOR v_room IN SELECT DISTINCT r FROM jsonb_array_elements_text(v_rooms) r WHERE strpos(r, ':') > 1 LOOP
    CONTINUE WHEN NEW.kind = 'handoff' AND EXISTS (
      SELECT FROM posts p WHERE p.session_id = NEW.session_id AND p.kind = 'alert' AND p.details ->> 'alert' = 'handoff'
         AND p.channel || ':' || p.address = v_room AND p.created_at > now() - interval '15 minutes');
    INSERT INTO posts (tenant_id, session_id, kind, channel, address, details)
    VALUES (NEW.tenant_id, NEW.session_id, 'alert', split_part(v_room, ':', 1), substr(v_room, strpos(v_room, ':') + 1),
            jsonb_build_object('alert', NEW.kind, 'event_id', NEW.event_id, 'channel', NEW.channel) || NEW.details);
  END LOOP;
  RETURN NULL;
END $$;

ALTER FUNCTION lobby.post_alerts() OWNER TO lobby_system;

-- Name: post_notice(uuid, uuid, jsonb, text[]); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.post_notice(p_tenant_id uuid, p_session_id uuid, p_details jsonb, p_outboxes text[]) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  INSERT INTO posts (tenant_id, session_id, kind, channel, address, identity_id, seq, details)
  SELECT p_tenant_id, p_session_id, 'notice', i.channel, i.channel_user_id, i.identity_id, t.last_seq, p_details
    FROM channel_identities i JOIN turns t ON t.session_id = i.session_id
   WHERE i.session_id = p_session_id AND i.channel = ANY (p_outboxes)
$$;

ALTER FUNCTION lobby.post_notice(p_tenant_id uuid, p_session_id uuid, p_details jsonb, p_outboxes text[]) OWNER TO lobby_system;

-- Name: post_to_thread(jsonb, uuid, uuid, integer, jsonb); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.post_to_thread(p_hold jsonb, p_tenant_id uuid, p_session_id uuid, p_seq integer, p_details jsonb) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  INSERT INTO posts (tenant_id, session_id, kind, channel, address, thread_of, seq, details)
  SELECT p_tenant_id, p_session_id, 'thread', a.channel, a.address, a.post_id, p_seq, coalesce(p_details, '{}')
    FROM posts a WHERE a.post_id = (p_hold ->> 'post_id')::bigint AND a.tenant_id = p_tenant_id AND a.state <> 'failed'
$$;

ALTER FUNCTION lobby.post_to_thread(p_hold jsonb, p_tenant_id uuid, p_session_id uuid, p_seq integer, p_details jsonb) OWNER TO lobby_system;

SET default_tablespace = '';

-- Name: staff_replies; Type: TABLE; Schema: public; Owner: postgres

CREATE TABLE public.staff_replies (
    reply_id uuid DEFAULT gen_random_uuid() NOT NULL,
    tenant_id uuid NOT NULL,
    session_id uuid NOT NULL,
    source text NOT NULL,
    staff jsonb NOT NULL,
    content text NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    due timestamp with time zone NOT NULL,
    seq integer,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT staff_replies_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sent'::text, 'undone'::text])))
);

ALTER TABLE ONLY public.staff_replies FORCE ROW LEVEL SECURITY;

ALTER TABLE public.staff_replies OWNER TO postgres;

-- Name: COLUMN staff_replies.source; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.staff_replies.source IS 'The platform''s message or interaction behind it: a repeat changes nothing.';

-- Name: queue_reply(uuid, uuid, text, jsonb, text, interval); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.queue_reply(p_tenant_id uuid, p_session_id uuid, p_source text, p_staff jsonb, p_content text, p_undo interval) RETURNS SETOF public.staff_replies
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
  PERFORM FROM turns t WHERE t.session_id = p_session_id AND t.tenant_id = p_tenant_id AND t.speaker = 'staff'
      AND t.hold ->> 'id' = p_staff ->> 'id' FOR UPDATE;
  IF FOUND THEN
    INSERT INTO staff_replies (tenant_id, session_id, source, staff, content, due)
    VALUES (p_tenant_id, p_session_id, p_source, p_staff, p_content, now() + p_undo) ON CONFLICT DO NOTHING;
  END IF;
  RETURN QUERY SELECT * FROM staff_replies r WHERE r.tenant_id = p_tenant_id AND r.source = p_source;
END $$;

ALTER FUNCTION lobby.queue_reply(p_tenant_id uuid, p_session_id uuid, p_source text, p_staff jsonb, p_content text, p_undo interval) OWNER TO lobby_system;

-- Name: reach_stage(uuid, uuid, text, text, jsonb); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.reach_stage(p_tenant_id uuid, p_session_id uuid, p_kind text, p_channel text, p_details jsonb) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  INSERT INTO events (tenant_id, session_id, kind, channel, details)
  SELECT p_tenant_id, p_session_id, p_kind, p_channel, coalesce(p_details, '{}')
   WHERE NOT EXISTS (
     SELECT FROM events e WHERE e.session_id = p_session_id AND e.kind = p_kind
                            AND (p_kind <> 'topic' OR e.details ->> 'topic' = p_details ->> 'topic'))
$$;

ALTER FUNCTION lobby.reach_stage(p_tenant_id uuid, p_session_id uuid, p_kind text, p_channel text, p_details jsonb) OWNER TO lobby_system;

-- Name: record_checks(uuid, uuid, jsonb); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.record_checks(p_tenant_id uuid, p_session_id uuid, p_checks jsonb) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  INSERT INTO reply_checks (tenant_id, session_id, sentence, instead, reasons)
  SELECT s.tenant_id, s.session_id, c.sentence, c.instead, c.reasons
    FROM prospective_sessions s, jsonb_to_recordset(p_checks) AS c (sentence text, instead text, reasons text[])
   WHERE s.session_id = p_session_id AND s.tenant_id = p_tenant_id
     AND lobby.tenant_id() = p_tenant_id AND lobby.session_id() = p_session_id
$$;

ALTER FUNCTION lobby.record_checks(p_tenant_id uuid, p_session_id uuid, p_checks jsonb) OWNER TO lobby_system;

-- Name: record_visit(uuid, text, jsonb); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.record_visit(p_tenant_id uuid, p_channel text, p_touch jsonb) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  INSERT INTO events (tenant_id, kind, channel, touches)
  VALUES (p_tenant_id, 'visit', p_channel,
          CASE WHEN p_touch IS NULL OR p_touch = '{}' THEN '{}' ELSE jsonb_build_object('first', p_touch, 'last', p_touch) END)
$$;

ALTER FUNCTION lobby.record_visit(p_tenant_id uuid, p_channel text, p_touch jsonb) OWNER TO lobby_system;

-- Name: redeem_link_code(uuid, text, text, uuid, text, boolean); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.redeem_link_code(p_tenant_id uuid, p_channel text, p_channel_user_id text, p_session_id uuid, p_code text, p_copies boolean) RETURNS TABLE(session_id uuid, identity_id uuid, reason text)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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
    -- what the guest said elsewhere comes along; the later word wins
    UPDATE prospective_sessions s SET travel_intent = lobby.merged_intent(s.travel_intent, o.travel_intent, o.session_id)
      FROM prospective_sessions o WHERE s.session_id = c.session_id AND o.session_id = p_session_id AND o.session_id <> s.session_id;
    INSERT INTO events (tenant_id, session_id, kind, channel) VALUES (p_tenant_id, c.session_id, 'link', p_channel);
    RETURN QUERY SELECT c.session_id, v_identity, NULL::text;
  END IF;
END $$;

ALTER FUNCTION lobby.redeem_link_code(p_tenant_id uuid, p_channel text, p_channel_user_id text, p_session_id uuid, p_code text, p_copies boolean) OWNER TO lobby_system;

-- Name: release_lease(text, text); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.release_lease(p_name text, p_holder text) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  DELETE FROM leases WHERE name = p_name AND holder = p_holder
$$;

ALTER FUNCTION lobby.release_lease(p_name text, p_holder text) OWNER TO lobby_system;

-- Name: release_replies(text[], integer, uuid); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.release_replies(p_outboxes text[], p_limit integer, p_session_id uuid DEFAULT NULL::uuid) RETURNS TABLE(reply_id uuid, tenant_id uuid, session_id uuid, source text, staff jsonb, content text, seq integer, created_at timestamp with time zone, channel text)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

ALTER FUNCTION lobby.release_replies(p_outboxes text[], p_limit integer, p_session_id uuid) OWNER TO lobby_system;

-- Name: release_turn(uuid, uuid, uuid); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.release_turn(p_tenant_id uuid, p_session_id uuid, p_lease_token uuid) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  UPDATE turns SET lease_until = now() WHERE session_id = p_session_id AND tenant_id = p_tenant_id AND lease_token = p_lease_token
$$;

ALTER FUNCTION lobby.release_turn(p_tenant_id uuid, p_session_id uuid, p_lease_token uuid) OWNER TO lobby_system;

-- Name: remind_waiting(interval, jsonb, jsonb, text[], integer); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.remind_waiting(p_patience interval, p_texts jsonb, p_suggestions jsonb, p_outboxes text[], p_limit integer) RETURNS TABLE(session_id uuid, seq integer, message_id uuid, content text, payload jsonb, created_at timestamp with time zone, channel text)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

ALTER FUNCTION lobby.remind_waiting(p_patience interval, p_texts jsonb, p_suggestions jsonb, p_outboxes text[], p_limit integer) OWNER TO lobby_system;

-- Name: renew_leases(uuid[], uuid[], interval); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.renew_leases(p_lease_tokens uuid[], p_session_ids uuid[], p_lease interval) RETURNS SETOF uuid
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  WITH ours AS (
    SELECT t.session_id FROM unnest(p_lease_tokens, p_session_ids) AS x (lease_token, session_id)
      JOIN turns t ON t.session_id = x.session_id AND t.lease_token = x.lease_token
       FOR UPDATE OF t SKIP LOCKED)  -- a locked one is being committed right now
  UPDATE turns t SET lease_until = now() + p_lease FROM ours WHERE t.session_id = ours.session_id
  RETURNING t.lease_token
$$;

ALTER FUNCTION lobby.renew_leases(p_lease_tokens uuid[], p_session_ids uuid[], p_lease interval) OWNER TO lobby_system;

-- Name: reserve_tokens(uuid, uuid, text, text, integer, bigint, bigint, bigint); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.reserve_tokens(p_tenant_id uuid, p_session_id uuid, p_model text, p_purpose text, p_tokens integer, p_visitor_limit bigint, p_tenant_limit bigint, p_day_limit bigint) RETURNS TABLE(usage_id uuid, refused text)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
#variable_conflict use_column
DECLARE
  v_day date := (now() AT TIME ZONE 'UTC')::date;
  v_scopes text[] := ARRAY['visitor', 'tenant', 'day'];
  v_holders uuid[] := ARRAY[p_session_id, p_tenant_id, '00000000-0000-0000-0000-000000000000'];
  v_limits bigint[] := ARRAY[p_visitor_limit, p_tenant_limit, p_day_limit];
  v_spent bigint;
  v_usage_id uuid;
BEGIN
  IF NOT lobby.may_spend(p_tenant_id, p_session_id) OR p_tokens IS NULL OR p_tokens < 0 THEN
    RAISE EXCEPTION 'not this caller''s budget' USING ERRCODE = 'LB403';
  END IF;
  IF num_nonnulls(p_visitor_limit, p_tenant_limit, p_day_limit) > 0 THEN
    FOR i IN 1..3 LOOP
      CONTINUE WHEN v_holders[i] IS NULL OR v_limits[i] IS NULL;
      INSERT INTO llm_spending (day, scope, holder) VALUES (v_day, v_scopes[i], v_holders[i]) ON CONFLICT DO NOTHING;
      IF FOUND AND v_scopes[i] = 'day' THEN  -- once a day: what was counted long ago limits nothing
        DELETE FROM llm_spending WHERE day < v_day - 7;
      END IF;
      SELECT s.tokens INTO v_spent FROM llm_spending s
       WHERE s.day = v_day AND s.scope = v_scopes[i] AND s.holder = v_holders[i] FOR UPDATE;
      IF v_spent + p_tokens > v_limits[i] THEN
        RETURN QUERY SELECT NULL::uuid, v_scopes[i];
        RETURN;
      END IF;
    END LOOP;
    UPDATE llm_spending s SET tokens = s.tokens + p_tokens
     WHERE s.day = v_day AND (s.scope, s.holder) IN (
       SELECT u.scope, u.holder FROM unnest(v_scopes, v_holders, v_limits) AS u (scope, holder, allowed) WHERE u.allowed IS NOT NULL);
  END IF;
  INSERT INTO llm_usage (tenant_id, session_id, model, purpose, reserved_tokens)
  VALUES (p_tenant_id, p_session_id, p_model, p_purpose, p_tokens) RETURNING llm_usage.usage_id INTO v_usage_id;
  RETURN QUERY SELECT v_usage_id, NULL::text;
END $$;

ALTER FUNCTION lobby.reserve_tokens(p_tenant_id uuid, p_session_id uuid, p_model text, p_purpose text, p_tokens integer, p_visitor_limit bigint, p_tenant_limit bigint, p_day_limit bigint) OWNER TO lobby_system;

-- Name: return_identities(); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.return_identities() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
  UPDATE channel_identities i SET session_id = i.previous_session_id, previous_session_id = NULL, copies = false
   WHERE i.session_id = OLD.session_id AND EXISTS (SELECT FROM prospective_sessions s WHERE s.session_id = i.previous_session_id);
  RETURN OLD;
END $$;

ALTER FUNCTION lobby.return_identities() OWNER TO lobby_system;

-- Name: revise_reply(uuid, text, text, text[]); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.revise_reply(p_tenant_id uuid, p_source text, p_content text, p_outboxes text[]) RETURNS TABLE(outcome text, session_id uuid, seq integer, message_id uuid, created_at timestamp with time zone, channel text, payload jsonb)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

ALTER FUNCTION lobby.revise_reply(p_tenant_id uuid, p_source text, p_content text, p_outboxes text[]) OWNER TO lobby_system;

-- Name: roll_up_funnel(boolean); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.roll_up_funnel(p_anew boolean DEFAULT false) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    SET plan_cache_mode TO 'force_custom_plan'
    AS $_$  -- how much there is to count differs between nothing and everything
DECLARE
  v_from funnel_watermark; v_to xid8; v_anew uuid[]; v_counted bigint;
  v_server bigint := (SELECT system_identifier FROM pg_control_system());
BEGIN
  PERFORM pg_advisory_xact_lock(7205759404);  -- one at a time; any constant will do, this follows the migrations'
  SELECT * INTO STRICT v_from FROM funnel_watermark;
  v_to := pg_snapshot_xmin(pg_current_snapshot());

  -- A dump restored elsewhere brings transactions that this server has never had: they would be counted never or twice.
  -- All of them have ended, so they become the oldest.
  IF v_from.server <> v_server THEN
    UPDATE events SET transaction_id = '0' WHERE transaction_id >= v_to;
  END IF;

  -- Tenants that are new, or have moved their midnight, are counted from the beginning.
  WITH moved AS (
    INSERT INTO funnel_zones AS z (tenant_id, time_zone)
    SELECT t.tenant_id, lobby.known_time_zone(t.settings ->> 'time_zone')
      FROM tenant_registry t LEFT JOIN funnel_zones z ON z.tenant_id = t.tenant_id
     WHERE p_anew OR v_from.server <> v_server OR z.tenant_id IS NULL
        OR (z.time_zone <> coalesce(t.settings ->> 'time_zone', 'UTC') AND z.time_zone <> lobby.known_time_zone(t.settings ->> 'time_zone'))
    ON CONFLICT (tenant_id) DO UPDATE SET time_zone = excluded.time_zone
    RETURNING tenant_id)
  SELECT coalesce(array_agg(tenant_id), '{}') INTO v_anew FROM moved;
  DELETE FROM funnel_daily WHERE tenant_id = ANY (v_anew);
  DELETE FROM topics_daily WHERE tenant_id = ANY (v_anew);

  WITH counted AS (
    SELECT e.event_id, e.tenant_id, (e.created_at AT TIME ZONE z.time_zone)::date AS day,
           CASE e.kind WHEN 'session_started' THEN 'open' ELSE e.kind END AS stage, coalesce(e.channel, '') AS channel, e.touches,
           CASE WHEN e.kind IN ('reservation', 'cancellation') AND e.details ->> 'total_amount' ~ '^[0-9]{1,12}([.][0-9]+)?$'
                THEN (e.details ->> 'total_amount')::numeric END AS amount,
           coalesce(e.details ->> 'currency', '') AS currency, left(coalesce(e.details ->> 'topic', ''), 80) AS topic
      FROM events e JOIN funnel_zones z ON z.tenant_id = e.tenant_id
     WHERE e.transaction_id < v_to AND (e.transaction_id >= v_from.transaction_id OR e.tenant_id = ANY (v_anew))
       AND e.kind IN ('visit', 'session_started', 'message', 'intent_complete', 'offer', 'lead', 'reservation', 'cancellation', 'handoff', 'topic')),
  rolled AS (
    INSERT INTO funnel_daily AS f (tenant_id, day, touch, stage, channel, source, campaign, currency, count, amount)
    SELECT c.tenant_id, c.day, t.touch, c.stage, c.channel, left(coalesce(c.touches -> t.touch ->> 'source', ''), 200),
           left(coalesce(c.touches -> t.touch ->> 'campaign', ''), 200),
           CASE WHEN c.amount IS NULL THEN '' ELSE c.currency END, count(*), coalesce(sum(c.amount), 0)
      FROM counted c CROSS JOIN unnest(ARRAY['first', 'last']) AS t (touch)
     WHERE c.stage <> 'topic'
     GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
    ON CONFLICT (tenant_id, day, touch, stage, channel, source, campaign, currency)
    DO UPDATE SET count = f.count + excluded.count, amount = f.amount + excluded.amount),
  asked AS (
    INSERT INTO topics_daily AS d (tenant_id, day, channel, topic, count)
    SELECT c.tenant_id, c.day, c.channel, c.topic, count(*) FROM counted c WHERE c.stage = 'topic' GROUP BY 1, 2, 3, 4
    ON CONFLICT (tenant_id, day, channel, topic) DO UPDATE SET count = d.count + excluded.count)
  SELECT count(*) INTO v_counted FROM counted;
  UPDATE funnel_watermark SET transaction_id = v_to, server = v_server;
  RETURN v_counted;
END $_$;

ALTER FUNCTION lobby.roll_up_funnel(p_anew boolean) OWNER TO lobby_system;

-- Name: room_tenant(text); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.room_tenant(p_room text) RETURNS uuid
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  SELECT CASE WHEN count(*) = 1 THEN min(x.tenant_id::text)::uuid END FROM (
    SELECT DISTINCT t.tenant_id FROM tenant_registry t,
           jsonb_each(CASE jsonb_typeof(t.settings -> 'alerts') WHEN 'object' THEN t.settings -> 'alerts' ELSE '{}' END) k,
           jsonb_array_elements_text(CASE jsonb_typeof(k.value) WHEN 'array' THEN k.value ELSE '[]' END) r
     WHERE t.is_active AND r = p_room) x
$$;

ALTER FUNCTION lobby.room_tenant(p_room text) OWNER TO lobby_system;

-- Name: session_id(); Type: FUNCTION; Schema: lobby; Owner: postgres

CREATE FUNCTION lobby.session_id() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(current_setting('app.session_id', true), '')::uuid $$;

ALTER FUNCTION lobby.session_id() OWNER TO postgres;

-- Name: session_tenant(uuid); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.session_tenant(p_session_id uuid) RETURNS uuid
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  SELECT s.tenant_id FROM prospective_sessions s WHERE s.session_id = p_session_id
$$;

ALTER FUNCTION lobby.session_tenant(p_session_id uuid) OWNER TO lobby_system;

-- Name: sessions_ahead(uuid[], integer[]); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.sessions_ahead(p_session_ids uuid[], p_seqs integer[]) RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  SELECT t.session_id FROM unnest(p_session_ids, p_seqs) AS x (session_id, seq) JOIN turns t ON t.session_id = x.session_id
   WHERE t.last_seq > x.seq
$$;

ALTER FUNCTION lobby.sessions_ahead(p_session_ids uuid[], p_seqs integer[]) OWNER TO lobby_system;

-- Name: set_embedding_model(uuid, text); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.set_embedding_model(p_tenant_id uuid, p_model text) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  UPDATE tenant_registry SET embedding_model = p_model, updated_at = now()
   WHERE tenant_id = p_tenant_id AND embedding_model IS DISTINCT FROM p_model
     AND lobby.tenant_id() = p_tenant_id AND lobby.tenant_scope()
$$;

ALTER FUNCTION lobby.set_embedding_model(p_tenant_id uuid, p_model text) OWNER TO lobby_system;

-- Name: FUNCTION set_embedding_model(p_tenant_id uuid, p_model text); Type: COMMENT; Schema: lobby; Owner: lobby_system

COMMENT ON FUNCTION lobby.set_embedding_model(p_tenant_id uuid, p_model text) IS 'Only in the tenant''s own scope: a visitor''s turn changes nothing.';

-- Name: set_live(uuid, uuid, text, boolean); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.set_live(p_tenant_id uuid, p_session_id uuid, p_staff_id text, p_live boolean) RETURNS jsonb
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  UPDATE turns SET hold = hold || jsonb_build_object('live', p_live)
   WHERE session_id = p_session_id AND tenant_id = p_tenant_id AND speaker = 'staff' AND hold ->> 'id' = p_staff_id
  RETURNING hold
$$;

ALTER FUNCTION lobby.set_live(p_tenant_id uuid, p_session_id uuid, p_staff_id text, p_live boolean) OWNER TO lobby_system;

-- Name: settle_delivery(uuid, uuid, integer, integer, text, text, interval); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.settle_delivery(p_tenant_id uuid, p_session_id uuid, p_seq integer, p_attempt integer, p_delivery text, p_delivered_as text, p_retry interval) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  UPDATE messages SET delivery = p_delivery, delivered_as = coalesce(p_delivered_as, delivered_as),
         delivery_due = CASE WHEN p_delivery = 'pending' THEN now() + p_retry END
   WHERE session_id = p_session_id AND seq = p_seq AND tenant_id = p_tenant_id AND delivery = 'sending'
     AND (p_delivery = 'sent' OR delivery_attempts = p_attempt)
$$;

ALTER FUNCTION lobby.settle_delivery(p_tenant_id uuid, p_session_id uuid, p_seq integer, p_attempt integer, p_delivery text, p_delivered_as text, p_retry interval) OWNER TO lobby_system;

-- Name: settle_post(uuid, bigint, integer, text, text, interval); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.settle_post(p_tenant_id uuid, p_post_id bigint, p_attempt integer, p_state text, p_posted_as text, p_retry interval) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  WITH settled AS (
    UPDATE posts SET state = p_state, posted_as = coalesce(p_posted_as, posted_as), due = now() + p_retry
     WHERE post_id = p_post_id AND tenant_id = p_tenant_id AND state = 'sending' AND (p_state = 'sent' OR attempts = p_attempt)
    RETURNING post_id, state)
  UPDATE posts p SET state = 'failed' FROM settled s
   WHERE p.thread_of = s.post_id AND s.state = 'failed' AND p.state IN ('pending', 'sending')
$$;

ALTER FUNCTION lobby.settle_post(p_tenant_id uuid, p_post_id bigint, p_attempt integer, p_state text, p_posted_as text, p_retry interval) OWNER TO lobby_system;

-- Name: settle_tokens(uuid, uuid, uuid, integer, integer, numeric); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.settle_tokens(p_tenant_id uuid, p_session_id uuid, p_usage_id uuid, p_input_tokens integer, p_output_tokens integer, p_cost numeric) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
  u llm_usage;
  v_change bigint;
BEGIN
  IF NOT lobby.may_spend(p_tenant_id, p_session_id) THEN
    RAISE EXCEPTION 'not this caller''s budget' USING ERRCODE = 'LB403';
  END IF;
  UPDATE llm_usage SET input_tokens = p_input_tokens, output_tokens = p_output_tokens, cost = p_cost, settled_at = now()
   WHERE usage_id = p_usage_id AND tenant_id = p_tenant_id AND settled_at IS NULL
     AND (lobby.tenant_scope() OR session_id = p_session_id OR session_id IS NULL)  -- NULL: erased meanwhile
  RETURNING * INTO u;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  IF u.purpose IN ('reply', 'intent', 'question') THEN
    v_change := p_input_tokens::bigint + p_output_tokens - u.reserved_tokens;
    FOR i IN 1..3 LOOP  -- one by one: in the order of the reservations' locks
      UPDATE llm_spending s SET tokens = greatest(0, s.tokens + v_change)
       WHERE s.day = (u.created_at AT TIME ZONE 'UTC')::date
         AND s.scope = (ARRAY['visitor', 'tenant', 'day'])[i]
         AND s.holder = (ARRAY[p_session_id, p_tenant_id, '00000000-0000-0000-0000-000000000000'::uuid])[i];
    END LOOP;
  END IF;
  RETURN true;
END $$;

ALTER FUNCTION lobby.settle_tokens(p_tenant_id uuid, p_session_id uuid, p_usage_id uuid, p_input_tokens integer, p_output_tokens integer, p_cost numeric) OWNER TO lobby_system;

-- Name: start_session(uuid, text, text, text, text, jsonb); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.start_session(p_tenant_id uuid, p_channel text, p_channel_user_id text, p_cookie_id text, p_locale text, p_attribution jsonb) RETURNS TABLE(session_id uuid, identity_id uuid)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

ALTER FUNCTION lobby.start_session(p_tenant_id uuid, p_channel text, p_channel_user_id text, p_cookie_id text, p_locale text, p_attribution jsonb) OWNER TO lobby_system;

-- Name: sync_unit_vector(); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.sync_unit_vector() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'extensions', 'pg_temp'
    AS $$
BEGIN
  IF NEW.is_active AND NEW.is_bookable AND NEW.embedding_fast IS NOT NULL THEN
    INSERT INTO accommodation_unit_vectors AS v (tenant_id, unit_id, model, e)
    VALUES (NEW.tenant_id, NEW.unit_id, NEW.embedding_model, NEW.embedding_fast::halfvec(1024))
    ON CONFLICT (unit_id) DO UPDATE SET tenant_id = excluded.tenant_id, model = excluded.model, e = excluded.e
      WHERE (v.tenant_id, v.model, v.e) IS DISTINCT FROM (excluded.tenant_id, excluded.model, excluded.e);
  ELSE
    DELETE FROM accommodation_unit_vectors WHERE unit_id = NEW.unit_id;
  END IF;
  RETURN NULL;
END $$;

ALTER FUNCTION lobby.sync_unit_vector() OWNER TO lobby_system;

-- Name: take_over(uuid, uuid, jsonb, bigint, text[]); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.take_over(p_tenant_id uuid, p_session_id uuid, p_staff jsonb, p_post_id bigint, p_outboxes text[]) RETURNS TABLE(outcome text, hold jsonb, changed boolean)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

ALTER FUNCTION lobby.take_over(p_tenant_id uuid, p_session_id uuid, p_staff jsonb, p_post_id bigint, p_outboxes text[]) OWNER TO lobby_system;

-- Name: tenant_id(); Type: FUNCTION; Schema: lobby; Owner: postgres

CREATE FUNCTION lobby.tenant_id() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(current_setting('app.tenant_id', true), '')::uuid $$;

ALTER FUNCTION lobby.tenant_id() OWNER TO postgres;

-- Name: tenant_scope(); Type: FUNCTION; Schema: lobby; Owner: postgres

CREATE FUNCTION lobby.tenant_scope() RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT coalesce(current_setting('app.scope', true), '') = 'tenant' $$;

ALTER FUNCTION lobby.tenant_scope() OWNER TO postgres;

-- Name: trim_conversation_history(); Type: FUNCTION; Schema: lobby; Owner: postgres

CREATE FUNCTION lobby.trim_conversation_history() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $_$
BEGIN
  NEW.conversation_history := jsonb_path_query_array(NEW.conversation_history, '$[last - 19 to last]');
  RETURN NEW;
END $_$;

ALTER FUNCTION lobby.trim_conversation_history() OWNER TO postgres;

-- Name: turn_context(uuid); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.turn_context(p_session_id uuid) RETURNS SETOF lobby.turn_context
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

ALTER FUNCTION lobby.turn_context(p_session_id uuid) OWNER TO lobby_system;

-- Name: undo_reply(uuid, uuid); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.undo_reply(p_tenant_id uuid, p_reply_id uuid) RETURNS boolean
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  WITH undone AS (
    UPDATE staff_replies SET state = 'undone' WHERE reply_id = p_reply_id AND tenant_id = p_tenant_id AND state = 'waiting' RETURNING 1)
  SELECT EXISTS (SELECT FROM undone)
$$;

ALTER FUNCTION lobby.undo_reply(p_tenant_id uuid, p_reply_id uuid) OWNER TO lobby_system;

-- Name: accommodation_units_public; Type: TABLE; Schema: public; Owner: postgres

CREATE TABLE public.accommodation_units_public (
    unit_id uuid DEFAULT gen_random_uuid() NOT NULL,
    tenant_id uuid NOT NULL,
    name text NOT NULL,
    unit_number text,
    unit_type character varying(50),
    description text NOT NULL,
    short_description text,
    highlights jsonb DEFAULT '[]'::jsonb NOT NULL,
    amenities jsonb DEFAULT '{}'::jsonb NOT NULL,
    pricing jsonb DEFAULT '{}'::jsonb NOT NULL,
    photos jsonb DEFAULT '[]'::jsonb NOT NULL,
    virtual_tour_url text,
    embedding public.vector(3072),
    embedding_fast public.vector(1024),
    embedding_model text,
    metadata jsonb DEFAULT '{}'::jsonb NOT NULL,
    is_active boolean DEFAULT true NOT NULL,
    is_bookable boolean DEFAULT true NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT accommodation_units_public_short_description_check CHECK ((char_length(short_description) <= 150))
);

ALTER TABLE ONLY public.accommodation_units_public FORCE ROW LEVEL SECURITY;

ALTER TABLE public.accommodation_units_public OWNER TO postgres;

-- Name: COLUMN accommodation_units_public.amenities; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.accommodation_units_public.amenities IS '{bedrooms, bathrooms, max_guests, size_sqm, features [], accessibility []}';

-- Name: COLUMN accommodation_units_public.pricing; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.accommodation_units_public.pricing IS '{base_price_night, currency, seasonal_pricing [{season, multiplier, months []}], min_nights, cleaning_fee}';

-- Name: COLUMN accommodation_units_public.photos; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.accommodation_units_public.photos IS '[{url, alt, order, type: main|gallery}]';

-- Name: COLUMN accommodation_units_public.embedding; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.accommodation_units_public.embedding IS 'Matryoshka tier 3: 3072 numbers, cosine; NULL for models with fewer.';

-- Name: COLUMN accommodation_units_public.embedding_fast; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.accommodation_units_public.embedding_fast IS 'Tier 1: 1024 numbers, unit length, cosine; the one searched.';

-- Name: COLUMN accommodation_units_public.embedding_model; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.accommodation_units_public.embedding_model IS 'Vectors of different models are never compared.';

-- Name: unit_content(public.accommodation_units_public); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.unit_content(u public.accommodation_units_public) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    SET search_path TO 'public', 'pg_temp'
    AS $$
  SELECT concat_ws(E'\n\n', u.name, u.description, nullif(concat_ws(E'\n',
    'Type: ' || u.unit_type,
    'Unit number: ' || u.unit_number,
    'Highlights: ' || (SELECT string_agg(h, ', ') FROM jsonb_array_elements_text(
        CASE jsonb_typeof(u.highlights) WHEN 'array' THEN u.highlights ELSE '[]' END) h),
    'Bedrooms: ' || (u.amenities ->> 'bedrooms'),
    'Bathrooms: ' || (u.amenities ->> 'bathrooms'),
    'Guests: up to ' || (u.amenities ->> 'max_guests'),
    'Size: ' || (u.amenities ->> 'size_sqm') || ' m²',
    'Amenities: ' || (SELECT string_agg(replace(f, '_', ' '), ', ') FROM jsonb_array_elements_text(
        CASE jsonb_typeof(u.amenities -> 'features') WHEN 'array' THEN u.amenities -> 'features' ELSE '[]' END) f),
    'Accessibility: ' || (SELECT string_agg(a, ', ') FROM jsonb_array_elements_text(
        CASE jsonb_typeof(u.amenities -> 'accessibility') WHEN 'array' THEN u.amenities -> 'accessibility' ELSE '[]' END) a)), ''))
$$;

ALTER FUNCTION lobby.unit_content(u public.accommodation_units_public) OWNER TO lobby_system;

-- Name: unlink_session(uuid, uuid); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.unlink_session(p_tenant_id uuid, p_session_id uuid) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE v_id uuid; v_count integer := 0;
BEGIN
  FOR v_id IN SELECT i.identity_id FROM channel_identities i
               WHERE i.session_id = p_session_id AND i.tenant_id = p_tenant_id AND i.copies LOOP
    PERFORM lobby.leave_session(p_tenant_id, v_id);
    v_count := v_count + 1;
  END LOOP;
  RETURN v_count;
END $$;

ALTER FUNCTION lobby.unlink_session(p_tenant_id uuid, p_session_id uuid) OWNER TO lobby_system;

-- Name: vector_index_name(uuid); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.vector_index_name(p_tenant_id uuid) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT 'auv_hnsw_' || replace(p_tenant_id::text, '-', '') $$;

ALTER FUNCTION lobby.vector_index_name(p_tenant_id uuid) OWNER TO lobby_system;

-- Name: visitor_session(text); Type: FUNCTION; Schema: lobby; Owner: lobby_system

CREATE FUNCTION lobby.visitor_session(p_cookie_id text) RETURNS TABLE(tenant_id uuid, session_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  SELECT s.tenant_id, s.session_id FROM prospective_sessions s WHERE s.cookie_id = p_cookie_id AND s.expires_at > now()
$$;

ALTER FUNCTION lobby.visitor_session(p_cookie_id text) OWNER TO lobby_system;

-- Name: FUNCTION visitor_session(p_cookie_id text); Type: COMMENT; Schema: lobby; Owner: lobby_system

COMMENT ON FUNCTION lobby.visitor_session(p_cookie_id text) IS 'Only who knows the 256 bit token behind the hash can ask.';

-- Name: match_accommodations_public(public.vector, uuid, double precision, integer); Type: FUNCTION; Schema: public; Owner: lobby_system

CREATE FUNCTION public.match_accommodations_public(query_embedding public.vector, p_tenant_id uuid, match_threshold double precision DEFAULT 0.3, match_count integer DEFAULT 4) RETURNS TABLE(id uuid, content text, similarity double precision, source_file text, pricing jsonb, photos jsonb, metadata jsonb)
    LANGUAGE sql STABLE SECURITY DEFINER ROWS 10 PARALLEL SAFE
    SET search_path TO 'public', 'extensions', 'pg_temp'
    SET jit TO 'off'
    SET enable_seqscan TO 'off'
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
    AS $$
  SELECT u.unit_id, lobby.unit_content(u), m.similarity,
         'accommodation_units_public/' || coalesce(nullif(u.unit_number, ''), u.unit_id::text),
         u.pricing, u.photos,
         coalesce(u.metadata, '{}') || jsonb_build_object(
           'unit_id', u.unit_id, 'name', u.name, 'unit_type', u.unit_type, 'unit_number', u.unit_number,
           'short_description', u.short_description, 'highlights', u.highlights, 'amenities', u.amenities,
           'virtual_tour_url', u.virtual_tour_url, 'is_bookable', u.is_bookable)
    FROM lobby.match_units(p_tenant_id,
                           (SELECT t.embedding_model FROM tenant_registry t WHERE t.tenant_id = p_tenant_id),
                           query_embedding, match_threshold, match_count) m
    JOIN accommodation_units_public u ON u.unit_id = m.unit_id
   ORDER BY m.similarity DESC, u.unit_id
$$;

ALTER FUNCTION public.match_accommodations_public(query_embedding public.vector, p_tenant_id uuid, match_threshold double precision, match_count integer) OWNER TO lobby_system;

-- Name: FUNCTION match_accommodations_public(query_embedding public.vector, p_tenant_id uuid, match_threshold double precision, match_count integer); Type: COMMENT; Schema: public; Owner: lobby_system

COMMENT ON FUNCTION public.match_accommodations_public(query_embedding public.vector, p_tenant_id uuid, match_threshold double precision, match_count integer) IS 'Cosine similarity over embedding_fast, one tenant, active and bookable units only, best first.';

-- Name: update_accommodation_units_public_updated_at(); Type: FUNCTION; Schema: public; Owner: postgres

CREATE FUNCTION public.update_accommodation_units_public_updated_at() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
  NEW.updated_at := now();
  RETURN NEW;
END $$;

ALTER FUNCTION public.update_accommodation_units_public_updated_at() OWNER TO postgres;

-- Name: accommodation_unit_vectors; Type: TABLE; Schema: public; Owner: postgres

CREATE TABLE public.accommodation_unit_vectors (
    tenant_id uuid NOT NULL,
    unit_id uuid NOT NULL,
    model text,
    e public.halfvec(1024) NOT NULL
);
ALTER TABLE ONLY public.accommodation_unit_vectors ALTER COLUMN e SET STORAGE PLAIN;

ALTER TABLE ONLY public.accommodation_unit_vectors FORCE ROW LEVEL SECURITY;

ALTER TABLE public.accommodation_unit_vectors OWNER TO postgres;

-- Name: COLUMN accommodation_unit_vectors.e; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.accommodation_unit_vectors.e IS 'embedding_fast in half precision; cosine; model as in embedding_model.';

-- Name: accommodation_units; Type: TABLE; Schema: public; Owner: postgres

CREATE TABLE public.accommodation_units (
    unit_id uuid DEFAULT gen_random_uuid() NOT NULL,
    tenant_id uuid NOT NULL,
    source_id text NOT NULL,
    name text NOT NULL,
    unit_number text,
    unit_type character varying(50),
    description text NOT NULL,
    details jsonb DEFAULT '{}'::jsonb NOT NULL,
    is_active boolean DEFAULT true NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE ONLY public.accommodation_units FORCE ROW LEVEL SECURITY;

ALTER TABLE public.accommodation_units OWNER TO postgres;

-- Name: TABLE accommodation_units; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON TABLE public.accommodation_units IS 'The operational record that accommodation_units_public is published from.';

-- Name: COLUMN accommodation_units.details; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.accommodation_units.details IS 'amenities, pricing, photos, metadata, virtual_tour_url, highlights';

-- Name: channel_identities; Type: TABLE; Schema: public; Owner: postgres

CREATE TABLE public.channel_identities (
    identity_id uuid DEFAULT gen_random_uuid() NOT NULL,
    tenant_id uuid NOT NULL,
    channel text NOT NULL,
    channel_user_id text NOT NULL,
    session_id uuid NOT NULL,
    previous_session_id uuid,
    copies boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE ONLY public.channel_identities FORCE ROW LEVEL SECURITY;

ALTER TABLE public.channel_identities OWNER TO postgres;

-- Name: COLUMN channel_identities.previous_session_id; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.channel_identities.previous_session_id IS 'Of an identity that joined another''s session by a code: where it returns to.';

-- Name: COLUMN channel_identities.copies; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.channel_identities.copies IS 'Gets a copy of what is said on the session''s other channels.';

-- Name: events; Type: TABLE; Schema: public; Owner: postgres

CREATE TABLE public.events (
    event_id bigint NOT NULL,
    tenant_id uuid NOT NULL,
    session_id uuid,
    kind text NOT NULL,
    channel text,
    details jsonb DEFAULT '{}'::jsonb NOT NULL,
    touches jsonb DEFAULT '{}'::jsonb NOT NULL,
    transaction_id xid8 DEFAULT pg_current_xact_id() NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE ONLY public.events FORCE ROW LEVEL SECURITY;

ALTER TABLE public.events OWNER TO postgres;

-- Name: COLUMN events.touches; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.events.touches IS 'The campaigns of the session''s first and last visit: {first: {source, …}, last: {…}}.';

-- Name: COLUMN events.transaction_id; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.events.transaction_id IS 'Who rolls events up takes those of finished transactions only.';

-- Name: events_event_id_seq; Type: SEQUENCE; Schema: public; Owner: postgres

ALTER TABLE public.events ALTER COLUMN event_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.events_event_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

-- Name: funnel_daily; Type: TABLE; Schema: public; Owner: postgres

CREATE TABLE public.funnel_daily (
    tenant_id uuid NOT NULL,
    day date NOT NULL,
    touch text NOT NULL,
    stage text NOT NULL,
    channel text NOT NULL,
    source text NOT NULL,
    campaign text NOT NULL,
    currency text NOT NULL,
    count bigint NOT NULL,
    amount numeric NOT NULL,
    CONSTRAINT funnel_daily_stage_check CHECK ((stage = ANY (ARRAY['visit'::text, 'open'::text, 'message'::text, 'intent_complete'::text, 'offer'::text, 'lead'::text, 'reservation'::text, 'cancellation'::text, 'handoff'::text]))),
    CONSTRAINT funnel_daily_touch_check CHECK ((touch = ANY (ARRAY['first'::text, 'last'::text])))
);

ALTER TABLE ONLY public.funnel_daily FORCE ROW LEVEL SECURITY;

ALTER TABLE public.funnel_daily OWNER TO postgres;

-- Name: TABLE funnel_daily; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON TABLE public.funnel_daily IS 'lobby.roll_up_funnel() writes it, from events alone; `bot funnel verify` counts them again and compares.';

-- Name: COLUMN funnel_daily.day; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.funnel_daily.day IS 'In the tenant''s time zone.';

-- Name: COLUMN funnel_daily.touch; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.funnel_daily.touch IS 'Every event is counted twice: under the campaign of the session''s first visit, and under that of its last.';

-- Name: COLUMN funnel_daily.source; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.funnel_daily.source IS 'utm_source, the first 200 characters; like campaign (utm_campaign) empty where the visitor came without.';

-- Name: COLUMN funnel_daily.currency; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.funnel_daily.currency IS 'Of reservations and cancellations that have an amount; else empty.';

-- Name: COLUMN funnel_daily.amount; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.funnel_daily.amount IS 'The sum of total_amount.';

-- Name: funnel_watermark; Type: TABLE; Schema: public; Owner: postgres

CREATE TABLE public.funnel_watermark (
    only_row boolean DEFAULT true NOT NULL,
    transaction_id xid8 DEFAULT '0'::xid8 NOT NULL,
    server bigint DEFAULT 0 NOT NULL,
    CONSTRAINT funnel_watermark_only_row_check CHECK (only_row)
);

ALTER TABLE ONLY public.funnel_watermark FORCE ROW LEVEL SECURITY;

ALTER TABLE public.funnel_watermark OWNER TO postgres;

-- Name: TABLE funnel_watermark; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON TABLE public.funnel_watermark IS 'How far the roll-up is: events of transactions before this one are counted.';

-- Name: COLUMN funnel_watermark.server; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.funnel_watermark.server IS 'Whose transactions: pg_control_system().system_identifier.';

-- Name: funnel_zones; Type: TABLE; Schema: public; Owner: postgres

CREATE TABLE public.funnel_zones (
    tenant_id uuid NOT NULL,
    time_zone text NOT NULL
);

ALTER TABLE ONLY public.funnel_zones FORCE ROW LEVEL SECURITY;

ALTER TABLE public.funnel_zones OWNER TO postgres;

-- Name: TABLE funnel_zones; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON TABLE public.funnel_zones IS 'The time zone that a tenant''s days were counted in. After another is set, its days are counted anew.';

-- Name: guest_reservations; Type: TABLE; Schema: public; Owner: postgres

CREATE TABLE public.guest_reservations (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    tenant_id uuid NOT NULL,
    unit_id uuid,
    guest_name text NOT NULL,
    guest_email text,
    guest_phone text,
    check_in date NOT NULL,
    check_out date NOT NULL,
    adults integer NOT NULL,
    children integer DEFAULT 0 NOT NULL,
    total_amount numeric(12,2),
    currency character(3),
    status text DEFAULT 'requested'::text NOT NULL,
    external_reference text NOT NULL,
    source_session_id uuid,
    attribution jsonb DEFAULT '{}'::jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT guest_reservations_adults_check CHECK ((adults >= 0)),
    CONSTRAINT guest_reservations_check CHECK ((check_out > check_in)),
    CONSTRAINT guest_reservations_children_check CHECK ((children >= 0)),
    CONSTRAINT guest_reservations_status_check CHECK ((status = ANY (ARRAY['requested'::text, 'confirmed'::text, 'cancelled'::text]))),
    CONSTRAINT guest_reservations_total_amount_check CHECK ((total_amount >= (0)::numeric))
);

ALTER TABLE ONLY public.guest_reservations FORCE ROW LEVEL SECURITY;

ALTER TABLE public.guest_reservations OWNER TO postgres;

-- Name: COLUMN guest_reservations.attribution; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.guest_reservations.attribution IS 'utm, landing page and referrer of the session, kept when it is deleted.';

-- Name: knowledge_entries; Type: TABLE; Schema: public; Owner: postgres

CREATE TABLE public.knowledge_entries (
    entry_id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    source text NOT NULL,
    title text NOT NULL,
    entry_key text,
    unit_id uuid,
    language text NOT NULL,
    topic text,
    question text NOT NULL,
    answer text NOT NULL,
    content_sha256 text NOT NULL,
    embedding_fast public.vector(1024),
    embedding_model text,
    acts public.vector(64),
    acts_model text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT knowledge_entries_answer_check CHECK (((char_length(answer) >= 1) AND (char_length(answer) <= 2000))),
    CONSTRAINT knowledge_entries_check CHECK (((embedding_fast IS NULL) = (embedding_model IS NULL))),
    CONSTRAINT knowledge_entries_check1 CHECK (((acts IS NULL) = (acts_model IS NULL))),
    CONSTRAINT knowledge_entries_entry_key_check CHECK (((char_length(entry_key) >= 1) AND (char_length(entry_key) <= 100))),
    CONSTRAINT knowledge_entries_language_check CHECK ((language ~ '^[a-z]{2}$'::text)),
    CONSTRAINT knowledge_entries_question_check CHECK (((char_length(question) >= 1) AND (char_length(question) <= 300))),
    CONSTRAINT knowledge_entries_source_check CHECK (((char_length(source) >= 1) AND (char_length(source) <= 200))),
    CONSTRAINT knowledge_entries_title_check CHECK (((char_length(title) >= 1) AND (char_length(title) <= 120))),
    CONSTRAINT knowledge_entries_topic_check CHECK (((char_length(topic) >= 1) AND (char_length(topic) <= 80)))
);

ALTER TABLE ONLY public.knowledge_entries FORCE ROW LEVEL SECURITY;

ALTER TABLE public.knowledge_entries OWNER TO postgres;

-- Name: TABLE knowledge_entries; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON TABLE public.knowledge_entries IS 'What a business tells its guests, in its own words. `bot knowledge import` replaces all of a source.';

-- Name: COLUMN knowledge_entries.entry_id; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.knowledge_entries.entry_id IS 'Follows from tenant, source, unit, language and question: an import finds it again.';

-- Name: COLUMN knowledge_entries.source; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.knowledge_entries.source IS 'The file that it came from.';

-- Name: COLUMN knowledge_entries.title; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.knowledge_entries.title IS 'What guests are told that it is from.';

-- Name: COLUMN knowledge_entries.entry_key; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.knowledge_entries.entry_key IS 'The same in every language and wording that the entry is written in.';

-- Name: COLUMN knowledge_entries.unit_id; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.knowledge_entries.unit_id IS 'Only about this unit; NULL: about the house.';

-- Name: COLUMN knowledge_entries.language; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.knowledge_entries.language IS 'ISO 639-1.';

-- Name: COLUMN knowledge_entries.topic; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.knowledge_entries.topic IS 'A topic of the reading that it answers whatever the words are; NULL: found by meaning alone.';

-- Name: COLUMN knowledge_entries.content_sha256; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.knowledge_entries.content_sha256 IS 'Of what guests read and what is searched: an entry that has changed is published anew.';

-- Name: COLUMN knowledge_entries.embedding_fast; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.knowledge_entries.embedding_fast IS 'Of the question: 1024 numbers, unit length, cosine. NULL: not published, and told to nobody.';

-- Name: COLUMN knowledge_entries.embedding_model; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.knowledge_entries.embedding_model IS 'Vectors of different models are never compared.';

-- Name: COLUMN knowledge_entries.acts; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.knowledge_entries.acts IS 'What the question asks for by the act reader: unit length, cosine; NULL: nobody could read it.';

-- Name: COLUMN knowledge_entries.acts_model; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.knowledge_entries.acts_model IS 'Acts of different readers are never compared.';

-- Name: knowledge_gaps; Type: TABLE; Schema: public; Owner: postgres

CREATE TABLE public.knowledge_gaps (
    gap_id bigint NOT NULL,
    tenant_id uuid NOT NULL,
    session_id uuid NOT NULL,
    topic text NOT NULL,
    language text NOT NULL,
    question text NOT NULL,
    unit_id uuid,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT knowledge_gaps_language_check CHECK (((char_length(language) >= 1) AND (char_length(language) <= 8))),
    CONSTRAINT knowledge_gaps_question_check CHECK (((char_length(question) >= 1) AND (char_length(question) <= 300))),
    CONSTRAINT knowledge_gaps_topic_check CHECK (((char_length(topic) >= 1) AND (char_length(topic) <= 80)))
);

ALTER TABLE ONLY public.knowledge_gaps FORCE ROW LEVEL SECURITY;

ALTER TABLE public.knowledge_gaps OWNER TO postgres;

-- Name: TABLE knowledge_gaps; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON TABLE public.knowledge_gaps IS 'What guests asked and the house could not answer. Goes with its conversation: erased, expired or archived.';

-- Name: COLUMN knowledge_gaps.topic; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.knowledge_gaps.topic IS 'As the concierge calls it; the same as in the event of the kind gap, which stays as a bare count.';

-- Name: COLUMN knowledge_gaps.question; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.knowledge_gaps.question IS 'The guest''s clause without names, addresses, telephone numbers and codes.';

-- Name: COLUMN knowledge_gaps.unit_id; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.knowledge_gaps.unit_id IS 'The one home that was asked about.';

-- Name: knowledge_gaps_gap_id_seq; Type: SEQUENCE; Schema: public; Owner: postgres

ALTER TABLE public.knowledge_gaps ALTER COLUMN gap_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.knowledge_gaps_gap_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

-- Name: leases; Type: TABLE; Schema: public; Owner: postgres

CREATE TABLE public.leases (
    name text NOT NULL,
    holder text NOT NULL,
    held_until timestamp with time zone NOT NULL
);

ALTER TABLE ONLY public.leases FORCE ROW LEVEL SECURITY;

ALTER TABLE public.leases OWNER TO postgres;

-- Name: link_codes; Type: TABLE; Schema: public; Owner: postgres

CREATE TABLE public.link_codes (
    code_hash text NOT NULL,
    tenant_id uuid NOT NULL,
    session_id uuid NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone DEFAULT (now() + '00:15:00'::interval) NOT NULL,
    used_at timestamp with time zone
);

ALTER TABLE ONLY public.link_codes FORCE ROW LEVEL SECURITY;

ALTER TABLE public.link_codes OWNER TO postgres;

-- Name: llm_spending; Type: TABLE; Schema: public; Owner: postgres

CREATE TABLE public.llm_spending (
    day date NOT NULL,
    scope text NOT NULL,
    holder uuid NOT NULL,
    tokens bigint DEFAULT 0 NOT NULL,
    CONSTRAINT llm_spending_scope_check CHECK ((scope = ANY (ARRAY['visitor'::text, 'tenant'::text, 'day'::text]))),
    CONSTRAINT llm_spending_tokens_check CHECK ((tokens >= 0))
);

ALTER TABLE ONLY public.llm_spending FORCE ROW LEVEL SECURITY;

ALTER TABLE public.llm_spending OWNER TO postgres;

-- Name: TABLE llm_spending; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON TABLE public.llm_spending IS 'Tokens reserved and used by guests'' turns, by day (UTC). Only lobby.reserve_tokens and lobby.settle_tokens write it.';

-- Name: COLUMN llm_spending.holder; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.llm_spending.holder IS 'visitor: the session; tenant: the tenant; day: zeros, all tenants together.';

-- Name: llm_usage; Type: TABLE; Schema: public; Owner: postgres

CREATE TABLE public.llm_usage (
    usage_id uuid DEFAULT gen_random_uuid() NOT NULL,
    tenant_id uuid NOT NULL,
    session_id uuid,
    model text NOT NULL,
    purpose text NOT NULL,
    reserved_tokens integer NOT NULL,
    input_tokens integer,
    output_tokens integer,
    cost numeric(12,6),
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    settled_at timestamp with time zone,
    CONSTRAINT llm_usage_reserved_tokens_check CHECK ((reserved_tokens >= 0))
);

ALTER TABLE ONLY public.llm_usage FORCE ROW LEVEL SECURITY;

ALTER TABLE public.llm_usage OWNER TO postgres;

-- Name: COLUMN llm_usage.purpose; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.llm_usage.purpose IS 'reply, intent, question: a guest''s turn, within the budget; publish: an operator''s work, outside it.';

-- Name: COLUMN llm_usage.cost; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.llm_usage.cost IS 'US dollars by the prices in the settings when it was settled; NULL: the model had no price.';

-- Name: messages; Type: TABLE; Schema: public; Owner: postgres

CREATE TABLE public.messages (
    tenant_id uuid NOT NULL,
    session_id uuid NOT NULL,
    seq integer NOT NULL,
    message_id uuid DEFAULT gen_random_uuid() NOT NULL,
    role text NOT NULL,
    channel text NOT NULL,
    identity_id uuid NOT NULL,
    external_id text,
    content text NOT NULL,
    payload jsonb,
    reply_to text[],
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    delivery text,
    delivery_attempts smallint DEFAULT 0 NOT NULL,
    delivery_due timestamp with time zone,
    delivered_as text,
    fence integer,
    CONSTRAINT messages_delivery_check CHECK ((delivery = ANY (ARRAY['pending'::text, 'sending'::text, 'sent'::text, 'failed'::text, 'withdrawn'::text]))),
    CONSTRAINT messages_role_check CHECK ((role = ANY (ARRAY['user'::text, 'assistant'::text, 'staff'::text])))
);

ALTER TABLE ONLY public.messages FORCE ROW LEVEL SECURITY;

ALTER TABLE public.messages OWNER TO postgres;

-- Name: COLUMN messages.seq; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.messages.seq IS 'Gapless within the session, from 1: what a client resumes by.';

-- Name: COLUMN messages.external_id; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.messages.external_id IS 'The platform''s id of a guest''s message, unique for one channel user: a repeat is recognised by it.';

-- Name: COLUMN messages.payload; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.messages.payload IS 'action of a guest''s button; cards, suggestions, travel_intent … of a reply.';

-- Name: COLUMN messages.delivery; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.messages.delivery IS 'NULL: clients read it here by seq (web, terminal). Else the outbox''s state.';

-- Name: COLUMN messages.delivery_due; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.messages.delivery_due IS 'When the outbox may try (again); while sending: when the sender is given up for dead.';

-- Name: COLUMN messages.fence; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.messages.fence IS 'The speaker''s epoch under which the bot may begin to send this; NULL: at any time.';

-- Name: posts; Type: TABLE; Schema: public; Owner: postgres

CREATE TABLE public.posts (
    post_id bigint NOT NULL,
    tenant_id uuid NOT NULL,
    session_id uuid,
    kind text NOT NULL,
    channel text NOT NULL,
    address text NOT NULL,
    thread_of bigint,
    identity_id uuid,
    lane text GENERATED ALWAYS AS (COALESCE((identity_id)::text, (COALESCE(thread_of, post_id))::text)) STORED,
    seq integer,
    details jsonb DEFAULT '{}'::jsonb NOT NULL,
    fence integer,
    state text DEFAULT 'pending'::text NOT NULL,
    attempts smallint DEFAULT 0 NOT NULL,
    due timestamp with time zone DEFAULT now() NOT NULL,
    posted_as text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT posts_kind_check CHECK ((kind = ANY (ARRAY['alert'::text, 'thread'::text, 'copy'::text, 'notice'::text]))),
    CONSTRAINT posts_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'sending'::text, 'sent'::text, 'failed'::text, 'withdrawn'::text])))
);

ALTER TABLE ONLY public.posts FORCE ROW LEVEL SECURITY;

ALTER TABLE public.posts OWNER TO postgres;

-- Name: COLUMN posts.address; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.posts.address IS 'Where to: the staff''s room, or the channel user.';

-- Name: COLUMN posts.thread_of; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.posts.thread_of IS 'The alert under which this is posted.';

-- Name: COLUMN posts.lane; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.posts.lane IS 'Posts of one lane are sent one after the other: an alert with its thread, a channel user.';

-- Name: COLUMN posts.seq; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.posts.seq IS 'The message of the ledger that this shows.';

-- Name: COLUMN posts.details; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.posts.details IS 'alert: {alert, event_id, reason, contacted_by}; notice: {notice, name}; a note in a thread: {text}.';

-- Name: posts_post_id_seq; Type: SEQUENCE; Schema: public; Owner: postgres

ALTER TABLE public.posts ALTER COLUMN post_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.posts_post_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

-- Name: prospective_sessions; Type: TABLE; Schema: public; Owner: postgres

CREATE TABLE public.prospective_sessions (
    session_id uuid DEFAULT gen_random_uuid() NOT NULL,
    tenant_id uuid NOT NULL,
    cookie_id text NOT NULL,
    conversation_history jsonb DEFAULT '[]'::jsonb NOT NULL,
    travel_intent jsonb DEFAULT '{}'::jsonb NOT NULL,
    utm_tracking jsonb DEFAULT '{}'::jsonb NOT NULL,
    referrer text,
    landing_page text,
    converted_to_reservation_id uuid,
    conversion_date timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone DEFAULT (now() + '7 days'::interval) NOT NULL,
    last_activity_at timestamp with time zone DEFAULT now() NOT NULL,
    status character varying(20) DEFAULT 'active'::character varying NOT NULL,
    CONSTRAINT prospective_sessions_conversation_history_check CHECK ((jsonb_typeof(conversation_history) = 'array'::text)),
    CONSTRAINT prospective_sessions_status_check CHECK (((status)::text = ANY ((ARRAY['active'::character varying, 'converted'::character varying, 'expired'::character varying])::text[]))),
    CONSTRAINT prospective_sessions_travel_intent_check CHECK ((jsonb_typeof(travel_intent) = 'object'::text))
);

ALTER TABLE ONLY public.prospective_sessions FORCE ROW LEVEL SECURITY;

ALTER TABLE public.prospective_sessions OWNER TO postgres;

-- Name: COLUMN prospective_sessions.cookie_id; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.prospective_sessions.cookie_id IS 'SHA-256 of the visitor''s token, or of the channel user for other channels.';

-- Name: COLUMN prospective_sessions.conversation_history; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.prospective_sessions.conversation_history IS 'The last 20 messages, oldest first: {role, content, timestamp, sources?}. lobby.trim_conversation_history trims it.';

-- Name: COLUMN prospective_sessions.utm_tracking; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.prospective_sessions.utm_tracking IS '{"first": {source, medium, campaign, content, term}, "last": {…}}';

-- Name: prospective_sessions_archive; Type: TABLE; Schema: public; Owner: postgres

CREATE TABLE public.prospective_sessions_archive (
    session_id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    session jsonb NOT NULL,
    transcript jsonb NOT NULL,
    archived_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE ONLY public.prospective_sessions_archive FORCE ROW LEVEL SECURITY;

ALTER TABLE public.prospective_sessions_archive OWNER TO postgres;

-- Name: reply_checks; Type: TABLE; Schema: public; Owner: postgres

CREATE TABLE public.reply_checks (
    check_id bigint NOT NULL,
    tenant_id uuid NOT NULL,
    session_id uuid NOT NULL,
    sentence text NOT NULL,
    instead text NOT NULL,
    reasons text[] NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE ONLY public.reply_checks FORCE ROW LEVEL SECURITY;

ALTER TABLE public.reply_checks OWNER TO postgres;

-- Name: COLUMN reply_checks.sentence; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.reply_checks.sentence IS 'As the bot was about to say it.';

-- Name: COLUMN reply_checks.instead; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.reply_checks.instead IS 'What it said; empty: nothing.';

-- Name: reply_checks_check_id_seq; Type: SEQUENCE; Schema: public; Owner: postgres

ALTER TABLE public.reply_checks ALTER COLUMN check_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.reply_checks_check_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

-- Name: staff_users; Type: TABLE; Schema: public; Owner: postgres

CREATE TABLE public.staff_users (
    staff_id uuid DEFAULT gen_random_uuid() NOT NULL,
    tenant_id uuid NOT NULL,
    name text NOT NULL,
    email text,
    role text DEFAULT 'agent'::text NOT NULL,
    slack_user_id text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT staff_users_role_check CHECK ((role = ANY (ARRAY['agent'::text, 'manager'::text, 'owner'::text])))
);

ALTER TABLE ONLY public.staff_users FORCE ROW LEVEL SECURITY;

ALTER TABLE public.staff_users OWNER TO postgres;

-- Name: tenant_registry; Type: TABLE; Schema: public; Owner: postgres

CREATE TABLE public.tenant_registry (
    tenant_id uuid DEFAULT gen_random_uuid() NOT NULL,
    slug text NOT NULL,
    name text NOT NULL,
    settings jsonb DEFAULT '{}'::jsonb NOT NULL,
    embedding_model text,
    is_active boolean DEFAULT true NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT tenant_registry_slug_check CHECK ((slug ~ '^[a-z0-9](-?[a-z0-9]){0,62}$'::text))
);

ALTER TABLE ONLY public.tenant_registry FORCE ROW LEVEL SECURITY;

ALTER TABLE public.tenant_registry OWNER TO postgres;

-- Name: TABLE tenant_registry; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON TABLE public.tenant_registry IS 'The accommodation businesses.';

-- Name: COLUMN tenant_registry.settings; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.tenant_registry.settings IS 'locale, currency, time_zone, allowed_origins [], booking_url_template, brand {}';

-- Name: COLUMN tenant_registry.embedding_model; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.tenant_registry.embedding_model IS 'The model whose vectors are searched; set by publishing.';

-- Name: tenant_secrets; Type: TABLE; Schema: public; Owner: postgres

CREATE TABLE public.tenant_secrets (
    tenant_id uuid NOT NULL,
    webhook_secret text NOT NULL
);

ALTER TABLE ONLY public.tenant_secrets FORCE ROW LEVEL SECURITY;

ALTER TABLE public.tenant_secrets OWNER TO postgres;

-- Name: TABLE tenant_secrets; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON TABLE public.tenant_secrets IS 'Apart from settings, so that reading a tenant never shows them.';

-- Name: topics_daily; Type: TABLE; Schema: public; Owner: postgres

CREATE TABLE public.topics_daily (
    tenant_id uuid NOT NULL,
    day date NOT NULL,
    channel text NOT NULL,
    topic text NOT NULL,
    count bigint NOT NULL
);

ALTER TABLE ONLY public.topics_daily FORCE ROW LEVEL SECURITY;

ALTER TABLE public.topics_daily OWNER TO postgres;

-- Name: TABLE topics_daily; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON TABLE public.topics_daily IS 'lobby.roll_up_funnel() writes it beside funnel_daily, from events alone; `bot funnel verify` compares.';

-- Name: COLUMN topics_daily.day; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.topics_daily.day IS 'In the tenant''s time zone.';

-- Name: COLUMN topics_daily.topic; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.topics_daily.topic IS 'A topic of the reading (bot.types.reading) or the id of a feature; the first 80 characters.';

-- Name: COLUMN topics_daily.count; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.topics_daily.count IS 'Conversations.';

-- Name: turns; Type: TABLE; Schema: public; Owner: postgres

CREATE TABLE public.turns (
    session_id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    last_seq integer DEFAULT 0 NOT NULL,
    last_guest_seq integer DEFAULT 0 NOT NULL,
    answered_seq integer DEFAULT 0 NOT NULL,
    lease_token uuid,
    lease_until timestamp with time zone,
    attempts smallint DEFAULT 0 NOT NULL,
    speaker text DEFAULT 'bot'::text NOT NULL,
    epoch integer DEFAULT 0 NOT NULL,
    language text,
    locale text,
    state jsonb DEFAULT '{}'::jsonb NOT NULL,
    linked boolean DEFAULT false NOT NULL,
    hold jsonb,
    waiting_since timestamp with time zone,
    reminded boolean DEFAULT false NOT NULL,
    CONSTRAINT turns_speaker_check CHECK ((speaker = ANY (ARRAY['bot'::text, 'staff'::text])))
);

ALTER TABLE ONLY public.turns FORCE ROW LEVEL SECURITY;

ALTER TABLE public.turns OWNER TO postgres;

-- Name: COLUMN turns.attempts; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.turns.attempts IS 'How often a sweep has taken the unanswered messages over.';

-- Name: COLUMN turns.epoch; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.turns.epoch IS 'Raised by every change of speaker: a reply made under an older one is dropped.';

-- Name: COLUMN turns.state; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.turns.state IS 'The responder''s private memory between turns.';

-- Name: COLUMN turns.linked; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.turns.linked IS 'Several channels of one guest share the session.';

-- Name: COLUMN turns.hold; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.turns.hold IS 'While staff speak: {id, name, post_id, live, since}.';

-- Name: COLUMN turns.waiting_since; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.turns.waiting_since IS 'Since when the guest waits for a person; NULL: not at all, or was told that it takes longer.';

-- Name: COLUMN turns.reminded; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.turns.reminded IS 'The guest was told that nobody has answered yet, and may go on with the bot.';

-- Name: unit_embeddings; Type: TABLE; Schema: public; Owner: postgres

CREATE TABLE public.unit_embeddings (
    tenant_id uuid NOT NULL,
    model text NOT NULL,
    text_sha256 text NOT NULL,
    embedding_fast public.vector(1024) NOT NULL,
    embedding public.vector(3072),
    used_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE ONLY public.unit_embeddings FORCE ROW LEVEL SECURITY;

ALTER TABLE public.unit_embeddings OWNER TO postgres;

-- Name: COLUMN unit_embeddings.text_sha256; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.unit_embeddings.text_sha256 IS 'Of the text, UTF-8, in hexadecimal; as in accommodation_units_public.metadata.';

-- Name: COLUMN unit_embeddings.used_at; Type: COMMENT; Schema: public; Owner: postgres

COMMENT ON COLUMN public.unit_embeddings.used_at IS 'When publishing last asked for it; forgotten 30 days after.';

-- Name: accommodation_unit_vectors accommodation_unit_vectors_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.accommodation_unit_vectors
    ADD CONSTRAINT accommodation_unit_vectors_pkey PRIMARY KEY (unit_id);

-- Name: accommodation_units accommodation_units_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.accommodation_units
    ADD CONSTRAINT accommodation_units_pkey PRIMARY KEY (unit_id);

-- Name: accommodation_units_public accommodation_units_public_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.accommodation_units_public
    ADD CONSTRAINT accommodation_units_public_pkey PRIMARY KEY (unit_id);

-- Name: accommodation_units accommodation_units_tenant_id_source_id_key; Type: CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.accommodation_units
    ADD CONSTRAINT accommodation_units_tenant_id_source_id_key UNIQUE (tenant_id, source_id);

-- Name: channel_identities channel_identities_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.channel_identities
    ADD CONSTRAINT channel_identities_pkey PRIMARY KEY (identity_id);

-- Name: channel_identities channel_identities_tenant_id_channel_channel_user_id_key; Type: CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.channel_identities
    ADD CONSTRAINT channel_identities_tenant_id_channel_channel_user_id_key UNIQUE (tenant_id, channel, channel_user_id);

-- Name: events events_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.events
    ADD CONSTRAINT events_pkey PRIMARY KEY (event_id);

-- Name: funnel_daily funnel_daily_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.funnel_daily
    ADD CONSTRAINT funnel_daily_pkey PRIMARY KEY (tenant_id, day, touch, stage, channel, source, campaign, currency);

-- Name: funnel_watermark funnel_watermark_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.funnel_watermark
    ADD CONSTRAINT funnel_watermark_pkey PRIMARY KEY (only_row);

-- Name: funnel_zones funnel_zones_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.funnel_zones
    ADD CONSTRAINT funnel_zones_pkey PRIMARY KEY (tenant_id);

-- Name: guest_reservations guest_reservations_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.guest_reservations
    ADD CONSTRAINT guest_reservations_pkey PRIMARY KEY (id);

-- Name: guest_reservations guest_reservations_tenant_id_external_reference_key; Type: CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.guest_reservations
    ADD CONSTRAINT guest_reservations_tenant_id_external_reference_key UNIQUE (tenant_id, external_reference);

-- Name: knowledge_entries knowledge_entries_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.knowledge_entries
    ADD CONSTRAINT knowledge_entries_pkey PRIMARY KEY (entry_id);

-- Name: knowledge_gaps knowledge_gaps_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.knowledge_gaps
    ADD CONSTRAINT knowledge_gaps_pkey PRIMARY KEY (gap_id);

-- Name: leases leases_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.leases
    ADD CONSTRAINT leases_pkey PRIMARY KEY (name);

-- Name: link_codes link_codes_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.link_codes
    ADD CONSTRAINT link_codes_pkey PRIMARY KEY (code_hash);

-- Name: llm_spending llm_spending_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.llm_spending
    ADD CONSTRAINT llm_spending_pkey PRIMARY KEY (day, scope, holder);

-- Name: llm_usage llm_usage_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.llm_usage
    ADD CONSTRAINT llm_usage_pkey PRIMARY KEY (usage_id);

-- Name: messages messages_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.messages
    ADD CONSTRAINT messages_pkey PRIMARY KEY (session_id, seq);

-- Name: posts posts_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.posts
    ADD CONSTRAINT posts_pkey PRIMARY KEY (post_id);

-- Name: prospective_sessions_archive prospective_sessions_archive_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.prospective_sessions_archive
    ADD CONSTRAINT prospective_sessions_archive_pkey PRIMARY KEY (session_id);

-- Name: prospective_sessions prospective_sessions_cookie_id_key; Type: CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.prospective_sessions
    ADD CONSTRAINT prospective_sessions_cookie_id_key UNIQUE (cookie_id);

-- Name: prospective_sessions prospective_sessions_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.prospective_sessions
    ADD CONSTRAINT prospective_sessions_pkey PRIMARY KEY (session_id);

-- Name: reply_checks reply_checks_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.reply_checks
    ADD CONSTRAINT reply_checks_pkey PRIMARY KEY (check_id);

-- Name: staff_replies staff_replies_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.staff_replies
    ADD CONSTRAINT staff_replies_pkey PRIMARY KEY (reply_id);

-- Name: staff_replies staff_replies_tenant_id_source_key; Type: CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.staff_replies
    ADD CONSTRAINT staff_replies_tenant_id_source_key UNIQUE (tenant_id, source);

-- Name: staff_users staff_users_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.staff_users
    ADD CONSTRAINT staff_users_pkey PRIMARY KEY (staff_id);

-- Name: tenant_registry tenant_registry_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.tenant_registry
    ADD CONSTRAINT tenant_registry_pkey PRIMARY KEY (tenant_id);

-- Name: tenant_registry tenant_registry_slug_key; Type: CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.tenant_registry
    ADD CONSTRAINT tenant_registry_slug_key UNIQUE (slug);

-- Name: tenant_secrets tenant_secrets_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.tenant_secrets
    ADD CONSTRAINT tenant_secrets_pkey PRIMARY KEY (tenant_id);

-- Name: topics_daily topics_daily_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.topics_daily
    ADD CONSTRAINT topics_daily_pkey PRIMARY KEY (tenant_id, day, channel, topic);

-- Name: turns turns_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.turns
    ADD CONSTRAINT turns_pkey PRIMARY KEY (session_id);

-- Name: unit_embeddings unit_embeddings_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.unit_embeddings
    ADD CONSTRAINT unit_embeddings_pkey PRIMARY KEY (tenant_id, model, text_sha256);

-- Name: accommodation_unit_vectors_tenant; Type: INDEX; Schema: public; Owner: postgres

CREATE INDEX accommodation_unit_vectors_tenant ON public.accommodation_unit_vectors USING btree (tenant_id);

-- Name: accommodation_units_of_tenant; Type: INDEX; Schema: public; Owner: postgres

CREATE UNIQUE INDEX accommodation_units_of_tenant ON public.accommodation_units USING btree (tenant_id, unit_id);

-- Name: channel_identities_previous; Type: INDEX; Schema: public; Owner: postgres

CREATE INDEX channel_identities_previous ON public.channel_identities USING btree (previous_session_id) WHERE (previous_session_id IS NOT NULL);

-- Name: channel_identities_session; Type: INDEX; Schema: public; Owner: postgres

CREATE INDEX channel_identities_session ON public.channel_identities USING btree (session_id);

-- Name: events_session; Type: INDEX; Schema: public; Owner: postgres

CREATE INDEX events_session ON public.events USING btree (session_id, kind);

-- Name: events_tenant; Type: INDEX; Schema: public; Owner: postgres

CREATE INDEX events_tenant ON public.events USING btree (tenant_id, created_at);

-- Name: events_transaction; Type: INDEX; Schema: public; Owner: postgres

CREATE INDEX events_transaction ON public.events USING btree (transaction_id);

-- Name: guest_reservations_session; Type: INDEX; Schema: public; Owner: postgres

CREATE INDEX guest_reservations_session ON public.guest_reservations USING btree (source_session_id);

-- Name: idx_accommodation_public_embedding_fast_hnsw; Type: INDEX; Schema: public; Owner: postgres

CREATE INDEX idx_accommodation_public_embedding_fast_hnsw ON public.accommodation_units_public USING hnsw (embedding_fast public.vector_cosine_ops);

-- Name: idx_accommodation_public_tenant; Type: INDEX; Schema: public; Owner: postgres

CREATE INDEX idx_accommodation_public_tenant ON public.accommodation_units_public USING btree (tenant_id) WHERE is_active;

-- Name: idx_accommodation_public_type; Type: INDEX; Schema: public; Owner: postgres

CREATE INDEX idx_accommodation_public_type ON public.accommodation_units_public USING btree (tenant_id, unit_type) WHERE (is_active AND is_bookable);

-- Name: idx_prospective_sessions_cookie; Type: INDEX; Schema: public; Owner: postgres

CREATE INDEX idx_prospective_sessions_cookie ON public.prospective_sessions USING btree (cookie_id) WHERE ((status)::text = 'active'::text);

-- Name: idx_prospective_sessions_expires; Type: INDEX; Schema: public; Owner: postgres

CREATE INDEX idx_prospective_sessions_expires ON public.prospective_sessions USING btree (expires_at) WHERE ((status)::text = 'active'::text);

-- Name: idx_prospective_sessions_intent_gin; Type: INDEX; Schema: public; Owner: postgres

CREATE INDEX idx_prospective_sessions_intent_gin ON public.prospective_sessions USING gin (travel_intent);

-- Name: idx_prospective_sessions_tenant; Type: INDEX; Schema: public; Owner: postgres

CREATE INDEX idx_prospective_sessions_tenant ON public.prospective_sessions USING btree (tenant_id, created_at DESC);

-- Name: knowledge_entries_tenant; Type: INDEX; Schema: public; Owner: postgres

CREATE INDEX knowledge_entries_tenant ON public.knowledge_entries USING btree (tenant_id, source);

-- Name: knowledge_entries_unit; Type: INDEX; Schema: public; Owner: postgres

CREATE INDEX knowledge_entries_unit ON public.knowledge_entries USING btree (tenant_id, unit_id) WHERE (unit_id IS NOT NULL);

-- Name: knowledge_gaps_session; Type: INDEX; Schema: public; Owner: postgres

CREATE INDEX knowledge_gaps_session ON public.knowledge_gaps USING btree (session_id);

-- Name: knowledge_gaps_tenant; Type: INDEX; Schema: public; Owner: postgres

CREATE INDEX knowledge_gaps_tenant ON public.knowledge_gaps USING btree (tenant_id, created_at);

-- Name: llm_usage_session; Type: INDEX; Schema: public; Owner: postgres

CREATE INDEX llm_usage_session ON public.llm_usage USING btree (session_id) WHERE (session_id IS NOT NULL);

-- Name: llm_usage_tenant; Type: INDEX; Schema: public; Owner: postgres

CREATE INDEX llm_usage_tenant ON public.llm_usage USING btree (tenant_id, created_at);

-- Name: messages_external; Type: INDEX; Schema: public; Owner: postgres

CREATE UNIQUE INDEX messages_external ON public.messages USING btree (identity_id, external_id) WHERE (external_id IS NOT NULL);

-- Name: messages_outbox; Type: INDEX; Schema: public; Owner: postgres

CREATE INDEX messages_outbox ON public.messages USING btree (delivery_due) WHERE (delivery = ANY (ARRAY['pending'::text, 'sending'::text]));

-- Name: posts_lane; Type: INDEX; Schema: public; Owner: postgres

CREATE INDEX posts_lane ON public.posts USING btree (lane, post_id) WHERE (state = ANY (ARRAY['pending'::text, 'sending'::text]));

-- Name: posts_outbox; Type: INDEX; Schema: public; Owner: postgres

CREATE INDEX posts_outbox ON public.posts USING btree (due) WHERE (state = ANY (ARRAY['pending'::text, 'sending'::text]));

-- Name: posts_posted; Type: INDEX; Schema: public; Owner: postgres

CREATE INDEX posts_posted ON public.posts USING btree (channel, posted_as) WHERE (kind = 'alert'::text);

-- Name: posts_session; Type: INDEX; Schema: public; Owner: postgres

CREATE INDEX posts_session ON public.posts USING btree (session_id);

-- Name: posts_thread; Type: INDEX; Schema: public; Owner: postgres

CREATE INDEX posts_thread ON public.posts USING btree (thread_of) WHERE (thread_of IS NOT NULL);

-- Name: reply_checks_session; Type: INDEX; Schema: public; Owner: postgres

CREATE INDEX reply_checks_session ON public.reply_checks USING btree (session_id);

-- Name: reply_checks_tenant; Type: INDEX; Schema: public; Owner: postgres

CREATE INDEX reply_checks_tenant ON public.reply_checks USING btree (tenant_id, check_id);

-- Name: staff_replies_session; Type: INDEX; Schema: public; Owner: postgres

CREATE INDEX staff_replies_session ON public.staff_replies USING btree (session_id);

-- Name: staff_replies_waiting; Type: INDEX; Schema: public; Owner: postgres

CREATE INDEX staff_replies_waiting ON public.staff_replies USING btree (due) WHERE (state = 'waiting'::text);

-- Name: staff_users_slack; Type: INDEX; Schema: public; Owner: postgres

CREATE UNIQUE INDEX staff_users_slack ON public.staff_users USING btree (tenant_id, slack_user_id);

-- Name: turns_held; Type: INDEX; Schema: public; Owner: postgres

CREATE INDEX turns_held ON public.turns USING btree (tenant_id) WHERE (speaker = 'staff'::text);

-- Name: turns_unanswered; Type: INDEX; Schema: public; Owner: postgres

CREATE INDEX turns_unanswered ON public.turns USING btree (lease_until) WHERE (last_guest_seq > answered_seq);

-- Name: turns_waiting; Type: INDEX; Schema: public; Owner: postgres

CREATE INDEX turns_waiting ON public.turns USING btree (waiting_since) WHERE (waiting_since IS NOT NULL);

-- Name: accommodation_units_public trigger_accommodation_units_public_sync_vector; Type: TRIGGER; Schema: public; Owner: postgres

CREATE TRIGGER trigger_accommodation_units_public_sync_vector AFTER INSERT OR UPDATE OF tenant_id, unit_id, is_active, is_bookable, embedding_fast, embedding_model ON public.accommodation_units_public FOR EACH ROW EXECUTE FUNCTION lobby.sync_unit_vector();

-- Name: accommodation_units_public trigger_accommodation_units_public_updated_at; Type: TRIGGER; Schema: public; Owner: postgres

CREATE TRIGGER trigger_accommodation_units_public_updated_at BEFORE UPDATE ON public.accommodation_units_public FOR EACH ROW EXECUTE FUNCTION public.update_accommodation_units_public_updated_at();

-- Name: events trigger_events_fill; Type: TRIGGER; Schema: public; Owner: postgres

CREATE TRIGGER trigger_events_fill BEFORE INSERT ON public.events FOR EACH ROW EXECUTE FUNCTION lobby.fill_event();

-- Name: events trigger_events_post_alerts; Type: TRIGGER; Schema: public; Owner: postgres

CREATE TRIGGER trigger_events_post_alerts AFTER INSERT ON public.events FOR EACH ROW WHEN ((new.kind = ANY (ARRAY['reservation'::text, 'cancellation'::text, 'handoff'::text, 'lead'::text]))) EXECUTE FUNCTION lobby.post_alerts();

-- Name: prospective_sessions trigger_prospective_sessions_delete_messages; Type: TRIGGER; Schema: public; Owner: postgres

CREATE TRIGGER trigger_prospective_sessions_delete_messages AFTER DELETE ON public.prospective_sessions REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION lobby.delete_messages();

-- Name: prospective_sessions trigger_prospective_sessions_forget_spender; Type: TRIGGER; Schema: public; Owner: postgres

CREATE TRIGGER trigger_prospective_sessions_forget_spender AFTER DELETE ON public.prospective_sessions REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION lobby.forget_spender();

-- Name: prospective_sessions trigger_prospective_sessions_return_identities; Type: TRIGGER; Schema: public; Owner: postgres

CREATE TRIGGER trigger_prospective_sessions_return_identities BEFORE DELETE ON public.prospective_sessions FOR EACH ROW EXECUTE FUNCTION lobby.return_identities();

-- Name: prospective_sessions trigger_prospective_sessions_trim_history; Type: TRIGGER; Schema: public; Owner: postgres

CREATE TRIGGER trigger_prospective_sessions_trim_history BEFORE INSERT OR UPDATE OF conversation_history ON public.prospective_sessions FOR EACH ROW WHEN ((jsonb_array_length(new.conversation_history) > 20)) EXECUTE FUNCTION lobby.trim_conversation_history();

-- Name: accommodation_unit_vectors accommodation_unit_vectors_unit_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.accommodation_unit_vectors
    ADD CONSTRAINT accommodation_unit_vectors_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES public.accommodation_units_public(unit_id) ON DELETE CASCADE;

-- Name: accommodation_units_public accommodation_units_public_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.accommodation_units_public
    ADD CONSTRAINT accommodation_units_public_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant_registry(tenant_id) ON DELETE CASCADE;

-- Name: accommodation_units accommodation_units_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.accommodation_units
    ADD CONSTRAINT accommodation_units_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant_registry(tenant_id) ON DELETE CASCADE;

-- Name: channel_identities channel_identities_previous_session_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.channel_identities
    ADD CONSTRAINT channel_identities_previous_session_id_fkey FOREIGN KEY (previous_session_id) REFERENCES public.prospective_sessions(session_id) ON DELETE SET NULL;

-- Name: channel_identities channel_identities_session_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.channel_identities
    ADD CONSTRAINT channel_identities_session_id_fkey FOREIGN KEY (session_id) REFERENCES public.prospective_sessions(session_id) ON DELETE CASCADE;

-- Name: channel_identities channel_identities_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.channel_identities
    ADD CONSTRAINT channel_identities_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant_registry(tenant_id) ON DELETE CASCADE;

-- Name: events events_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.events
    ADD CONSTRAINT events_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant_registry(tenant_id) ON DELETE CASCADE;

-- Name: funnel_daily funnel_daily_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.funnel_daily
    ADD CONSTRAINT funnel_daily_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant_registry(tenant_id) ON DELETE CASCADE;

-- Name: funnel_zones funnel_zones_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.funnel_zones
    ADD CONSTRAINT funnel_zones_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant_registry(tenant_id) ON DELETE CASCADE;

-- Name: guest_reservations guest_reservations_source_session_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.guest_reservations
    ADD CONSTRAINT guest_reservations_source_session_id_fkey FOREIGN KEY (source_session_id) REFERENCES public.prospective_sessions(session_id) ON DELETE SET NULL;

-- Name: guest_reservations guest_reservations_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.guest_reservations
    ADD CONSTRAINT guest_reservations_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant_registry(tenant_id) ON DELETE CASCADE;

-- Name: knowledge_entries knowledge_entries_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.knowledge_entries
    ADD CONSTRAINT knowledge_entries_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant_registry(tenant_id) ON DELETE CASCADE;

-- Name: knowledge_entries knowledge_entries_tenant_id_unit_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.knowledge_entries
    ADD CONSTRAINT knowledge_entries_tenant_id_unit_id_fkey FOREIGN KEY (tenant_id, unit_id) REFERENCES public.accommodation_units(tenant_id, unit_id) ON DELETE CASCADE;

-- Name: knowledge_gaps knowledge_gaps_session_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.knowledge_gaps
    ADD CONSTRAINT knowledge_gaps_session_id_fkey FOREIGN KEY (session_id) REFERENCES public.prospective_sessions(session_id) ON DELETE CASCADE;

-- Name: knowledge_gaps knowledge_gaps_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.knowledge_gaps
    ADD CONSTRAINT knowledge_gaps_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant_registry(tenant_id) ON DELETE CASCADE;

-- Name: link_codes link_codes_session_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.link_codes
    ADD CONSTRAINT link_codes_session_id_fkey FOREIGN KEY (session_id) REFERENCES public.prospective_sessions(session_id) ON DELETE CASCADE;

-- Name: link_codes link_codes_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.link_codes
    ADD CONSTRAINT link_codes_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant_registry(tenant_id) ON DELETE CASCADE;

-- Name: llm_usage llm_usage_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.llm_usage
    ADD CONSTRAINT llm_usage_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant_registry(tenant_id) ON DELETE CASCADE;

-- Name: posts posts_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.posts
    ADD CONSTRAINT posts_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant_registry(tenant_id) ON DELETE CASCADE;

-- Name: posts posts_thread_of_fkey; Type: FK CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.posts
    ADD CONSTRAINT posts_thread_of_fkey FOREIGN KEY (thread_of) REFERENCES public.posts(post_id) ON DELETE CASCADE;

-- Name: prospective_sessions_archive prospective_sessions_archive_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.prospective_sessions_archive
    ADD CONSTRAINT prospective_sessions_archive_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant_registry(tenant_id) ON DELETE CASCADE;

-- Name: prospective_sessions prospective_sessions_converted_to_reservation_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.prospective_sessions
    ADD CONSTRAINT prospective_sessions_converted_to_reservation_id_fkey FOREIGN KEY (converted_to_reservation_id) REFERENCES public.guest_reservations(id) ON DELETE SET NULL;

-- Name: prospective_sessions prospective_sessions_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.prospective_sessions
    ADD CONSTRAINT prospective_sessions_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant_registry(tenant_id) ON DELETE CASCADE;

-- Name: reply_checks reply_checks_session_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.reply_checks
    ADD CONSTRAINT reply_checks_session_id_fkey FOREIGN KEY (session_id) REFERENCES public.prospective_sessions(session_id) ON DELETE CASCADE;

-- Name: reply_checks reply_checks_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.reply_checks
    ADD CONSTRAINT reply_checks_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant_registry(tenant_id) ON DELETE CASCADE;

-- Name: staff_replies staff_replies_session_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.staff_replies
    ADD CONSTRAINT staff_replies_session_id_fkey FOREIGN KEY (session_id) REFERENCES public.prospective_sessions(session_id) ON DELETE CASCADE;

-- Name: staff_replies staff_replies_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.staff_replies
    ADD CONSTRAINT staff_replies_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant_registry(tenant_id) ON DELETE CASCADE;

-- Name: staff_users staff_users_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.staff_users
    ADD CONSTRAINT staff_users_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant_registry(tenant_id) ON DELETE CASCADE;

-- Name: tenant_secrets tenant_secrets_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.tenant_secrets
    ADD CONSTRAINT tenant_secrets_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant_registry(tenant_id) ON DELETE CASCADE;

-- Name: topics_daily topics_daily_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.topics_daily
    ADD CONSTRAINT topics_daily_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant_registry(tenant_id) ON DELETE CASCADE;

-- Name: turns turns_session_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.turns
    ADD CONSTRAINT turns_session_id_fkey FOREIGN KEY (session_id) REFERENCES public.prospective_sessions(session_id) ON DELETE CASCADE;

-- Name: unit_embeddings unit_embeddings_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: postgres

ALTER TABLE ONLY public.unit_embeddings
    ADD CONSTRAINT unit_embeddings_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant_registry(tenant_id) ON DELETE CASCADE;

-- Name: accommodation_unit_vectors; Type: ROW SECURITY; Schema: public; Owner: postgres

ALTER TABLE public.accommodation_unit_vectors ENABLE ROW LEVEL SECURITY;

-- Name: accommodation_units; Type: ROW SECURITY; Schema: public; Owner: postgres

ALTER TABLE public.accommodation_units ENABLE ROW LEVEL SECURITY;

-- Name: accommodation_units_public; Type: ROW SECURITY; Schema: public; Owner: postgres

ALTER TABLE public.accommodation_units_public ENABLE ROW LEVEL SECURITY;

-- Name: prospective_sessions anon_own_session; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY anon_own_session ON public.prospective_sessions TO anon USING (((tenant_id = lobby.tenant_id()) AND (cookie_id = lobby.cookie_id()) AND ((status)::text = 'active'::text) AND (expires_at > now()))) WITH CHECK (((tenant_id = lobby.tenant_id()) AND (cookie_id = lobby.cookie_id()) AND ((status)::text = 'active'::text)));

-- Name: accommodation_units bot; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY bot ON public.accommodation_units TO lobby_bot USING (((tenant_id = lobby.tenant_id()) AND lobby.tenant_scope()));

-- Name: channel_identities bot; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY bot ON public.channel_identities FOR SELECT TO lobby_bot USING (((tenant_id = lobby.tenant_id()) AND ((session_id = lobby.session_id()) OR lobby.tenant_scope())));

-- Name: events bot; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY bot ON public.events FOR SELECT TO lobby_bot USING (((tenant_id = lobby.tenant_id()) AND ((session_id = lobby.session_id()) OR lobby.tenant_scope())));

-- Name: funnel_daily bot; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY bot ON public.funnel_daily FOR SELECT TO lobby_bot USING (((tenant_id = lobby.tenant_id()) AND lobby.tenant_scope()));

-- Name: funnel_watermark bot; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY bot ON public.funnel_watermark FOR SELECT TO lobby_bot USING (true);

-- Name: funnel_zones bot; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY bot ON public.funnel_zones FOR SELECT TO lobby_bot USING (((tenant_id = lobby.tenant_id()) AND lobby.tenant_scope()));

-- Name: guest_reservations bot; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY bot ON public.guest_reservations FOR SELECT TO lobby_bot USING (((tenant_id = lobby.tenant_id()) AND (lobby.tenant_scope() OR (source_session_id = lobby.session_id()))));

-- Name: knowledge_entries bot; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY bot ON public.knowledge_entries TO lobby_bot USING (((tenant_id = lobby.tenant_id()) AND lobby.tenant_scope())) WITH CHECK (((tenant_id = lobby.tenant_id()) AND lobby.tenant_scope()));

-- Name: knowledge_gaps bot; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY bot ON public.knowledge_gaps FOR SELECT TO lobby_bot USING (((tenant_id = lobby.tenant_id()) AND lobby.tenant_scope()));

-- Name: link_codes bot; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY bot ON public.link_codes FOR SELECT TO lobby_bot USING (((tenant_id = lobby.tenant_id()) AND ((session_id = lobby.session_id()) OR lobby.tenant_scope())));

-- Name: llm_usage bot; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY bot ON public.llm_usage FOR SELECT TO lobby_bot USING (((tenant_id = lobby.tenant_id()) AND ((session_id = lobby.session_id()) OR lobby.tenant_scope())));

-- Name: messages bot; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY bot ON public.messages FOR SELECT TO lobby_bot USING (((tenant_id = lobby.tenant_id()) AND ((session_id = lobby.session_id()) OR lobby.tenant_scope())));

-- Name: posts bot; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY bot ON public.posts FOR SELECT TO lobby_bot USING (((tenant_id = lobby.tenant_id()) AND lobby.tenant_scope()));

-- Name: prospective_sessions bot; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY bot ON public.prospective_sessions FOR SELECT TO lobby_bot USING (((tenant_id = lobby.tenant_id()) AND ((session_id = lobby.session_id()) OR (cookie_id = lobby.cookie_id()) OR lobby.tenant_scope())));

-- Name: prospective_sessions_archive bot; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY bot ON public.prospective_sessions_archive FOR SELECT TO lobby_bot USING (((tenant_id = lobby.tenant_id()) AND ((session_id = lobby.session_id()) OR lobby.tenant_scope())));

-- Name: reply_checks bot; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY bot ON public.reply_checks FOR SELECT TO lobby_bot USING (((tenant_id = lobby.tenant_id()) AND lobby.tenant_scope()));

-- Name: staff_replies bot; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY bot ON public.staff_replies FOR SELECT TO lobby_bot USING (((tenant_id = lobby.tenant_id()) AND lobby.tenant_scope()));

-- Name: staff_users bot; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY bot ON public.staff_users FOR SELECT TO lobby_bot USING (((tenant_id = lobby.tenant_id()) AND lobby.tenant_scope()));

-- Name: tenant_registry bot; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY bot ON public.tenant_registry FOR SELECT TO lobby_bot USING ((tenant_id = lobby.tenant_id()));

-- Name: tenant_secrets bot; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY bot ON public.tenant_secrets FOR SELECT TO lobby_bot USING (((tenant_id = lobby.tenant_id()) AND lobby.tenant_scope()));

-- Name: topics_daily bot; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY bot ON public.topics_daily FOR SELECT TO lobby_bot USING (((tenant_id = lobby.tenant_id()) AND lobby.tenant_scope()));

-- Name: turns bot; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY bot ON public.turns FOR SELECT TO lobby_bot USING (((tenant_id = lobby.tenant_id()) AND ((session_id = lobby.session_id()) OR lobby.tenant_scope())));

-- Name: unit_embeddings bot; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY bot ON public.unit_embeddings TO lobby_bot USING (((tenant_id = lobby.tenant_id()) AND lobby.tenant_scope())) WITH CHECK (((tenant_id = lobby.tenant_id()) AND lobby.tenant_scope()));

-- Name: accommodation_units_public bot_publish; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY bot_publish ON public.accommodation_units_public TO lobby_bot USING (((tenant_id = lobby.tenant_id()) AND lobby.tenant_scope()));

-- Name: accommodation_units_public bot_read; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY bot_read ON public.accommodation_units_public FOR SELECT TO lobby_bot USING (((tenant_id = lobby.tenant_id()) AND is_active AND is_bookable));

-- Name: knowledge_entries bot_read; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY bot_read ON public.knowledge_entries FOR SELECT TO lobby_bot USING (((tenant_id = lobby.tenant_id()) AND (embedding_fast IS NOT NULL)));

-- Name: channel_identities; Type: ROW SECURITY; Schema: public; Owner: postgres

ALTER TABLE public.channel_identities ENABLE ROW LEVEL SECURITY;

-- Name: events; Type: ROW SECURITY; Schema: public; Owner: postgres

ALTER TABLE public.events ENABLE ROW LEVEL SECURITY;

-- Name: funnel_daily; Type: ROW SECURITY; Schema: public; Owner: postgres

ALTER TABLE public.funnel_daily ENABLE ROW LEVEL SECURITY;

-- Name: funnel_watermark; Type: ROW SECURITY; Schema: public; Owner: postgres

ALTER TABLE public.funnel_watermark ENABLE ROW LEVEL SECURITY;

-- Name: funnel_zones; Type: ROW SECURITY; Schema: public; Owner: postgres

ALTER TABLE public.funnel_zones ENABLE ROW LEVEL SECURITY;

-- Name: guest_reservations; Type: ROW SECURITY; Schema: public; Owner: postgres

ALTER TABLE public.guest_reservations ENABLE ROW LEVEL SECURITY;

-- Name: knowledge_entries; Type: ROW SECURITY; Schema: public; Owner: postgres

ALTER TABLE public.knowledge_entries ENABLE ROW LEVEL SECURITY;

-- Name: knowledge_gaps; Type: ROW SECURITY; Schema: public; Owner: postgres

ALTER TABLE public.knowledge_gaps ENABLE ROW LEVEL SECURITY;

-- Name: leases; Type: ROW SECURITY; Schema: public; Owner: postgres

ALTER TABLE public.leases ENABLE ROW LEVEL SECURITY;

-- Name: link_codes; Type: ROW SECURITY; Schema: public; Owner: postgres

ALTER TABLE public.link_codes ENABLE ROW LEVEL SECURITY;

-- Name: llm_spending; Type: ROW SECURITY; Schema: public; Owner: postgres

ALTER TABLE public.llm_spending ENABLE ROW LEVEL SECURITY;

-- Name: llm_usage; Type: ROW SECURITY; Schema: public; Owner: postgres

ALTER TABLE public.llm_usage ENABLE ROW LEVEL SECURITY;

-- Name: messages; Type: ROW SECURITY; Schema: public; Owner: postgres

ALTER TABLE public.messages ENABLE ROW LEVEL SECURITY;

-- Name: posts; Type: ROW SECURITY; Schema: public; Owner: postgres

ALTER TABLE public.posts ENABLE ROW LEVEL SECURITY;

-- Name: prospective_sessions; Type: ROW SECURITY; Schema: public; Owner: postgres

ALTER TABLE public.prospective_sessions ENABLE ROW LEVEL SECURITY;

-- Name: prospective_sessions_archive; Type: ROW SECURITY; Schema: public; Owner: postgres

ALTER TABLE public.prospective_sessions_archive ENABLE ROW LEVEL SECURITY;

-- Name: accommodation_units_public public_read; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY public_read ON public.accommodation_units_public FOR SELECT TO anon USING ((is_active AND is_bookable));

-- Name: reply_checks; Type: ROW SECURITY; Schema: public; Owner: postgres

ALTER TABLE public.reply_checks ENABLE ROW LEVEL SECURITY;

-- Name: accommodation_units staff; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY staff ON public.accommodation_units TO authenticated USING ((tenant_id = lobby.jwt_tenant_id())) WITH CHECK ((tenant_id = lobby.jwt_tenant_id()));

-- Name: accommodation_units_public staff; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY staff ON public.accommodation_units_public TO authenticated USING ((tenant_id = lobby.jwt_tenant_id())) WITH CHECK ((tenant_id = lobby.jwt_tenant_id()));

-- Name: channel_identities staff; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY staff ON public.channel_identities FOR SELECT TO authenticated USING ((tenant_id = lobby.jwt_tenant_id()));

-- Name: events staff; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY staff ON public.events FOR SELECT TO authenticated USING ((tenant_id = lobby.jwt_tenant_id()));

-- Name: funnel_daily staff; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY staff ON public.funnel_daily FOR SELECT TO authenticated USING ((tenant_id = lobby.jwt_tenant_id()));

-- Name: guest_reservations staff; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY staff ON public.guest_reservations FOR SELECT TO authenticated USING ((tenant_id = lobby.jwt_tenant_id()));

-- Name: knowledge_entries staff; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY staff ON public.knowledge_entries TO authenticated USING ((tenant_id = lobby.jwt_tenant_id())) WITH CHECK ((tenant_id = lobby.jwt_tenant_id()));

-- Name: knowledge_gaps staff; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY staff ON public.knowledge_gaps FOR SELECT TO authenticated USING ((tenant_id = lobby.jwt_tenant_id()));

-- Name: link_codes staff; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY staff ON public.link_codes FOR SELECT TO authenticated USING ((tenant_id = lobby.jwt_tenant_id()));

-- Name: llm_usage staff; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY staff ON public.llm_usage FOR SELECT TO authenticated USING ((tenant_id = lobby.jwt_tenant_id()));

-- Name: messages staff; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY staff ON public.messages FOR SELECT TO authenticated USING ((tenant_id = lobby.jwt_tenant_id()));

-- Name: posts staff; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY staff ON public.posts FOR SELECT TO authenticated USING ((tenant_id = lobby.jwt_tenant_id()));

-- Name: prospective_sessions staff; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY staff ON public.prospective_sessions TO authenticated USING ((tenant_id = lobby.jwt_tenant_id())) WITH CHECK ((tenant_id = lobby.jwt_tenant_id()));

-- Name: prospective_sessions_archive staff; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY staff ON public.prospective_sessions_archive FOR SELECT TO authenticated USING ((tenant_id = lobby.jwt_tenant_id()));

-- Name: reply_checks staff; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY staff ON public.reply_checks FOR SELECT TO authenticated USING ((tenant_id = lobby.jwt_tenant_id()));

-- Name: staff_replies staff; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY staff ON public.staff_replies FOR SELECT TO authenticated USING ((tenant_id = lobby.jwt_tenant_id()));

-- Name: staff_users staff; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY staff ON public.staff_users FOR SELECT TO authenticated USING ((tenant_id = lobby.jwt_tenant_id()));

-- Name: tenant_registry staff; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY staff ON public.tenant_registry FOR SELECT TO authenticated USING ((tenant_id = lobby.jwt_tenant_id()));

-- Name: topics_daily staff; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY staff ON public.topics_daily FOR SELECT TO authenticated USING ((tenant_id = lobby.jwt_tenant_id()));

-- Name: turns staff; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY staff ON public.turns FOR SELECT TO authenticated USING ((tenant_id = lobby.jwt_tenant_id()));

-- Name: staff_replies; Type: ROW SECURITY; Schema: public; Owner: postgres

ALTER TABLE public.staff_replies ENABLE ROW LEVEL SECURITY;

-- Name: staff_users; Type: ROW SECURITY; Schema: public; Owner: postgres

ALTER TABLE public.staff_users ENABLE ROW LEVEL SECURITY;

-- Name: accommodation_unit_vectors system; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY system ON public.accommodation_unit_vectors TO service_role, lobby_system USING (true) WITH CHECK (true);

-- Name: accommodation_units system; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY system ON public.accommodation_units TO service_role, lobby_system USING (true) WITH CHECK (true);

-- Name: accommodation_units_public system; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY system ON public.accommodation_units_public TO service_role, lobby_system USING (true) WITH CHECK (true);

-- Name: channel_identities system; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY system ON public.channel_identities TO service_role, lobby_system USING (true) WITH CHECK (true);

-- Name: events system; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY system ON public.events TO service_role, lobby_system USING (true) WITH CHECK (true);

-- Name: funnel_daily system; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY system ON public.funnel_daily TO service_role, lobby_system USING (true) WITH CHECK (true);

-- Name: funnel_watermark system; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY system ON public.funnel_watermark TO service_role, lobby_system USING (true) WITH CHECK (true);

-- Name: funnel_zones system; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY system ON public.funnel_zones TO service_role, lobby_system USING (true) WITH CHECK (true);

-- Name: guest_reservations system; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY system ON public.guest_reservations TO service_role, lobby_system USING (true) WITH CHECK (true);

-- Name: knowledge_entries system; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY system ON public.knowledge_entries TO service_role, lobby_system USING (true) WITH CHECK (true);

-- Name: knowledge_gaps system; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY system ON public.knowledge_gaps TO service_role, lobby_system USING (true) WITH CHECK (true);

-- Name: leases system; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY system ON public.leases TO service_role, lobby_system USING (true) WITH CHECK (true);

-- Name: link_codes system; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY system ON public.link_codes TO service_role, lobby_system USING (true) WITH CHECK (true);

-- Name: llm_spending system; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY system ON public.llm_spending TO service_role, lobby_system USING (true) WITH CHECK (true);

-- Name: llm_usage system; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY system ON public.llm_usage TO service_role, lobby_system USING (true) WITH CHECK (true);

-- Name: messages system; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY system ON public.messages TO service_role, lobby_system USING (true) WITH CHECK (true);

-- Name: posts system; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY system ON public.posts TO service_role, lobby_system USING (true) WITH CHECK (true);

-- Name: prospective_sessions system; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY system ON public.prospective_sessions TO service_role, lobby_system USING (true) WITH CHECK (true);

-- Name: prospective_sessions_archive system; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY system ON public.prospective_sessions_archive TO service_role, lobby_system USING (true) WITH CHECK (true);

-- Name: reply_checks system; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY system ON public.reply_checks TO service_role, lobby_system USING (true) WITH CHECK (true);

-- Name: staff_replies system; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY system ON public.staff_replies TO service_role, lobby_system USING (true) WITH CHECK (true);

-- Name: staff_users system; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY system ON public.staff_users TO service_role, lobby_system USING (true) WITH CHECK (true);

-- Name: tenant_registry system; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY system ON public.tenant_registry TO service_role, lobby_system USING (true) WITH CHECK (true);

-- Name: tenant_secrets system; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY system ON public.tenant_secrets TO service_role, lobby_system USING (true) WITH CHECK (true);

-- Name: topics_daily system; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY system ON public.topics_daily TO service_role, lobby_system USING (true) WITH CHECK (true);

-- Name: turns system; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY system ON public.turns TO service_role, lobby_system USING (true) WITH CHECK (true);

-- Name: unit_embeddings system; Type: POLICY; Schema: public; Owner: postgres

CREATE POLICY system ON public.unit_embeddings TO service_role, lobby_system USING (true) WITH CHECK (true);

-- Name: tenant_registry; Type: ROW SECURITY; Schema: public; Owner: postgres

ALTER TABLE public.tenant_registry ENABLE ROW LEVEL SECURITY;

-- Name: tenant_secrets; Type: ROW SECURITY; Schema: public; Owner: postgres

ALTER TABLE public.tenant_secrets ENABLE ROW LEVEL SECURITY;

-- Name: topics_daily; Type: ROW SECURITY; Schema: public; Owner: postgres

ALTER TABLE public.topics_daily ENABLE ROW LEVEL SECURITY;

-- Name: turns; Type: ROW SECURITY; Schema: public; Owner: postgres

ALTER TABLE public.turns ENABLE ROW LEVEL SECURITY;

-- Name: unit_embeddings; Type: ROW SECURITY; Schema: public; Owner: postgres

ALTER TABLE public.unit_embeddings ENABLE ROW LEVEL SECURITY;

-- Name: SCHEMA lobby; Type: ACL; Schema: -; Owner: postgres

GRANT USAGE ON SCHEMA lobby TO anon;
GRANT USAGE ON SCHEMA lobby TO authenticated;
GRANT USAGE ON SCHEMA lobby TO service_role;
GRANT USAGE ON SCHEMA lobby TO lobby_bot;
GRANT ALL ON SCHEMA lobby TO lobby_system;

-- Name: SCHEMA public; Type: ACL; Schema: -; Owner: pg_database_owner

GRANT USAGE ON SCHEMA public TO anon;
GRANT USAGE ON SCHEMA public TO authenticated;
GRANT USAGE ON SCHEMA public TO service_role;
GRANT USAGE ON SCHEMA public TO lobby_bot;
GRANT USAGE ON SCHEMA public TO lobby_system;

-- Name: FUNCTION accept_message(p_tenant_id uuid, p_channel text, p_channel_user_id text, p_cookie_id text, p_external_id text, p_content text, p_payload jsonb, p_locale text, p_attribution jsonb, p_lease_token uuid, p_lease interval); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.accept_message(p_tenant_id uuid, p_channel text, p_channel_user_id text, p_cookie_id text, p_external_id text, p_content text, p_payload jsonb, p_locale text, p_attribution jsonb, p_lease_token uuid, p_lease interval) FROM PUBLIC;
GRANT ALL ON FUNCTION lobby.accept_message(p_tenant_id uuid, p_channel text, p_channel_user_id text, p_cookie_id text, p_external_id text, p_content text, p_payload jsonb, p_locale text, p_attribution jsonb, p_lease_token uuid, p_lease interval) TO lobby_bot;
GRANT ALL ON FUNCTION lobby.accept_message(p_tenant_id uuid, p_channel text, p_channel_user_id text, p_cookie_id text, p_external_id text, p_content text, p_payload jsonb, p_locale text, p_attribution jsonb, p_lease_token uuid, p_lease interval) TO service_role;

-- Name: FUNCTION accept_messages(p_messages jsonb, p_lease interval); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.accept_messages(p_messages jsonb, p_lease interval) FROM PUBLIC;
GRANT ALL ON FUNCTION lobby.accept_messages(p_messages jsonb, p_lease interval) TO lobby_bot;
GRANT ALL ON FUNCTION lobby.accept_messages(p_messages jsonb, p_lease interval) TO service_role;

-- Name: FUNCTION append_message(p_tenant_id uuid, p_session_id uuid, p_role text, p_channel text, p_message_id uuid, p_content text, p_payload jsonb, p_outbox boolean); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.append_message(p_tenant_id uuid, p_session_id uuid, p_role text, p_channel text, p_message_id uuid, p_content text, p_payload jsonb, p_outbox boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION lobby.append_message(p_tenant_id uuid, p_session_id uuid, p_role text, p_channel text, p_message_id uuid, p_content text, p_payload jsonb, p_outbox boolean) TO lobby_bot;
GRANT ALL ON FUNCTION lobby.append_message(p_tenant_id uuid, p_session_id uuid, p_role text, p_channel text, p_message_id uuid, p_content text, p_payload jsonb, p_outbox boolean) TO service_role;

-- Name: FUNCTION append_to_session(p_tenant_id uuid, p_session_id uuid, p_role text, p_channel text, p_message_id uuid, p_content text, p_payload jsonb, p_outboxes text[], p_fence integer); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.append_to_session(p_tenant_id uuid, p_session_id uuid, p_role text, p_channel text, p_message_id uuid, p_content text, p_payload jsonb, p_outboxes text[], p_fence integer) FROM PUBLIC;

-- Name: FUNCTION applied_migrations(); Type: ACL; Schema: lobby; Owner: postgres

REVOKE ALL ON FUNCTION lobby.applied_migrations() FROM PUBLIC;
GRANT ALL ON FUNCTION lobby.applied_migrations() TO lobby_bot;
GRANT ALL ON FUNCTION lobby.applied_migrations() TO service_role;

-- Name: FUNCTION cancel_reservation(p_tenant_id uuid, p_external_reference text); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.cancel_reservation(p_tenant_id uuid, p_external_reference text) FROM PUBLIC;
GRANT ALL ON FUNCTION lobby.cancel_reservation(p_tenant_id uuid, p_external_reference text) TO lobby_bot;
GRANT ALL ON FUNCTION lobby.cancel_reservation(p_tenant_id uuid, p_external_reference text) TO service_role;

-- Name: FUNCTION claim_abandoned_turns(p_lease_token uuid, p_lease interval, p_limit integer); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.claim_abandoned_turns(p_lease_token uuid, p_lease interval, p_limit integer) FROM PUBLIC;
GRANT ALL ON FUNCTION lobby.claim_abandoned_turns(p_lease_token uuid, p_lease interval, p_limit integer) TO lobby_bot;
GRANT ALL ON FUNCTION lobby.claim_abandoned_turns(p_lease_token uuid, p_lease interval, p_limit integer) TO service_role;

-- Name: FUNCTION claim_deliveries(p_channels text[], p_hold interval, p_limit integer, p_session_id uuid); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.claim_deliveries(p_channels text[], p_hold interval, p_limit integer, p_session_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION lobby.claim_deliveries(p_channels text[], p_hold interval, p_limit integer, p_session_id uuid) TO lobby_bot;
GRANT ALL ON FUNCTION lobby.claim_deliveries(p_channels text[], p_hold interval, p_limit integer, p_session_id uuid) TO service_role;

-- Name: FUNCTION claim_posts(p_channels text[], p_hold interval, p_limit integer); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.claim_posts(p_channels text[], p_hold interval, p_limit integer) FROM PUBLIC;
GRANT ALL ON FUNCTION lobby.claim_posts(p_channels text[], p_hold interval, p_limit integer) TO lobby_bot;
GRANT ALL ON FUNCTION lobby.claim_posts(p_channels text[], p_hold interval, p_limit integer) TO service_role;

-- Name: FUNCTION cleanup_expired_sessions(p_archive_after interval); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.cleanup_expired_sessions(p_archive_after interval) FROM PUBLIC;
GRANT ALL ON FUNCTION lobby.cleanup_expired_sessions(p_archive_after interval) TO lobby_bot;
GRANT ALL ON FUNCTION lobby.cleanup_expired_sessions(p_archive_after interval) TO service_role;

-- Name: FUNCTION close_session(p_session_id uuid, p_previous_session_id uuid); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.close_session(p_session_id uuid, p_previous_session_id uuid) FROM PUBLIC;

-- Name: FUNCTION commit_turn(p_tenant_id uuid, p_session_id uuid, p_lease_token uuid, p_epoch integer, p_answered_seq integer, p_channel text, p_identity_id uuid, p_message_id uuid, p_content text, p_payload jsonb, p_reply_to text[], p_outbox boolean, p_history jsonb, p_intent jsonb, p_language text, p_state jsonb, p_events jsonb, p_reservation jsonb, p_lease interval); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.commit_turn(p_tenant_id uuid, p_session_id uuid, p_lease_token uuid, p_epoch integer, p_answered_seq integer, p_channel text, p_identity_id uuid, p_message_id uuid, p_content text, p_payload jsonb, p_reply_to text[], p_outbox boolean, p_history jsonb, p_intent jsonb, p_language text, p_state jsonb, p_events jsonb, p_reservation jsonb, p_lease interval) FROM PUBLIC;
GRANT ALL ON FUNCTION lobby.commit_turn(p_tenant_id uuid, p_session_id uuid, p_lease_token uuid, p_epoch integer, p_answered_seq integer, p_channel text, p_identity_id uuid, p_message_id uuid, p_content text, p_payload jsonb, p_reply_to text[], p_outbox boolean, p_history jsonb, p_intent jsonb, p_language text, p_state jsonb, p_events jsonb, p_reservation jsonb, p_lease interval) TO lobby_bot;
GRANT ALL ON FUNCTION lobby.commit_turn(p_tenant_id uuid, p_session_id uuid, p_lease_token uuid, p_epoch integer, p_answered_seq integer, p_channel text, p_identity_id uuid, p_message_id uuid, p_content text, p_payload jsonb, p_reply_to text[], p_outbox boolean, p_history jsonb, p_intent jsonb, p_language text, p_state jsonb, p_events jsonb, p_reservation jsonb, p_lease interval) TO service_role;

-- Name: FUNCTION commit_turns(p_turns jsonb, p_lease interval); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.commit_turns(p_turns jsonb, p_lease interval) FROM PUBLIC;
GRANT ALL ON FUNCTION lobby.commit_turns(p_turns jsonb, p_lease interval) TO lobby_bot;
GRANT ALL ON FUNCTION lobby.commit_turns(p_turns jsonb, p_lease interval) TO service_role;

-- Name: FUNCTION convert_session(p_tenant_id uuid, p_session_id uuid, p_reservation jsonb, p_channel text); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.convert_session(p_tenant_id uuid, p_session_id uuid, p_reservation jsonb, p_channel text) FROM PUBLIC;
GRANT ALL ON FUNCTION lobby.convert_session(p_tenant_id uuid, p_session_id uuid, p_reservation jsonb, p_channel text) TO lobby_bot;
GRANT ALL ON FUNCTION lobby.convert_session(p_tenant_id uuid, p_session_id uuid, p_reservation jsonb, p_channel text) TO service_role;

-- Name: FUNCTION cookie_id(); Type: ACL; Schema: lobby; Owner: postgres

REVOKE ALL ON FUNCTION lobby.cookie_id() FROM PUBLIC;
GRANT ALL ON FUNCTION lobby.cookie_id() TO anon;
GRANT ALL ON FUNCTION lobby.cookie_id() TO authenticated;
GRANT ALL ON FUNCTION lobby.cookie_id() TO lobby_bot;
GRANT ALL ON FUNCTION lobby.cookie_id() TO service_role;
GRANT ALL ON FUNCTION lobby.cookie_id() TO lobby_system;

-- Name: FUNCTION copy_message(p_tenant_id uuid, p_session_id uuid, p_seq integer, p_identity_id uuid, p_fence integer); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.copy_message(p_tenant_id uuid, p_session_id uuid, p_seq integer, p_identity_id uuid, p_fence integer) FROM PUBLIC;

-- Name: FUNCTION create_link_code(p_tenant_id uuid, p_session_id uuid, p_code text, p_life interval); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.create_link_code(p_tenant_id uuid, p_session_id uuid, p_code text, p_life interval) FROM PUBLIC;
GRANT ALL ON FUNCTION lobby.create_link_code(p_tenant_id uuid, p_session_id uuid, p_code text, p_life interval) TO lobby_bot;
GRANT ALL ON FUNCTION lobby.create_link_code(p_tenant_id uuid, p_session_id uuid, p_code text, p_life interval) TO service_role;

-- Name: FUNCTION delete_messages(); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.delete_messages() FROM PUBLIC;

-- Name: FUNCTION delivered_as(p_tenant_id uuid, p_session_id uuid, p_seq integer, p_channel text, p_channel_user_id text); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.delivered_as(p_tenant_id uuid, p_session_id uuid, p_seq integer, p_channel text, p_channel_user_id text) FROM PUBLIC;
GRANT ALL ON FUNCTION lobby.delivered_as(p_tenant_id uuid, p_session_id uuid, p_seq integer, p_channel text, p_channel_user_id text) TO lobby_bot;
GRANT ALL ON FUNCTION lobby.delivered_as(p_tenant_id uuid, p_session_id uuid, p_seq integer, p_channel text, p_channel_user_id text) TO service_role;

-- Name: FUNCTION erase_guest(p_tenant_id uuid, p_channel text, p_channel_user_id text); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.erase_guest(p_tenant_id uuid, p_channel text, p_channel_user_id text) FROM PUBLIC;
GRANT ALL ON FUNCTION lobby.erase_guest(p_tenant_id uuid, p_channel text, p_channel_user_id text) TO lobby_bot;
GRANT ALL ON FUNCTION lobby.erase_guest(p_tenant_id uuid, p_channel text, p_channel_user_id text) TO service_role;

-- Name: FUNCTION fill_event(); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.fill_event() FROM PUBLIC;

-- Name: FUNCTION find_alert(p_post_id bigint, p_channel text, p_posted_as text); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.find_alert(p_post_id bigint, p_channel text, p_posted_as text) FROM PUBLIC;
GRANT ALL ON FUNCTION lobby.find_alert(p_post_id bigint, p_channel text, p_posted_as text) TO lobby_bot;
GRANT ALL ON FUNCTION lobby.find_alert(p_post_id bigint, p_channel text, p_posted_as text) TO service_role;

-- Name: FUNCTION find_tenant(p_key text); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.find_tenant(p_key text) FROM PUBLIC;
GRANT ALL ON FUNCTION lobby.find_tenant(p_key text) TO lobby_bot;
GRANT ALL ON FUNCTION lobby.find_tenant(p_key text) TO service_role;

-- Name: FUNCTION forget_spender(); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.forget_spender() FROM PUBLIC;

-- Name: FUNCTION free_cookie(p_session_id uuid); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.free_cookie(p_session_id uuid) FROM PUBLIC;

-- Name: FUNCTION funnel_tenants(); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.funnel_tenants() FROM PUBLIC;
GRANT ALL ON FUNCTION lobby.funnel_tenants() TO lobby_bot;
GRANT ALL ON FUNCTION lobby.funnel_tenants() TO service_role;

-- Name: FUNCTION hand_back(p_tenant_id uuid, p_session_id uuid, p_staff jsonb, p_outboxes text[]); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.hand_back(p_tenant_id uuid, p_session_id uuid, p_staff jsonb, p_outboxes text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION lobby.hand_back(p_tenant_id uuid, p_session_id uuid, p_staff jsonb, p_outboxes text[]) TO lobby_bot;
GRANT ALL ON FUNCTION lobby.hand_back(p_tenant_id uuid, p_session_id uuid, p_staff jsonb, p_outboxes text[]) TO service_role;

-- Name: FUNCTION hold_lease(p_name text, p_holder text, p_life interval); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.hold_lease(p_name text, p_holder text, p_life interval) FROM PUBLIC;
GRANT ALL ON FUNCTION lobby.hold_lease(p_name text, p_holder text, p_life interval) TO lobby_bot;
GRANT ALL ON FUNCTION lobby.hold_lease(p_name text, p_holder text, p_life interval) TO service_role;

-- Name: FUNCTION is_current(p_tenant_id uuid, p_session_id uuid, p_lease_token uuid, p_epoch integer); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.is_current(p_tenant_id uuid, p_session_id uuid, p_lease_token uuid, p_epoch integer) FROM PUBLIC;
GRANT ALL ON FUNCTION lobby.is_current(p_tenant_id uuid, p_session_id uuid, p_lease_token uuid, p_epoch integer) TO lobby_bot;
GRANT ALL ON FUNCTION lobby.is_current(p_tenant_id uuid, p_session_id uuid, p_lease_token uuid, p_epoch integer) TO service_role;

-- Name: FUNCTION jwt_tenant_id(); Type: ACL; Schema: lobby; Owner: postgres

REVOKE ALL ON FUNCTION lobby.jwt_tenant_id() FROM PUBLIC;
GRANT ALL ON FUNCTION lobby.jwt_tenant_id() TO anon;
GRANT ALL ON FUNCTION lobby.jwt_tenant_id() TO authenticated;
GRANT ALL ON FUNCTION lobby.jwt_tenant_id() TO lobby_bot;
GRANT ALL ON FUNCTION lobby.jwt_tenant_id() TO service_role;
GRANT ALL ON FUNCTION lobby.jwt_tenant_id() TO lobby_system;

-- Name: FUNCTION known_time_zone(p_name text); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.known_time_zone(p_name text) FROM PUBLIC;

-- Name: FUNCTION leave_session(p_tenant_id uuid, p_identity_id uuid); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.leave_session(p_tenant_id uuid, p_identity_id uuid) FROM PUBLIC;

-- Name: FUNCTION linked_channels(p_tenant_id uuid, p_session_id uuid); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.linked_channels(p_tenant_id uuid, p_session_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION lobby.linked_channels(p_tenant_id uuid, p_session_id uuid) TO lobby_bot;
GRANT ALL ON FUNCTION lobby.linked_channels(p_tenant_id uuid, p_session_id uuid) TO service_role;

-- Name: FUNCTION live_session(p_tenant_id uuid, p_channel text, p_channel_user_id text); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.live_session(p_tenant_id uuid, p_channel text, p_channel_user_id text) FROM PUBLIC;

-- Name: FUNCTION mark_contacted(p_tenant_id uuid, p_post_id bigint, p_staff jsonb); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.mark_contacted(p_tenant_id uuid, p_post_id bigint, p_staff jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION lobby.mark_contacted(p_tenant_id uuid, p_post_id bigint, p_staff jsonb) TO lobby_bot;
GRANT ALL ON FUNCTION lobby.mark_contacted(p_tenant_id uuid, p_post_id bigint, p_staff jsonb) TO service_role;

-- Name: FUNCTION match_knowledge(p_tenant_id uuid, p_model text, query_embedding public.vector, p_acts_model text, query_acts public.vector, p_weight double precision, p_units uuid[], p_count integer); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.match_knowledge(p_tenant_id uuid, p_model text, query_embedding public.vector, p_acts_model text, query_acts public.vector, p_weight double precision, p_units uuid[], p_count integer) FROM PUBLIC;
GRANT ALL ON FUNCTION lobby.match_knowledge(p_tenant_id uuid, p_model text, query_embedding public.vector, p_acts_model text, query_acts public.vector, p_weight double precision, p_units uuid[], p_count integer) TO lobby_bot;

-- Name: FUNCTION match_units(p_tenant_id uuid, p_model text, query_embedding public.vector, match_threshold double precision, match_count integer); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.match_units(p_tenant_id uuid, p_model text, query_embedding public.vector, match_threshold double precision, match_count integer) FROM PUBLIC;
GRANT ALL ON FUNCTION lobby.match_units(p_tenant_id uuid, p_model text, query_embedding public.vector, match_threshold double precision, match_count integer) TO lobby_bot;

-- Name: FUNCTION may_spend(p_tenant_id uuid, p_session_id uuid); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.may_spend(p_tenant_id uuid, p_session_id uuid) FROM PUBLIC;

-- Name: FUNCTION merged_intent(p_intent jsonb, p_other jsonb, p_session_id uuid); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.merged_intent(p_intent jsonb, p_other jsonb, p_session_id uuid) FROM PUBLIC;

-- Name: FUNCTION missing_vector_indexes(p_above integer); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.missing_vector_indexes(p_above integer) FROM PUBLIC;
GRANT ALL ON FUNCTION lobby.missing_vector_indexes(p_above integer) TO lobby_bot;
GRANT ALL ON FUNCTION lobby.missing_vector_indexes(p_above integer) TO service_role;

-- Name: FUNCTION note_gap(p_tenant_id uuid, p_session_id uuid, p_channel text, p_details jsonb); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.note_gap(p_tenant_id uuid, p_session_id uuid, p_channel text, p_details jsonb) FROM PUBLIC;

-- Name: FUNCTION open_session(p_tenant_id uuid, p_channel text, p_channel_user_id text, p_cookie_id text, p_locale text, p_attribution jsonb, p_create boolean); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.open_session(p_tenant_id uuid, p_channel text, p_channel_user_id text, p_cookie_id text, p_locale text, p_attribution jsonb, p_create boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION lobby.open_session(p_tenant_id uuid, p_channel text, p_channel_user_id text, p_cookie_id text, p_locale text, p_attribution jsonb, p_create boolean) TO lobby_bot;
GRANT ALL ON FUNCTION lobby.open_session(p_tenant_id uuid, p_channel text, p_channel_user_id text, p_cookie_id text, p_locale text, p_attribution jsonb, p_create boolean) TO service_role;

-- Name: FUNCTION origin_is_known(p_origin text); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.origin_is_known(p_origin text) FROM PUBLIC;
GRANT ALL ON FUNCTION lobby.origin_is_known(p_origin text) TO lobby_bot;
GRANT ALL ON FUNCTION lobby.origin_is_known(p_origin text) TO service_role;

-- Name: FUNCTION post_alerts(); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.post_alerts() FROM PUBLIC;

-- Name: FUNCTION post_notice(p_tenant_id uuid, p_session_id uuid, p_details jsonb, p_outboxes text[]); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.post_notice(p_tenant_id uuid, p_session_id uuid, p_details jsonb, p_outboxes text[]) FROM PUBLIC;

-- Name: FUNCTION post_to_thread(p_hold jsonb, p_tenant_id uuid, p_session_id uuid, p_seq integer, p_details jsonb); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.post_to_thread(p_hold jsonb, p_tenant_id uuid, p_session_id uuid, p_seq integer, p_details jsonb) FROM PUBLIC;

-- Name: TABLE staff_replies; Type: ACL; Schema: public; Owner: postgres

GRANT ALL ON TABLE public.staff_replies TO service_role;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.staff_replies TO lobby_system;
GRANT SELECT ON TABLE public.staff_replies TO lobby_bot;
GRANT SELECT ON TABLE public.staff_replies TO authenticated;

-- Name: FUNCTION queue_reply(p_tenant_id uuid, p_session_id uuid, p_source text, p_staff jsonb, p_content text, p_undo interval); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.queue_reply(p_tenant_id uuid, p_session_id uuid, p_source text, p_staff jsonb, p_content text, p_undo interval) FROM PUBLIC;
GRANT ALL ON FUNCTION lobby.queue_reply(p_tenant_id uuid, p_session_id uuid, p_source text, p_staff jsonb, p_content text, p_undo interval) TO lobby_bot;
GRANT ALL ON FUNCTION lobby.queue_reply(p_tenant_id uuid, p_session_id uuid, p_source text, p_staff jsonb, p_content text, p_undo interval) TO service_role;

-- Name: FUNCTION reach_stage(p_tenant_id uuid, p_session_id uuid, p_kind text, p_channel text, p_details jsonb); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.reach_stage(p_tenant_id uuid, p_session_id uuid, p_kind text, p_channel text, p_details jsonb) FROM PUBLIC;

-- Name: FUNCTION record_checks(p_tenant_id uuid, p_session_id uuid, p_checks jsonb); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.record_checks(p_tenant_id uuid, p_session_id uuid, p_checks jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION lobby.record_checks(p_tenant_id uuid, p_session_id uuid, p_checks jsonb) TO lobby_bot;
GRANT ALL ON FUNCTION lobby.record_checks(p_tenant_id uuid, p_session_id uuid, p_checks jsonb) TO service_role;

-- Name: FUNCTION record_visit(p_tenant_id uuid, p_channel text, p_touch jsonb); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.record_visit(p_tenant_id uuid, p_channel text, p_touch jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION lobby.record_visit(p_tenant_id uuid, p_channel text, p_touch jsonb) TO lobby_bot;
GRANT ALL ON FUNCTION lobby.record_visit(p_tenant_id uuid, p_channel text, p_touch jsonb) TO service_role;

-- Name: FUNCTION redeem_link_code(p_tenant_id uuid, p_channel text, p_channel_user_id text, p_session_id uuid, p_code text, p_copies boolean); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.redeem_link_code(p_tenant_id uuid, p_channel text, p_channel_user_id text, p_session_id uuid, p_code text, p_copies boolean) FROM PUBLIC;

-- Name: FUNCTION release_lease(p_name text, p_holder text); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.release_lease(p_name text, p_holder text) FROM PUBLIC;
GRANT ALL ON FUNCTION lobby.release_lease(p_name text, p_holder text) TO lobby_bot;
GRANT ALL ON FUNCTION lobby.release_lease(p_name text, p_holder text) TO service_role;

-- Name: FUNCTION release_replies(p_outboxes text[], p_limit integer, p_session_id uuid); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.release_replies(p_outboxes text[], p_limit integer, p_session_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION lobby.release_replies(p_outboxes text[], p_limit integer, p_session_id uuid) TO lobby_bot;
GRANT ALL ON FUNCTION lobby.release_replies(p_outboxes text[], p_limit integer, p_session_id uuid) TO service_role;

-- Name: FUNCTION release_turn(p_tenant_id uuid, p_session_id uuid, p_lease_token uuid); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.release_turn(p_tenant_id uuid, p_session_id uuid, p_lease_token uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION lobby.release_turn(p_tenant_id uuid, p_session_id uuid, p_lease_token uuid) TO lobby_bot;
GRANT ALL ON FUNCTION lobby.release_turn(p_tenant_id uuid, p_session_id uuid, p_lease_token uuid) TO service_role;

-- Name: FUNCTION remind_waiting(p_patience interval, p_texts jsonb, p_suggestions jsonb, p_outboxes text[], p_limit integer); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.remind_waiting(p_patience interval, p_texts jsonb, p_suggestions jsonb, p_outboxes text[], p_limit integer) FROM PUBLIC;
GRANT ALL ON FUNCTION lobby.remind_waiting(p_patience interval, p_texts jsonb, p_suggestions jsonb, p_outboxes text[], p_limit integer) TO lobby_bot;
GRANT ALL ON FUNCTION lobby.remind_waiting(p_patience interval, p_texts jsonb, p_suggestions jsonb, p_outboxes text[], p_limit integer) TO service_role;

-- Name: FUNCTION renew_leases(p_lease_tokens uuid[], p_session_ids uuid[], p_lease interval); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.renew_leases(p_lease_tokens uuid[], p_session_ids uuid[], p_lease interval) FROM PUBLIC;
GRANT ALL ON FUNCTION lobby.renew_leases(p_lease_tokens uuid[], p_session_ids uuid[], p_lease interval) TO lobby_bot;
GRANT ALL ON FUNCTION lobby.renew_leases(p_lease_tokens uuid[], p_session_ids uuid[], p_lease interval) TO service_role;

-- Name: FUNCTION reserve_tokens(p_tenant_id uuid, p_session_id uuid, p_model text, p_purpose text, p_tokens integer, p_visitor_limit bigint, p_tenant_limit bigint, p_day_limit bigint); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.reserve_tokens(p_tenant_id uuid, p_session_id uuid, p_model text, p_purpose text, p_tokens integer, p_visitor_limit bigint, p_tenant_limit bigint, p_day_limit bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION lobby.reserve_tokens(p_tenant_id uuid, p_session_id uuid, p_model text, p_purpose text, p_tokens integer, p_visitor_limit bigint, p_tenant_limit bigint, p_day_limit bigint) TO lobby_bot;
GRANT ALL ON FUNCTION lobby.reserve_tokens(p_tenant_id uuid, p_session_id uuid, p_model text, p_purpose text, p_tokens integer, p_visitor_limit bigint, p_tenant_limit bigint, p_day_limit bigint) TO service_role;

-- Name: FUNCTION return_identities(); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.return_identities() FROM PUBLIC;

-- Name: FUNCTION revise_reply(p_tenant_id uuid, p_source text, p_content text, p_outboxes text[]); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.revise_reply(p_tenant_id uuid, p_source text, p_content text, p_outboxes text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION lobby.revise_reply(p_tenant_id uuid, p_source text, p_content text, p_outboxes text[]) TO lobby_bot;
GRANT ALL ON FUNCTION lobby.revise_reply(p_tenant_id uuid, p_source text, p_content text, p_outboxes text[]) TO service_role;

-- Name: FUNCTION roll_up_funnel(p_anew boolean); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.roll_up_funnel(p_anew boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION lobby.roll_up_funnel(p_anew boolean) TO lobby_bot;
GRANT ALL ON FUNCTION lobby.roll_up_funnel(p_anew boolean) TO service_role;

-- Name: FUNCTION room_tenant(p_room text); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.room_tenant(p_room text) FROM PUBLIC;
GRANT ALL ON FUNCTION lobby.room_tenant(p_room text) TO lobby_bot;
GRANT ALL ON FUNCTION lobby.room_tenant(p_room text) TO service_role;

-- Name: FUNCTION session_id(); Type: ACL; Schema: lobby; Owner: postgres

REVOKE ALL ON FUNCTION lobby.session_id() FROM PUBLIC;
GRANT ALL ON FUNCTION lobby.session_id() TO anon;
GRANT ALL ON FUNCTION lobby.session_id() TO authenticated;
GRANT ALL ON FUNCTION lobby.session_id() TO lobby_bot;
GRANT ALL ON FUNCTION lobby.session_id() TO service_role;
GRANT ALL ON FUNCTION lobby.session_id() TO lobby_system;

-- Name: FUNCTION session_tenant(p_session_id uuid); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.session_tenant(p_session_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION lobby.session_tenant(p_session_id uuid) TO lobby_bot;
GRANT ALL ON FUNCTION lobby.session_tenant(p_session_id uuid) TO service_role;

-- Name: FUNCTION sessions_ahead(p_session_ids uuid[], p_seqs integer[]); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.sessions_ahead(p_session_ids uuid[], p_seqs integer[]) FROM PUBLIC;
GRANT ALL ON FUNCTION lobby.sessions_ahead(p_session_ids uuid[], p_seqs integer[]) TO lobby_bot;
GRANT ALL ON FUNCTION lobby.sessions_ahead(p_session_ids uuid[], p_seqs integer[]) TO service_role;

-- Name: FUNCTION set_embedding_model(p_tenant_id uuid, p_model text); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.set_embedding_model(p_tenant_id uuid, p_model text) FROM PUBLIC;
GRANT ALL ON FUNCTION lobby.set_embedding_model(p_tenant_id uuid, p_model text) TO lobby_bot;

-- Name: FUNCTION set_live(p_tenant_id uuid, p_session_id uuid, p_staff_id text, p_live boolean); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.set_live(p_tenant_id uuid, p_session_id uuid, p_staff_id text, p_live boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION lobby.set_live(p_tenant_id uuid, p_session_id uuid, p_staff_id text, p_live boolean) TO lobby_bot;
GRANT ALL ON FUNCTION lobby.set_live(p_tenant_id uuid, p_session_id uuid, p_staff_id text, p_live boolean) TO service_role;

-- Name: FUNCTION settle_delivery(p_tenant_id uuid, p_session_id uuid, p_seq integer, p_attempt integer, p_delivery text, p_delivered_as text, p_retry interval); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.settle_delivery(p_tenant_id uuid, p_session_id uuid, p_seq integer, p_attempt integer, p_delivery text, p_delivered_as text, p_retry interval) FROM PUBLIC;
GRANT ALL ON FUNCTION lobby.settle_delivery(p_tenant_id uuid, p_session_id uuid, p_seq integer, p_attempt integer, p_delivery text, p_delivered_as text, p_retry interval) TO lobby_bot;
GRANT ALL ON FUNCTION lobby.settle_delivery(p_tenant_id uuid, p_session_id uuid, p_seq integer, p_attempt integer, p_delivery text, p_delivered_as text, p_retry interval) TO service_role;

-- Name: FUNCTION settle_post(p_tenant_id uuid, p_post_id bigint, p_attempt integer, p_state text, p_posted_as text, p_retry interval); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.settle_post(p_tenant_id uuid, p_post_id bigint, p_attempt integer, p_state text, p_posted_as text, p_retry interval) FROM PUBLIC;
GRANT ALL ON FUNCTION lobby.settle_post(p_tenant_id uuid, p_post_id bigint, p_attempt integer, p_state text, p_posted_as text, p_retry interval) TO lobby_bot;
GRANT ALL ON FUNCTION lobby.settle_post(p_tenant_id uuid, p_post_id bigint, p_attempt integer, p_state text, p_posted_as text, p_retry interval) TO service_role;

-- Name: FUNCTION settle_tokens(p_tenant_id uuid, p_session_id uuid, p_usage_id uuid, p_input_tokens integer, p_output_tokens integer, p_cost numeric); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.settle_tokens(p_tenant_id uuid, p_session_id uuid, p_usage_id uuid, p_input_tokens integer, p_output_tokens integer, p_cost numeric) FROM PUBLIC;
GRANT ALL ON FUNCTION lobby.settle_tokens(p_tenant_id uuid, p_session_id uuid, p_usage_id uuid, p_input_tokens integer, p_output_tokens integer, p_cost numeric) TO lobby_bot;
GRANT ALL ON FUNCTION lobby.settle_tokens(p_tenant_id uuid, p_session_id uuid, p_usage_id uuid, p_input_tokens integer, p_output_tokens integer, p_cost numeric) TO service_role;

-- Name: FUNCTION start_session(p_tenant_id uuid, p_channel text, p_channel_user_id text, p_cookie_id text, p_locale text, p_attribution jsonb); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.start_session(p_tenant_id uuid, p_channel text, p_channel_user_id text, p_cookie_id text, p_locale text, p_attribution jsonb) FROM PUBLIC;

-- Name: FUNCTION sync_unit_vector(); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.sync_unit_vector() FROM PUBLIC;

-- Name: FUNCTION take_over(p_tenant_id uuid, p_session_id uuid, p_staff jsonb, p_post_id bigint, p_outboxes text[]); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.take_over(p_tenant_id uuid, p_session_id uuid, p_staff jsonb, p_post_id bigint, p_outboxes text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION lobby.take_over(p_tenant_id uuid, p_session_id uuid, p_staff jsonb, p_post_id bigint, p_outboxes text[]) TO lobby_bot;
GRANT ALL ON FUNCTION lobby.take_over(p_tenant_id uuid, p_session_id uuid, p_staff jsonb, p_post_id bigint, p_outboxes text[]) TO service_role;

-- Name: FUNCTION tenant_id(); Type: ACL; Schema: lobby; Owner: postgres

REVOKE ALL ON FUNCTION lobby.tenant_id() FROM PUBLIC;
GRANT ALL ON FUNCTION lobby.tenant_id() TO anon;
GRANT ALL ON FUNCTION lobby.tenant_id() TO authenticated;
GRANT ALL ON FUNCTION lobby.tenant_id() TO lobby_bot;
GRANT ALL ON FUNCTION lobby.tenant_id() TO service_role;
GRANT ALL ON FUNCTION lobby.tenant_id() TO lobby_system;

-- Name: FUNCTION tenant_scope(); Type: ACL; Schema: lobby; Owner: postgres

REVOKE ALL ON FUNCTION lobby.tenant_scope() FROM PUBLIC;
GRANT ALL ON FUNCTION lobby.tenant_scope() TO anon;
GRANT ALL ON FUNCTION lobby.tenant_scope() TO authenticated;
GRANT ALL ON FUNCTION lobby.tenant_scope() TO lobby_bot;
GRANT ALL ON FUNCTION lobby.tenant_scope() TO service_role;
GRANT ALL ON FUNCTION lobby.tenant_scope() TO lobby_system;

-- Name: FUNCTION trim_conversation_history(); Type: ACL; Schema: lobby; Owner: postgres

REVOKE ALL ON FUNCTION lobby.trim_conversation_history() FROM PUBLIC;

-- Name: FUNCTION turn_context(p_session_id uuid); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.turn_context(p_session_id uuid) FROM PUBLIC;

-- Name: FUNCTION undo_reply(p_tenant_id uuid, p_reply_id uuid); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.undo_reply(p_tenant_id uuid, p_reply_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION lobby.undo_reply(p_tenant_id uuid, p_reply_id uuid) TO lobby_bot;
GRANT ALL ON FUNCTION lobby.undo_reply(p_tenant_id uuid, p_reply_id uuid) TO service_role;

-- Name: TABLE accommodation_units_public; Type: ACL; Schema: public; Owner: postgres

GRANT ALL ON TABLE public.accommodation_units_public TO service_role;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.accommodation_units_public TO lobby_system;
GRANT SELECT ON TABLE public.accommodation_units_public TO anon;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.accommodation_units_public TO authenticated;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.accommodation_units_public TO lobby_bot;

-- Name: FUNCTION unit_content(u public.accommodation_units_public); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.unit_content(u public.accommodation_units_public) FROM PUBLIC;

-- Name: FUNCTION unlink_session(p_tenant_id uuid, p_session_id uuid); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.unlink_session(p_tenant_id uuid, p_session_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION lobby.unlink_session(p_tenant_id uuid, p_session_id uuid) TO lobby_bot;
GRANT ALL ON FUNCTION lobby.unlink_session(p_tenant_id uuid, p_session_id uuid) TO service_role;

-- Name: FUNCTION vector_index_name(p_tenant_id uuid); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.vector_index_name(p_tenant_id uuid) FROM PUBLIC;

-- Name: FUNCTION visitor_session(p_cookie_id text); Type: ACL; Schema: lobby; Owner: lobby_system

REVOKE ALL ON FUNCTION lobby.visitor_session(p_cookie_id text) FROM PUBLIC;
GRANT ALL ON FUNCTION lobby.visitor_session(p_cookie_id text) TO lobby_bot;
GRANT ALL ON FUNCTION lobby.visitor_session(p_cookie_id text) TO service_role;

-- Name: FUNCTION match_accommodations_public(query_embedding public.vector, p_tenant_id uuid, match_threshold double precision, match_count integer); Type: ACL; Schema: public; Owner: lobby_system

REVOKE ALL ON FUNCTION public.match_accommodations_public(query_embedding public.vector, p_tenant_id uuid, match_threshold double precision, match_count integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.match_accommodations_public(query_embedding public.vector, p_tenant_id uuid, match_threshold double precision, match_count integer) TO anon;
GRANT ALL ON FUNCTION public.match_accommodations_public(query_embedding public.vector, p_tenant_id uuid, match_threshold double precision, match_count integer) TO authenticated;
GRANT ALL ON FUNCTION public.match_accommodations_public(query_embedding public.vector, p_tenant_id uuid, match_threshold double precision, match_count integer) TO lobby_bot;
GRANT ALL ON FUNCTION public.match_accommodations_public(query_embedding public.vector, p_tenant_id uuid, match_threshold double precision, match_count integer) TO service_role;

-- Name: FUNCTION update_accommodation_units_public_updated_at(); Type: ACL; Schema: public; Owner: postgres

REVOKE ALL ON FUNCTION public.update_accommodation_units_public_updated_at() FROM PUBLIC;

-- Name: TABLE accommodation_unit_vectors; Type: ACL; Schema: public; Owner: postgres

GRANT ALL ON TABLE public.accommodation_unit_vectors TO service_role;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.accommodation_unit_vectors TO lobby_system;

-- Name: TABLE accommodation_units; Type: ACL; Schema: public; Owner: postgres

GRANT ALL ON TABLE public.accommodation_units TO service_role;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.accommodation_units TO lobby_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.accommodation_units TO lobby_bot;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.accommodation_units TO authenticated;

-- Name: TABLE channel_identities; Type: ACL; Schema: public; Owner: postgres

GRANT ALL ON TABLE public.channel_identities TO service_role;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.channel_identities TO lobby_system;
GRANT SELECT ON TABLE public.channel_identities TO lobby_bot;

-- Name: TABLE events; Type: ACL; Schema: public; Owner: postgres

GRANT ALL ON TABLE public.events TO service_role;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.events TO lobby_system;
GRANT SELECT ON TABLE public.events TO lobby_bot;
GRANT SELECT ON TABLE public.events TO authenticated;

-- Name: TABLE funnel_daily; Type: ACL; Schema: public; Owner: postgres

GRANT ALL ON TABLE public.funnel_daily TO service_role;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.funnel_daily TO lobby_system;
GRANT SELECT ON TABLE public.funnel_daily TO lobby_bot;
GRANT SELECT ON TABLE public.funnel_daily TO authenticated;

-- Name: TABLE funnel_watermark; Type: ACL; Schema: public; Owner: postgres

GRANT ALL ON TABLE public.funnel_watermark TO service_role;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.funnel_watermark TO lobby_system;
GRANT SELECT ON TABLE public.funnel_watermark TO lobby_bot;

-- Name: TABLE funnel_zones; Type: ACL; Schema: public; Owner: postgres

GRANT ALL ON TABLE public.funnel_zones TO service_role;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.funnel_zones TO lobby_system;
GRANT SELECT ON TABLE public.funnel_zones TO lobby_bot;

-- Name: TABLE guest_reservations; Type: ACL; Schema: public; Owner: postgres

GRANT ALL ON TABLE public.guest_reservations TO service_role;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.guest_reservations TO lobby_system;
GRANT SELECT ON TABLE public.guest_reservations TO lobby_bot;
GRANT SELECT ON TABLE public.guest_reservations TO authenticated;

-- Name: TABLE knowledge_entries; Type: ACL; Schema: public; Owner: postgres

GRANT ALL ON TABLE public.knowledge_entries TO service_role;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.knowledge_entries TO lobby_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.knowledge_entries TO lobby_bot;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.knowledge_entries TO authenticated;

-- Name: TABLE knowledge_gaps; Type: ACL; Schema: public; Owner: postgres

GRANT ALL ON TABLE public.knowledge_gaps TO service_role;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.knowledge_gaps TO lobby_system;
GRANT SELECT ON TABLE public.knowledge_gaps TO lobby_bot;
GRANT SELECT ON TABLE public.knowledge_gaps TO authenticated;

-- Name: TABLE leases; Type: ACL; Schema: public; Owner: postgres

GRANT ALL ON TABLE public.leases TO service_role;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.leases TO lobby_system;

-- Name: TABLE link_codes; Type: ACL; Schema: public; Owner: postgres

GRANT ALL ON TABLE public.link_codes TO service_role;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.link_codes TO lobby_system;
GRANT SELECT ON TABLE public.link_codes TO lobby_bot;

-- Name: TABLE llm_spending; Type: ACL; Schema: public; Owner: postgres

GRANT ALL ON TABLE public.llm_spending TO service_role;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.llm_spending TO lobby_system;

-- Name: TABLE llm_usage; Type: ACL; Schema: public; Owner: postgres

GRANT ALL ON TABLE public.llm_usage TO service_role;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.llm_usage TO lobby_system;
GRANT SELECT ON TABLE public.llm_usage TO lobby_bot;
GRANT SELECT ON TABLE public.llm_usage TO authenticated;

-- Name: TABLE messages; Type: ACL; Schema: public; Owner: postgres

GRANT ALL ON TABLE public.messages TO service_role;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.messages TO lobby_system;
GRANT SELECT ON TABLE public.messages TO lobby_bot;
GRANT SELECT ON TABLE public.messages TO authenticated;

-- Name: TABLE posts; Type: ACL; Schema: public; Owner: postgres

GRANT ALL ON TABLE public.posts TO service_role;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.posts TO lobby_system;
GRANT SELECT ON TABLE public.posts TO lobby_bot;
GRANT SELECT ON TABLE public.posts TO authenticated;

-- Name: TABLE prospective_sessions; Type: ACL; Schema: public; Owner: postgres

GRANT ALL ON TABLE public.prospective_sessions TO service_role;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.prospective_sessions TO lobby_system;
GRANT SELECT ON TABLE public.prospective_sessions TO anon;
GRANT SELECT,UPDATE ON TABLE public.prospective_sessions TO authenticated;
GRANT SELECT ON TABLE public.prospective_sessions TO lobby_bot;

-- Name: COLUMN prospective_sessions.tenant_id; Type: ACL; Schema: public; Owner: postgres

GRANT INSERT(tenant_id) ON TABLE public.prospective_sessions TO anon;

-- Name: COLUMN prospective_sessions.cookie_id; Type: ACL; Schema: public; Owner: postgres

GRANT INSERT(cookie_id) ON TABLE public.prospective_sessions TO anon;

-- Name: COLUMN prospective_sessions.conversation_history; Type: ACL; Schema: public; Owner: postgres

GRANT INSERT(conversation_history),UPDATE(conversation_history) ON TABLE public.prospective_sessions TO anon;

-- Name: COLUMN prospective_sessions.travel_intent; Type: ACL; Schema: public; Owner: postgres

GRANT INSERT(travel_intent),UPDATE(travel_intent) ON TABLE public.prospective_sessions TO anon;

-- Name: COLUMN prospective_sessions.utm_tracking; Type: ACL; Schema: public; Owner: postgres

GRANT INSERT(utm_tracking),UPDATE(utm_tracking) ON TABLE public.prospective_sessions TO anon;

-- Name: COLUMN prospective_sessions.referrer; Type: ACL; Schema: public; Owner: postgres

GRANT INSERT(referrer),UPDATE(referrer) ON TABLE public.prospective_sessions TO anon;

-- Name: COLUMN prospective_sessions.landing_page; Type: ACL; Schema: public; Owner: postgres

GRANT INSERT(landing_page),UPDATE(landing_page) ON TABLE public.prospective_sessions TO anon;

-- Name: COLUMN prospective_sessions.last_activity_at; Type: ACL; Schema: public; Owner: postgres

GRANT UPDATE(last_activity_at) ON TABLE public.prospective_sessions TO anon;

-- Name: TABLE prospective_sessions_archive; Type: ACL; Schema: public; Owner: postgres

GRANT ALL ON TABLE public.prospective_sessions_archive TO service_role;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.prospective_sessions_archive TO lobby_system;
GRANT SELECT ON TABLE public.prospective_sessions_archive TO lobby_bot;

-- Name: TABLE reply_checks; Type: ACL; Schema: public; Owner: postgres

GRANT ALL ON TABLE public.reply_checks TO service_role;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.reply_checks TO lobby_system;
GRANT SELECT ON TABLE public.reply_checks TO lobby_bot;
GRANT SELECT ON TABLE public.reply_checks TO authenticated;

-- Name: TABLE staff_users; Type: ACL; Schema: public; Owner: postgres

GRANT ALL ON TABLE public.staff_users TO service_role;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.staff_users TO lobby_system;
GRANT SELECT ON TABLE public.staff_users TO lobby_bot;
GRANT SELECT ON TABLE public.staff_users TO authenticated;

-- Name: TABLE tenant_registry; Type: ACL; Schema: public; Owner: postgres

GRANT ALL ON TABLE public.tenant_registry TO service_role;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.tenant_registry TO lobby_system;
GRANT SELECT ON TABLE public.tenant_registry TO lobby_bot;
GRANT SELECT ON TABLE public.tenant_registry TO authenticated;

-- Name: TABLE tenant_secrets; Type: ACL; Schema: public; Owner: postgres

GRANT ALL ON TABLE public.tenant_secrets TO service_role;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.tenant_secrets TO lobby_system;
GRANT SELECT ON TABLE public.tenant_secrets TO lobby_bot;

-- Name: TABLE topics_daily; Type: ACL; Schema: public; Owner: postgres

GRANT ALL ON TABLE public.topics_daily TO service_role;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.topics_daily TO lobby_system;
GRANT SELECT ON TABLE public.topics_daily TO lobby_bot;
GRANT SELECT ON TABLE public.topics_daily TO authenticated;

-- Name: TABLE turns; Type: ACL; Schema: public; Owner: postgres

GRANT ALL ON TABLE public.turns TO service_role;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.turns TO lobby_system;
GRANT SELECT ON TABLE public.turns TO lobby_bot;
GRANT SELECT ON TABLE public.turns TO authenticated;

-- Name: TABLE unit_embeddings; Type: ACL; Schema: public; Owner: postgres

GRANT ALL ON TABLE public.unit_embeddings TO service_role;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.unit_embeddings TO lobby_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.unit_embeddings TO lobby_bot;

-- PostgreSQL database dump complete

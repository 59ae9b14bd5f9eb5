-- Staff speak: takeover and hand back, replies with an undo window, the outbox of posts. Every function takes its tenant
-- and touches no other's rows.

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

-- Whether the bot may still speak: what a stream asks before it shows something.
CREATE OR REPLACE FUNCTION lobby.is_current(p_tenant_id uuid, p_session_id uuid, p_lease_token uuid, p_epoch integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM turns t WHERE t.session_id = p_session_id AND t.tenant_id = p_tenant_id AND t.lease_token = p_lease_token
                    AND t.epoch = p_epoch AND t.speaker = 'bot')
$$;

-- A short notice for the session's channel users whose channels have no other way to learn who speaks. Its seq is the
-- last message before it: that is where it stands.
CREATE OR REPLACE FUNCTION lobby.post_notice(p_tenant_id uuid, p_session_id uuid, p_details jsonb, p_outboxes text[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO posts (tenant_id, session_id, kind, channel, address, identity_id, seq, details)
  SELECT p_tenant_id, p_session_id, 'notice', i.channel, i.channel_user_id, i.identity_id, t.last_seq, p_details
    FROM channel_identities i JOIN turns t ON t.session_id = i.session_id
   WHERE i.session_id = p_session_id AND i.channel = ANY (p_outboxes)
$$;

-- Give the conversation back to the bot, which answers what staff left unanswered: also what was said before the takeover
-- and fenced, or whose answer was withdrawn. Replies that wait are sent first.
CREATE OR REPLACE FUNCTION lobby.hand_back(p_tenant_id uuid, p_session_id uuid, p_staff jsonb, p_outboxes text[])
RETURNS TABLE (changed boolean, hold jsonb, messages integer, intent jsonb, released jsonb)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
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

-- Live mode of a thread: on or off, by who holds the session. NULL: nobody, or somebody else, holds it.
CREATE OR REPLACE FUNCTION lobby.set_live(p_tenant_id uuid, p_session_id uuid, p_staff_id text, p_live boolean) RETURNS jsonb
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE turns SET hold = hold || jsonb_build_object('live', p_live)
   WHERE session_id = p_session_id AND tenant_id = p_tenant_id AND speaker = 'staff' AND hold ->> 'id' = p_staff_id
  RETURNING hold
$$;

-- A reply enters its undo window. Known by its source: a repeat changes nothing. No row: they do not hold the session.
CREATE OR REPLACE FUNCTION lobby.queue_reply(
  p_tenant_id uuid, p_session_id uuid, p_source text, p_staff jsonb, p_content text, p_undo interval)
RETURNS SETOF staff_replies
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM FROM turns t WHERE t.session_id = p_session_id AND t.tenant_id = p_tenant_id AND t.speaker = 'staff'
      AND t.hold ->> 'id' = p_staff ->> 'id' FOR UPDATE;
  IF FOUND THEN
    INSERT INTO staff_replies (tenant_id, session_id, source, staff, content, due)
    VALUES (p_tenant_id, p_session_id, p_source, p_staff, p_content, now() + p_undo) ON CONFLICT DO NOTHING;
  END IF;
  RETURN QUERY SELECT * FROM staff_replies r WHERE r.tenant_id = p_tenant_id AND r.source = p_source;
END $$;

CREATE OR REPLACE FUNCTION lobby.undo_reply(p_tenant_id uuid, p_reply_id uuid) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH undone AS (
    UPDATE staff_replies SET state = 'undone' WHERE reply_id = p_reply_id AND tenant_id = p_tenant_id AND state = 'waiting' RETURNING 1)
  SELECT EXISTS (SELECT FROM undone)
$$;

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

-- The outbox of posts: the first of each lane that is due. A thread waits for its alert; a channel user's copies and
-- notices wait for the messages before them; what the bot said before a takeover is withdrawn, and so is what was meant
-- for somebody who has left. Nothing here waits for a lock: what is locked comes with the next call.
CREATE OR REPLACE FUNCTION lobby.claim_posts(p_channels text[], p_hold interval, p_limit integer)
RETURNS TABLE (post_id bigint, tenant_id uuid, session_id uuid, kind text, channel text, address text, thread text, seq integer,
               details jsonb, attempts smallint, created_at timestamptz, lane text)
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
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

-- What became of the p_attempt-th try: 'sent', 'failed' (then so is its thread), or 'pending' again after p_retry. A sender
-- that was given up for dead and comes late only tells what it did send: another one is at it.
CREATE OR REPLACE FUNCTION lobby.settle_post(
  p_tenant_id uuid, p_post_id bigint, p_attempt integer, p_state text, p_posted_as text, p_retry interval) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH settled AS (
    UPDATE posts SET state = p_state, posted_as = coalesce(p_posted_as, posted_as), due = now() + p_retry
     WHERE post_id = p_post_id AND tenant_id = p_tenant_id AND state = 'sending' AND (p_state = 'sent' OR attempts = p_attempt)
    RETURNING post_id, state)
  UPDATE posts p SET state = 'failed' FROM settled s
   WHERE p.thread_of = s.post_id AND s.state = 'failed' AND p.state IN ('pending', 'sending')
$$;

-- The platform's id of a message as this channel user got it; what a correction of it must name.
CREATE OR REPLACE FUNCTION lobby.delivered_as(
  p_tenant_id uuid, p_session_id uuid, p_seq integer, p_channel text, p_channel_user_id text) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT coalesce(
    (SELECT m.delivered_as FROM messages m JOIN channel_identities i ON i.identity_id = m.identity_id
      WHERE m.session_id = p_session_id AND m.tenant_id = p_tenant_id AND m.seq = p_seq AND i.channel = p_channel AND i.channel_user_id = p_channel_user_id),
    (SELECT p.posted_as FROM posts p WHERE p.session_id = p_session_id AND p.tenant_id = p_tenant_id AND p.seq = p_seq AND p.kind = 'copy'
        AND p.channel = p_channel AND p.address = p_channel_user_id LIMIT 1))
$$;

-- Who was told, and whether somebody has taken care of it.
CREATE OR REPLACE FUNCTION lobby.mark_contacted(p_tenant_id uuid, p_post_id bigint, p_staff jsonb) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH marked AS (
    UPDATE posts SET details = details || jsonb_build_object('contacted_by', p_staff ->> 'name')
     WHERE post_id = p_post_id AND tenant_id = p_tenant_id AND kind = 'alert' AND NOT details ? 'contacted_by' RETURNING 1)
  SELECT EXISTS (SELECT FROM marked)
$$;

-- The look-ups that come before a tenant is known: an alert by its id or by the platform's message; the tenant whose
-- alerts go to a room, when it is exactly one.
CREATE OR REPLACE FUNCTION lobby.find_alert(p_post_id bigint, p_channel text, p_posted_as text)
RETURNS TABLE (post_id bigint, tenant_id uuid, session_id uuid, address text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.post_id, p.tenant_id, p.session_id, p.address FROM posts p
   WHERE p.kind = 'alert' AND (p.post_id = p_post_id OR (p.channel = p_channel AND p.posted_as = p_posted_as))
$$;
CREATE OR REPLACE FUNCTION lobby.room_tenant(p_room text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT CASE WHEN count(*) = 1 THEN min(x.tenant_id::text)::uuid END FROM (
    SELECT DISTINCT t.tenant_id FROM tenant_registry t,
           jsonb_each(CASE jsonb_typeof(t.settings -> 'alerts') WHEN 'object' THEN t.settings -> 'alerts' ELSE '{}' END) k,
           jsonb_array_elements_text(CASE jsonb_typeof(k.value) WHEN 'array' THEN k.value ELSE '[]' END) r
     WHERE t.is_active AND r = p_room) x
$$;

DO $$
DECLARE f regprocedure;
BEGIN
  FOR f IN SELECT p.oid::regprocedure FROM pg_proc p WHERE p.pronamespace = 'lobby'::regnamespace AND p.proname IN (
      'take_over', 'is_current', 'post_notice', 'hand_back', 'set_live', 'queue_reply', 'undo_reply', 'release_replies', 'revise_reply',
      'remind_waiting', 'claim_posts', 'settle_post', 'mark_contacted', 'delivered_as', 'find_alert', 'room_tenant') LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO lobby_system', f);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    IF f::text NOT LIKE 'lobby.post_notice(%' THEN
      EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO lobby_bot, service_role', f);
    END IF;
  END LOOP;
END $$;

-- name: take_over
SELECT outcome, hold, changed FROM lobby.take_over(%(tenant_id)s::uuid, %(session_id)s::uuid, %(staff)s, %(post_id)s::bigint, %(outboxes)s);

-- name: hand_back
SELECT changed, hold, messages, intent, released FROM lobby.hand_back(%(tenant_id)s::uuid, %(session_id)s::uuid, %(staff)s, %(outboxes)s);

-- name: hold
-- In a tenant's transaction.
SELECT hold FROM turns WHERE session_id = %(session_id)s AND speaker = 'staff' AND hold IS NOT NULL;

-- name: set_live
SELECT lobby.set_live(%(tenant_id)s::uuid, %(session_id)s::uuid, %(staff_id)s, %(live)s::boolean);

-- name: queue_reply
SELECT reply_id, tenant_id, session_id, source, staff, content, state, due, seq
  FROM lobby.queue_reply(%(tenant_id)s::uuid, %(session_id)s::uuid, %(source)s, %(staff)s, %(content)s, %(undo)s::interval);

-- name: undo_reply
SELECT lobby.undo_reply(%(tenant_id)s::uuid, %(reply_id)s::uuid);

-- name: revise_reply
SELECT outcome, session_id, seq, message_id, created_at, channel, payload FROM lobby.revise_reply(%(tenant_id)s::uuid, %(source)s, %(content)s::text, %(outboxes)s);

-- name: release_replies
SELECT reply_id, tenant_id, session_id, source, staff, content, seq, created_at, channel FROM lobby.release_replies(%(outboxes)s, %(limit)s);

-- name: remind_waiting
SELECT session_id, seq, message_id, content, payload, created_at, channel
  FROM lobby.remind_waiting(%(patience)s::interval, %(texts)s, %(suggestions)s, %(outboxes)s, %(limit)s);

-- name: reply_by_source
-- In a tenant's transaction.
SELECT reply_id, tenant_id, session_id, source, staff, content, state, due, seq
  FROM staff_replies WHERE tenant_id = %(tenant_id)s AND source = %(source)s;

-- name: find_alert
SELECT post_id, tenant_id, session_id, address FROM lobby.find_alert(%(post_id)s::bigint, %(channel)s::text, %(posted_as)s::text);

-- name: room_tenant
SELECT lobby.room_tenant(%(room)s);

-- name: mark_contacted
SELECT lobby.mark_contacted(%(tenant_id)s::uuid, %(post_id)s::bigint, %(staff)s);

-- name: transcript
-- In a tenant's transaction; corrections are seen in what they correct.
SELECT session_id, seq, coalesce(external_id, message_id::text) AS id, role, content AS text, channel, created_at, payload, reply_to
  FROM messages WHERE session_id = %(session_id)s AND NOT coalesce(payload, '{}') ? 'edits' ORDER BY seq;

-- name: find
-- In a tenant's transaction. Telephone numbers are compared by their digits.
SELECT s.session_id, (SELECT m.channel FROM messages m WHERE m.session_id = s.session_id ORDER BY m.seq DESC LIMIT 1) AS channel,
       s.last_activity_at, s.travel_intent AS intent, t.speaker, r.guest_name, r.guest_email, r.guest_phone, r.external_reference,
       (SELECT p.posted_as FROM posts p WHERE p.session_id = s.session_id AND p.kind = 'alert' AND p.state = 'sent'
         ORDER BY p.post_id DESC LIMIT 1) AS alert
  FROM prospective_sessions s JOIN turns t ON t.session_id = s.session_id
  LEFT JOIN guest_reservations r ON r.source_session_id = s.session_id
 WHERE starts_with(s.session_id::text, lower(%(query)s)) AND length(%(query)s) >= 6
    OR upper(r.external_reference) = upper(%(query)s)
    OR strpos(lower(r.guest_name), lower(%(query)s)) > 0 OR lower(r.guest_email) = lower(%(query)s)
    OR (length(regexp_replace(%(query)s, '\D', '', 'g')) >= 6
        AND strpos(regexp_replace(r.guest_phone, '\D', '', 'g'), regexp_replace(%(query)s, '\D', '', 'g')) > 0)
 ORDER BY s.last_activity_at DESC LIMIT %(limit)s;

-- name: status
-- In a tenant's transaction: guests who wait for a person, sessions that staff hold, sessions of the last 24 hours,
-- posts that are not where they should be.
SELECT count(*) FILTER (WHERE t.waiting_since IS NOT NULL) AS waiting, count(*) FILTER (WHERE t.speaker = 'staff') AS held,
       count(*) FILTER (WHERE s.last_activity_at > now() - interval '1 day') AS active_today,
       (SELECT count(*) FROM posts p WHERE p.state IN ('pending', 'sending')) AS unsent
  FROM turns t JOIN prospective_sessions s ON s.session_id = t.session_id;

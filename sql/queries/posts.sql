-- name: claim_posts
SELECT post_id, tenant_id, session_id, kind, channel, address, thread, seq, details, attempts AS attempt, created_at, lane
  FROM lobby.claim_posts(%(channels)s, %(hold)s::interval, %(limit)s);

-- name: settle_post
SELECT lobby.settle_post(%(tenant_id)s::uuid, %(post_id)s::bigint, %(attempt)s, %(state)s, %(posted_as)s, %(retry)s::interval);

-- name: delivered_as
SELECT lobby.delivered_as(%(tenant_id)s::uuid, %(session_id)s::uuid, %(seq)s::integer, %(channel)s, %(channel_user_id)s);

-- name: alert_post
-- An alert in the shape of claim_posts, in a tenant's transaction.
SELECT post_id, tenant_id, session_id, kind, channel, address, NULL::text AS thread, seq, details, attempts AS attempt, created_at, lane
  FROM posts WHERE post_id = %(post_id)s AND kind = 'alert';

-- name: message
SELECT session_id, seq, coalesce(external_id, message_id::text) AS id, role, content AS text, channel, created_at, payload, reply_to
  FROM messages WHERE session_id = %(session_id)s AND seq = %(seq)s;

-- name: guest_language
-- As far as it is known; in a visitor's transaction.
SELECT coalesce(language, locale) FROM turns WHERE session_id = %(session_id)s;

-- name: last_messages
-- The end of a conversation at a moment, newest first, without corrections.
SELECT session_id, seq, coalesce(external_id, message_id::text) AS id, role, content AS text, channel, created_at, payload, reply_to
  FROM messages WHERE session_id = %(session_id)s AND created_at <= %(until)s::timestamptz + interval '1 second' AND NOT coalesce(payload, '{}') ? 'edits'
 ORDER BY seq DESC LIMIT %(limit)s;

-- name: alert_session
-- What is known of the journey, in a tenant's transaction.
SELECT s.travel_intent AS intent, s.utm_tracking, t.language, t.hold
  FROM prospective_sessions s JOIN turns t ON t.session_id = s.session_id
 WHERE s.session_id = %(session_id)s;

-- name: alert_reservation
-- The reservation of an alert, or the session's newest one that is not cancelled.
SELECT r.guest_name, r.guest_email, r.guest_phone, r.check_in, r.check_out, r.adults, r.children, r.total_amount, r.currency,
       r.external_reference, u.name AS unit_name
  FROM guest_reservations r LEFT JOIN accommodation_units_public u ON u.unit_id = r.unit_id
 WHERE CASE WHEN %(reservation_id)s::uuid IS NULL THEN r.source_session_id = %(session_id)s AND r.status <> 'cancelled'
            ELSE r.id = %(reservation_id)s END
 ORDER BY r.created_at DESC LIMIT 1;

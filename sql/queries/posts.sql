-- name: claim_posts
SELECT post_id, tenant_id, session_id, kind, channel, address, thread, seq, details, attempts, created_at, lane
  FROM lobby.claim_posts(%s, %s::interval, %s);

-- name: settle_post
SELECT lobby.settle_post(%s::uuid, %s::bigint, %s, %s, %s, %s::interval);

-- name: delivered_as
SELECT lobby.delivered_as(%s::uuid, %s::uuid, %s::integer, %s, %s);

-- name: alert_post
-- An alert in the shape of claim_posts, in a tenant's transaction.
SELECT post_id, tenant_id, session_id, kind, channel, address, NULL::text, seq, details, attempts, created_at, lane
  FROM posts WHERE post_id = %s AND kind = 'alert';

-- name: message
SELECT session_id, seq, coalesce(external_id, message_id::text), role, content, channel, created_at, payload, reply_to
  FROM messages WHERE session_id = %s AND seq = %s;

-- name: last_messages
-- The end of a conversation at a moment, newest first, without corrections.
SELECT session_id, seq, coalesce(external_id, message_id::text), role, content, channel, created_at, payload, reply_to
  FROM messages WHERE session_id = %s AND created_at <= %s::timestamptz + interval '1 second' AND NOT coalesce(payload, '{}') ? 'edits'
 ORDER BY seq DESC LIMIT %s;

-- name: alert_session
-- What is known of the journey, in a tenant's transaction.
SELECT s.travel_intent, s.utm_tracking, t.language, t.hold
  FROM prospective_sessions s JOIN turns t ON t.session_id = s.session_id
 WHERE s.session_id = %s;

-- name: alert_reservation
-- The reservation of an alert, or the session's newest one that is not cancelled.
SELECT r.guest_name, r.guest_email, r.guest_phone, r.check_in, r.check_out, r.adults, r.children, r.total_amount, r.currency,
       r.external_reference, u.name
  FROM guest_reservations r LEFT JOIN accommodation_units_public u ON u.unit_id = r.unit_id
 WHERE CASE WHEN %(reservation_id)s::uuid IS NULL THEN r.source_session_id = %(session_id)s AND r.status <> 'cancelled'
            ELSE r.id = %(reservation_id)s END
 ORDER BY r.created_at DESC LIMIT 1;

-- name: accept_messages
-- Stores guests' messages; claims the turn of each session that is free. See sql/migrations/…_add_ledger_functions.sql.
SELECT n, session_id, seq, created_at, duplicate, started, speaker, claimed, epoch, identity_id, history, intent, state,
       language, locale, converted, pending
  FROM lobby.accept_messages(%s::jsonb, %s::interval);

-- name: commit_turns
-- Replies into the ledger; each releases its turn or returns what arrived meanwhile.
SELECT n, outcome, seq, created_at, pending, reservation FROM lobby.commit_turns(%s::jsonb, %s::interval);

-- name: release_turn
SELECT lobby.release_turn(%s::uuid, %s::uuid, %s::uuid);

-- name: is_current
SELECT lobby.is_current(%s::uuid, %s::uuid, %s::uuid, %s::integer);

-- name: hold_lease
SELECT lobby.hold_lease(%s, %s, %s::interval);

-- name: release_lease
SELECT lobby.release_lease(%s, %s);

-- name: renew_leases
-- Returns the tokens that are still ours.
SELECT lobby.renew_leases(%s::uuid[], %s::uuid[], %s::interval);

-- name: claim_abandoned_turns
SELECT tenant_id, session_id, lease_token, epoch, channel, identity_id, history, intent, state, language, locale,
       converted, attempts, pending
  FROM lobby.claim_abandoned_turns(%s::uuid, %s::interval, %s);

-- name: open_session
SELECT session_id, created
  FROM lobby.open_session(%s::uuid, %s, %s, %s, %s, %s::jsonb, %s::boolean);

-- name: session
-- One session, in a visitor's or a tenant's transaction.
SELECT s.session_id, s.created_at, s.expires_at, s.last_activity_at, s.status, s.conversation_history, s.travel_intent,
       s.utm_tracking, s.converted_to_reservation_id, t.speaker, t.last_seq, t.language, t.locale
  FROM prospective_sessions s JOIN turns t ON t.session_id = s.session_id
 WHERE s.session_id = %s;

-- name: messages_after
-- What a client has not seen yet, oldest first, in a visitor's or a tenant's transaction.
SELECT session_id, seq, coalesce(external_id, message_id::text), role, content, channel, created_at, payload, reply_to
  FROM messages WHERE session_id = %s AND seq > %s ORDER BY seq LIMIT %s;

-- name: reply_to
-- The reply that answers a guest's message, in a visitor's transaction.
SELECT session_id, seq, message_id::text, role, content, channel, created_at, payload, reply_to
  FROM messages WHERE session_id = %s AND seq > %s AND %s = ANY (reply_to) ORDER BY seq LIMIT 1;

-- name: sessions_ahead
SELECT lobby.sessions_ahead(%s::uuid[], %s::integer[]);

-- name: append_message
SELECT seq, created_at FROM lobby.append_message(%s::uuid, %s::uuid, %s, %s, %s::uuid, %s, %s::jsonb, %s::boolean);

-- name: convert_session
SELECT reservation_id, created, reservation FROM lobby.convert_session(%s::uuid, %s::uuid, %s::jsonb, %s);

-- name: cancel_reservation
SELECT reservation, changed FROM lobby.cancel_reservation(%s::uuid, %s);

-- name: claim_deliveries
SELECT tenant_id, channel_user_id, session_id, seq, message_id::text, role, channel, content, payload, reply_to, created_at,
       delivery_attempts,
       CASE WHEN payload ? 'edits' THEN lobby.delivered_as(tenant_id, session_id, (payload ->> 'edits')::integer, channel, channel_user_id) END
  FROM lobby.claim_deliveries(%s, %s::interval, %s, %s::uuid);

-- name: settle_delivery
SELECT lobby.settle_delivery(%s::uuid, %s::uuid, %s::integer, %s::integer, %s, %s, %s::interval);

-- name: cleanup
SELECT deleted, archived FROM lobby.cleanup_expired_sessions(%s::interval);

-- name: find_tenant
SELECT tenant_id, slug, name, settings, embedding_model FROM lobby.find_tenant(%s);

-- name: webhook_secret
-- In a tenant's transaction.
SELECT webhook_secret FROM tenant_secrets WHERE tenant_id = %s;

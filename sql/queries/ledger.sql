-- name: accept_messages
-- Stores guests' messages; claims the turn of each session that is free. See sql/functions/accept_message.sql.
SELECT n, session_id, seq, created_at, duplicate, started, speaker, claimed, epoch, identity_id, history, intent, state,
       language, locale, converted, pending
  FROM lobby.accept_messages(%(messages)s::jsonb, %(lease)s::interval);

-- name: commit_turns
-- Replies into the ledger; each releases its turn or returns what arrived meanwhile.
SELECT n, outcome, seq, created_at, pending, reservation FROM lobby.commit_turns(%(turns)s::jsonb, %(lease)s::interval);

-- name: release_turn
SELECT lobby.release_turn(%(tenant_id)s::uuid, %(session_id)s::uuid, %(lease_token)s::uuid);

-- name: is_current
SELECT lobby.is_current(%(tenant_id)s::uuid, %(session_id)s::uuid, %(lease_token)s::uuid, %(epoch)s::integer);

-- name: hold_lease
SELECT lobby.hold_lease(%(name)s, %(holder)s, %(life)s::interval);

-- name: release_lease
SELECT lobby.release_lease(%(name)s, %(holder)s);

-- name: renew_leases
-- Returns the tokens that are still ours.
SELECT lobby.renew_leases(%(lease_tokens)s::uuid[], %(session_ids)s::uuid[], %(lease)s::interval);

-- name: claim_abandoned_turns
SELECT tenant_id, session_id, lease_token, epoch, channel, identity_id, history, intent, state, language, locale,
       converted, attempts, pending
  FROM lobby.claim_abandoned_turns(%(lease_token)s::uuid, %(lease)s::interval, %(limit)s);

-- name: open_session
SELECT session_id, created
  FROM lobby.open_session(%(tenant_id)s::uuid, %(channel)s, %(channel_user_id)s, %(cookie_id)s, %(locale)s, %(attribution)s::jsonb, %(create)s::boolean);

-- name: session
-- One session, in a visitor's or a tenant's transaction.
SELECT s.session_id, s.created_at, s.expires_at, s.last_activity_at, s.status, s.conversation_history AS history, s.travel_intent AS intent,
       s.utm_tracking, s.converted_to_reservation_id AS reservation_id, t.speaker, t.last_seq, t.language, t.locale
  FROM prospective_sessions s JOIN turns t ON t.session_id = s.session_id
 WHERE s.session_id = %(session_id)s;

-- name: messages_after
-- What a client has not seen yet, oldest first, in a visitor's or a tenant's transaction; `language` is the conversation's.
SELECT session_id, seq, coalesce(external_id, message_id::text) AS id, role, content AS text, channel, created_at, payload, reply_to,
       (SELECT language FROM turns WHERE session_id = %(session_id)s) AS language
  FROM messages WHERE session_id = %(session_id)s AND seq > %(seq)s ORDER BY seq LIMIT %(limit)s;

-- name: reply_to
-- The reply that answers a guest's message, in a visitor's transaction.
SELECT session_id, seq, message_id::text AS id, role, content AS text, channel, created_at, payload, reply_to,
       (SELECT language FROM turns WHERE session_id = %(session_id)s) AS language
  FROM messages WHERE session_id = %(session_id)s AND seq > %(seq)s AND %(id)s = ANY (reply_to) ORDER BY seq LIMIT 1;

-- name: sessions_ahead
SELECT lobby.sessions_ahead(%(session_ids)s::uuid[], %(seqs)s::integer[]);

-- name: append_message
SELECT seq, created_at FROM lobby.append_message(%(tenant_id)s::uuid, %(session_id)s::uuid, %(role)s, %(channel)s, %(message_id)s::uuid, %(content)s, %(payload)s::jsonb, %(outbox)s::boolean);

-- name: convert_session
SELECT reservation_id, created AS changed, reservation FROM lobby.convert_session(%(tenant_id)s::uuid, %(session_id)s::uuid, %(reservation)s::jsonb, %(channel)s);

-- name: cancel_reservation
SELECT reservation_id, changed, reservation FROM lobby.cancel_reservation(%(tenant_id)s::uuid, %(external_reference)s);

-- name: claim_deliveries
SELECT tenant_id, channel_user_id, session_id, seq, message_id::text AS id, role, channel, content AS text, payload, reply_to, created_at,
       delivery_attempts AS attempt,
       CASE WHEN payload ? 'edits' THEN lobby.delivered_as(tenant_id, session_id, (payload ->> 'edits')::integer, channel, channel_user_id) END AS revises,
       language
  FROM lobby.claim_deliveries(%(channels)s, %(hold)s::interval, %(limit)s, %(session_id)s::uuid);

-- name: settle_delivery
SELECT lobby.settle_delivery(%(tenant_id)s::uuid, %(session_id)s::uuid, %(seq)s::integer, %(attempt)s::integer, %(state)s, %(delivered_as)s, %(retry)s::interval);

-- name: cleanup
SELECT deleted, archived FROM lobby.cleanup_expired_sessions(%(archive_after)s::interval);

-- name: find_tenant
SELECT tenant_id, slug, name, settings, embedding_model FROM lobby.find_tenant(%(key)s);

-- name: webhook_secret
-- In a tenant's transaction.
SELECT webhook_secret FROM tenant_secrets WHERE tenant_id = %(tenant_id)s;

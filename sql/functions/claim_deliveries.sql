-- The outbox: the next message of each conversation that is due, never one whose predecessor is still on its way, and
-- none of the bot's that staff have fenced off: that is withdrawn. The turn's row is locked, so that a takeover comes
-- before a claim or after it. `language` is the guest's, as far as it is known, else the business's: a channel's own
-- words go with it.
CREATE OR REPLACE FUNCTION lobby.claim_deliveries(p_channels text[], p_hold interval, p_limit integer, p_session_id uuid DEFAULT NULL)
RETURNS TABLE (tenant_id uuid, channel_user_id text, session_id uuid, seq integer, message_id uuid, role text, channel text,
               content text, payload jsonb, reply_to text[], created_at timestamptz, delivery_attempts smallint, language text)
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
         t.created_at, t.delivery_attempts, coalesce(s.language, s.locale, r.settings ->> 'locale', 'en')
    FROM taken t JOIN channel_identities i ON i.identity_id = t.identity_id
    JOIN turns s ON s.session_id = t.session_id JOIN tenant_registry r ON r.tenant_id = t.tenant_id
   WHERE t.delivery = 'sending' ORDER BY t.session_id, t.seq
$$;

ALTER FUNCTION lobby.claim_deliveries OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.claim_deliveries FROM PUBLIC, anon, authenticated, service_role, lobby_bot;
GRANT EXECUTE ON FUNCTION lobby.claim_deliveries TO lobby_bot, service_role;

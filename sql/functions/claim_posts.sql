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

ALTER FUNCTION lobby.claim_posts OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.claim_posts FROM PUBLIC, anon, authenticated, service_role, lobby_bot;
GRANT EXECUTE ON FUNCTION lobby.claim_posts TO lobby_bot, service_role;

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

ALTER FUNCTION lobby.settle_post OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.settle_post FROM PUBLIC, anon, authenticated, service_role, lobby_bot;
GRANT EXECUTE ON FUNCTION lobby.settle_post TO lobby_bot, service_role;

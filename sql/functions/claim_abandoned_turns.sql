-- The sweep: take over unanswered messages whose holder is gone. Any node, any tenant.
CREATE OR REPLACE FUNCTION lobby.claim_abandoned_turns(p_lease_token uuid, p_lease interval, p_limit integer)
RETURNS SETOF lobby.turn_context
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
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

ALTER FUNCTION lobby.claim_abandoned_turns OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.claim_abandoned_turns FROM PUBLIC, anon, authenticated, service_role, lobby_bot;
GRANT EXECUTE ON FUNCTION lobby.claim_abandoned_turns TO lobby_bot, service_role;

-- Long turns: the holder says that it lives. Returns the tokens that are still its own.
CREATE OR REPLACE FUNCTION lobby.renew_leases(p_lease_tokens uuid[], p_session_ids uuid[], p_lease interval) RETURNS SETOF uuid
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH ours AS (
    SELECT t.session_id FROM unnest(p_lease_tokens, p_session_ids) AS x (lease_token, session_id)
      JOIN turns t ON t.session_id = x.session_id AND t.lease_token = x.lease_token
       FOR UPDATE OF t SKIP LOCKED)  -- a locked one is being committed right now
  UPDATE turns t SET lease_until = now() + p_lease FROM ours WHERE t.session_id = ours.session_id
  RETURNING t.lease_token
$$;

ALTER FUNCTION lobby.renew_leases OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.renew_leases FROM PUBLIC, anon, authenticated, service_role, lobby_bot;
GRANT EXECUTE ON FUNCTION lobby.renew_leases TO lobby_bot, service_role;

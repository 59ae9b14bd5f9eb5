-- Which of these sessions have messages beyond what the node's clients have seen (the net under lost notifications).
CREATE OR REPLACE FUNCTION lobby.sessions_ahead(p_session_ids uuid[], p_seqs integer[]) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT t.session_id FROM unnest(p_session_ids, p_seqs) AS x (session_id, seq) JOIN turns t ON t.session_id = x.session_id
   WHERE t.last_seq > x.seq
$$;

ALTER FUNCTION lobby.sessions_ahead OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.sessions_ahead FROM PUBLIC, anon, authenticated, service_role, lobby_bot;
GRANT EXECUTE ON FUNCTION lobby.sessions_ahead TO lobby_bot, service_role;

-- A line in the thread where staff hold the session: a message of the ledger, or a note.
CREATE OR REPLACE FUNCTION lobby.post_to_thread(p_hold jsonb, p_tenant_id uuid, p_session_id uuid, p_seq integer, p_details jsonb) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO posts (tenant_id, session_id, kind, channel, address, thread_of, seq, details)
  SELECT p_tenant_id, p_session_id, 'thread', a.channel, a.address, a.post_id, p_seq, coalesce(p_details, '{}')
    FROM posts a WHERE a.post_id = (p_hold ->> 'post_id')::bigint AND a.tenant_id = p_tenant_id AND a.state <> 'failed'
$$;

ALTER FUNCTION lobby.post_to_thread OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.post_to_thread FROM PUBLIC, anon, authenticated, service_role, lobby_bot;

-- A message's copies for the session's other channels, as far as they cannot read the ledger themselves.
CREATE OR REPLACE FUNCTION lobby.copy_message(p_tenant_id uuid, p_session_id uuid, p_seq integer, p_identity_id uuid, p_fence integer) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO posts (tenant_id, session_id, kind, channel, address, identity_id, seq, fence)
  SELECT p_tenant_id, p_session_id, 'copy', i.channel, i.channel_user_id, i.identity_id, p_seq, p_fence
    FROM channel_identities i WHERE i.session_id = p_session_id AND i.copies AND i.identity_id <> p_identity_id
$$;

ALTER FUNCTION lobby.copy_message OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.copy_message FROM PUBLIC, anon, authenticated, service_role, lobby_bot;

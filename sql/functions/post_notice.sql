-- A short notice for the session's channel users whose channels have no other way to learn who speaks. Its seq is the
-- last message before it: that is where it stands.
CREATE OR REPLACE FUNCTION lobby.post_notice(p_tenant_id uuid, p_session_id uuid, p_details jsonb, p_outboxes text[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO posts (tenant_id, session_id, kind, channel, address, identity_id, seq, details)
  SELECT p_tenant_id, p_session_id, 'notice', i.channel, i.channel_user_id, i.identity_id, t.last_seq, p_details
    FROM channel_identities i JOIN turns t ON t.session_id = i.session_id
   WHERE i.session_id = p_session_id AND i.channel = ANY (p_outboxes)
$$;

ALTER FUNCTION lobby.post_notice OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.post_notice FROM PUBLIC, anon, authenticated, service_role, lobby_bot;

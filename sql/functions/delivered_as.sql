-- The platform's id of a message as this channel user got it; what a correction of it must name.
CREATE OR REPLACE FUNCTION lobby.delivered_as(
  p_tenant_id uuid, p_session_id uuid, p_seq integer, p_channel text, p_channel_user_id text) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT coalesce(
    (SELECT m.delivered_as FROM messages m JOIN channel_identities i ON i.identity_id = m.identity_id
      WHERE m.session_id = p_session_id AND m.tenant_id = p_tenant_id AND m.seq = p_seq AND i.channel = p_channel AND i.channel_user_id = p_channel_user_id),
    (SELECT p.posted_as FROM posts p WHERE p.session_id = p_session_id AND p.tenant_id = p_tenant_id AND p.seq = p_seq AND p.kind = 'copy'
        AND p.channel = p_channel AND p.address = p_channel_user_id LIMIT 1))
$$;

ALTER FUNCTION lobby.delivered_as OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.delivered_as FROM PUBLIC, anon, authenticated, service_role, lobby_bot;
GRANT EXECUTE ON FUNCTION lobby.delivered_as TO lobby_bot, service_role;

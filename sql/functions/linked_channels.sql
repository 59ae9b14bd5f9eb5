-- Which channels have joined the session.
CREATE OR REPLACE FUNCTION lobby.linked_channels(p_tenant_id uuid, p_session_id uuid) RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT DISTINCT i.channel FROM channel_identities i
   WHERE i.session_id = p_session_id AND i.tenant_id = p_tenant_id AND i.copies ORDER BY 1
$$;

ALTER FUNCTION lobby.linked_channels OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.linked_channels FROM PUBLIC, anon, authenticated, service_role, lobby_bot;
GRANT EXECUTE ON FUNCTION lobby.linked_channels TO lobby_bot, service_role;

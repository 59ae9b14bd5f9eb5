-- A look-up that comes before a tenant is known: an alert by its id or by the platform's message.
CREATE OR REPLACE FUNCTION lobby.find_alert(p_post_id bigint, p_channel text, p_posted_as text)
RETURNS TABLE (post_id bigint, tenant_id uuid, session_id uuid, address text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.post_id, p.tenant_id, p.session_id, p.address FROM posts p
   WHERE p.kind = 'alert' AND (p.post_id = p_post_id OR (p.channel = p_channel AND p.posted_as = p_posted_as))
$$;

ALTER FUNCTION lobby.find_alert OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.find_alert FROM PUBLIC, anon, authenticated, service_role, lobby_bot;
GRANT EXECUTE ON FUNCTION lobby.find_alert TO lobby_bot, service_role;

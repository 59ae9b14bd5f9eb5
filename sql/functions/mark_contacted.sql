-- Who was told, and whether somebody has taken care of it.
CREATE OR REPLACE FUNCTION lobby.mark_contacted(p_tenant_id uuid, p_post_id bigint, p_staff jsonb) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH marked AS (
    UPDATE posts SET details = details || jsonb_build_object('contacted_by', p_staff ->> 'name')
     WHERE post_id = p_post_id AND tenant_id = p_tenant_id AND kind = 'alert' AND NOT details ? 'contacted_by' RETURNING 1)
  SELECT EXISTS (SELECT FROM marked)
$$;

ALTER FUNCTION lobby.mark_contacted OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.mark_contacted FROM PUBLIC, anon, authenticated, service_role, lobby_bot;
GRANT EXECUTE ON FUNCTION lobby.mark_contacted TO lobby_bot, service_role;

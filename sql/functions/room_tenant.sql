-- A look-up that comes before a tenant is known: the tenant whose alerts go to a room, when it is exactly one.
CREATE OR REPLACE FUNCTION lobby.room_tenant(p_room text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT CASE WHEN count(*) = 1 THEN min(x.tenant_id::text)::uuid END FROM (
    SELECT DISTINCT t.tenant_id FROM tenant_registry t,
           jsonb_each(CASE jsonb_typeof(t.settings -> 'alerts') WHEN 'object' THEN t.settings -> 'alerts' ELSE '{}' END) k,
           jsonb_array_elements_text(CASE jsonb_typeof(k.value) WHEN 'array' THEN k.value ELSE '[]' END) r
     WHERE t.is_active AND r = p_room) x
$$;

ALTER FUNCTION lobby.room_tenant OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.room_tenant FROM PUBLIC, anon, authenticated, service_role, lobby_bot;
GRANT EXECUTE ON FUNCTION lobby.room_tenant TO lobby_bot, service_role;

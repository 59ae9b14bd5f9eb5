-- Whose funnels there are: verification goes through all of them, one tenant's transaction each.
CREATE OR REPLACE FUNCTION lobby.funnel_tenants() RETURNS TABLE (tenant_id uuid, slug text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT t.tenant_id, t.slug FROM tenant_registry t ORDER BY t.slug
$$;

ALTER FUNCTION lobby.funnel_tenants OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.funnel_tenants FROM PUBLIC, anon, authenticated, service_role, lobby_bot;
GRANT EXECUTE ON FUNCTION lobby.funnel_tenants TO lobby_bot, service_role;

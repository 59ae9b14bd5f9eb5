-- The one look-up that comes before a tenant is known: by slug or id, active ones only, never a secret.
CREATE OR REPLACE FUNCTION lobby.find_tenant(p_key text)
RETURNS TABLE (tenant_id uuid, slug text, name text, settings jsonb, embedding_model text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT t.tenant_id, t.slug, t.name, t.settings, t.embedding_model
    FROM tenant_registry t WHERE t.is_active AND (t.slug = p_key OR t.tenant_id::text = lower(p_key))
$$;

ALTER FUNCTION lobby.find_tenant OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.find_tenant FROM PUBLIC, anon, authenticated, service_role, lobby_bot;
GRANT EXECUTE ON FUNCTION lobby.find_tenant TO lobby_bot, service_role;

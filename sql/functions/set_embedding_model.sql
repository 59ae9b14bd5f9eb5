-- Publishing says which model's vectors a tenant's questions are compared with; the bot cannot write tenants otherwise.
CREATE OR REPLACE FUNCTION lobby.set_embedding_model(p_tenant_id uuid, p_model text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE tenant_registry SET embedding_model = p_model, updated_at = now()
   WHERE tenant_id = p_tenant_id AND embedding_model IS DISTINCT FROM p_model
     AND lobby.tenant_id() = p_tenant_id AND lobby.tenant_scope()
$$;

ALTER FUNCTION lobby.set_embedding_model OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.set_embedding_model FROM PUBLIC, anon, authenticated, service_role, lobby_bot;
GRANT EXECUTE ON FUNCTION lobby.set_embedding_model TO lobby_bot;
COMMENT ON FUNCTION lobby.set_embedding_model IS
  'Only in the tenant''s own scope: a visitor''s turn changes nothing.';

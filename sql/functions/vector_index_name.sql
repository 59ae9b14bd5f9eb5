-- The partial index of a tenant that has outgrown the exact scan.
CREATE OR REPLACE FUNCTION lobby.vector_index_name(p_tenant_id uuid) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT 'auv_hnsw_' || replace(p_tenant_id::text, '-', '') $$;

ALTER FUNCTION lobby.vector_index_name OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.vector_index_name FROM PUBLIC, anon, authenticated, service_role, lobby_bot;

-- Tenants that have outgrown the exact scan and have no valid index yet.
SET check_function_bodies = off;  -- vector_index_name comes later in the order of names
CREATE OR REPLACE FUNCTION lobby.missing_vector_indexes(p_above integer DEFAULT 1000)
RETURNS TABLE (tenant_id uuid, units bigint, index_name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT v.tenant_id, count(*), lobby.vector_index_name(v.tenant_id) FROM accommodation_unit_vectors v
   GROUP BY v.tenant_id
  HAVING count(*) > p_above AND NOT EXISTS (
         SELECT FROM pg_index i WHERE i.indexrelid = to_regclass('public.' || lobby.vector_index_name(v.tenant_id)) AND i.indisvalid)
$$;

ALTER FUNCTION lobby.missing_vector_indexes OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.missing_vector_indexes FROM PUBLIC, anon, authenticated, service_role, lobby_bot;
GRANT EXECUTE ON FUNCTION lobby.missing_vector_indexes TO lobby_bot, service_role;
RESET check_function_bodies;

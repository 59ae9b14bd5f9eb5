-- The search that DATA.md opens to the public: one tenant's units by meaning, with the text that a model reads.
SET check_function_bodies = off;  -- match_units and unit_content come later in the order of names
CREATE OR REPLACE FUNCTION match_accommodations_public(
  query_embedding vector(1024), p_tenant_id uuid, match_threshold float DEFAULT 0.3, match_count integer DEFAULT 4)
RETURNS TABLE (id uuid, content text, similarity float, source_file text, pricing jsonb, photos jsonb, metadata jsonb)
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER ROWS 10
SET search_path = public, extensions, pg_temp SET jit = off
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off  -- a handful of rows by their keys
AS $$
  SELECT u.unit_id, lobby.unit_content(u), m.similarity,
         'accommodation_units_public/' || coalesce(nullif(u.unit_number, ''), u.unit_id::text),
         u.pricing, u.photos,
         coalesce(u.metadata, '{}') || jsonb_build_object(
           'unit_id', u.unit_id, 'name', u.name, 'unit_type', u.unit_type, 'unit_number', u.unit_number,
           'short_description', u.short_description, 'highlights', u.highlights, 'amenities', u.amenities,
           'virtual_tour_url', u.virtual_tour_url, 'is_bookable', u.is_bookable)
    FROM lobby.match_units(p_tenant_id,
                           (SELECT t.embedding_model FROM tenant_registry t WHERE t.tenant_id = p_tenant_id),
                           query_embedding, match_threshold, match_count) m
    JOIN accommodation_units_public u ON u.unit_id = m.unit_id
   ORDER BY m.similarity DESC, u.unit_id
$$;

GRANT CREATE ON SCHEMA public TO lobby_system;  -- an owner needs it for the moment of the change only
ALTER FUNCTION match_accommodations_public OWNER TO lobby_system;
REVOKE CREATE ON SCHEMA public FROM lobby_system;
REVOKE ALL ON FUNCTION match_accommodations_public FROM PUBLIC, anon, authenticated, service_role, lobby_bot;
GRANT EXECUTE ON FUNCTION match_accommodations_public TO anon, authenticated, lobby_bot, service_role;
COMMENT ON FUNCTION match_accommodations_public IS
  'Cosine similarity over embedding_fast, one tenant, active and bookable units only, best first.';
RESET check_function_bodies;

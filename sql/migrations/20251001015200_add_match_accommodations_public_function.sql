-- Semantic search of one tenant's active and bookable units.

-- The nearest units: ids and similarities only. p_model NULL: any model (for a tenant that has only ever had one).
CREATE OR REPLACE FUNCTION lobby.match_units(
  p_tenant_id uuid, p_model text, query_embedding vector(1024), match_threshold float8, match_count integer)
RETURNS TABLE (unit_id uuid, similarity float8)
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER ROWS 10  -- the default, 1000, makes joins read whole tables
SET search_path = public, extensions, pg_temp
SET jit = off SET max_parallel_workers_per_gather = 0
SET enable_seqscan = off SET enable_bitmapscan = off SET enable_sort = off
SET plan_cache_mode = force_generic_plan
SET hnsw.ef_search = 100 SET hnsw.iterative_scan = strict_order  -- 100: all of the top 4 and 99.7 % of the top 40 of 8,600
-- real listing texts, at two thirds of the time of 200 (docs/scaling.md)
AS $$
#variable_conflict use_column
DECLARE
  v_query halfvec(1024) := query_embedding::halfvec(1024);  -- once: inside the query it would be converted per row
  v_ids uuid[];
  v_distances float8[];
BEGIN
  IF query_embedding IS NULL OR match_count IS NULL OR match_count < 1 THEN
    RETURN;
  END IF;
  IF EXISTS (SELECT FROM pg_index WHERE indexrelid = to_regclass('public.' || lobby.vector_index_name(p_tenant_id)) AND indisvalid) THEN
    -- a literal tenant: only so does the planner prove the partial index's predicate
    EXECUTE format('SELECT array_agg(unit_id), array_agg(d) FROM (
        SELECT v.unit_id, v.e <=> $1 AS d FROM accommodation_unit_vectors v
         WHERE v.tenant_id = %L AND ($3 IS NULL OR v.model = $3) ORDER BY v.e <=> $1 LIMIT $2) s', p_tenant_id)
      INTO v_ids, v_distances USING v_query, match_count, p_model;
  END IF;
  IF coalesce(cardinality(v_ids), 0) < match_count THEN
    -- a small tenant: exact. Also when the index gave up early (iterative scans stop at hnsw.max_scan_tuples).
    -- OFFSET 0 fences the scan by tenant from the ordering.
    SELECT array_agg(s.unit_id), array_agg(s.d) INTO v_ids, v_distances FROM (
      SELECT x.unit_id, x.d FROM (
        SELECT v.unit_id, v.e <=> v_query AS d FROM accommodation_unit_vectors v
         WHERE v.tenant_id = p_tenant_id AND (p_model IS NULL OR v.model = p_model) OFFSET 0) x
       ORDER BY x.d LIMIT match_count) s;
  END IF;
  RETURN QUERY  -- the threshold after the LIMIT
    SELECT t.id, 1 - t.d FROM unnest(v_ids, v_distances) AS t (id, d)
     WHERE 1 - t.d > coalesce(match_threshold, -1) ORDER BY t.d, t.id;
END $$;
ALTER FUNCTION lobby.match_units(uuid, text, vector, float8, integer) OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.match_units(uuid, text, vector, float8, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lobby.match_units(uuid, text, vector, float8, integer) TO lobby_bot;

-- The text that a model reads. No part of it can make the whole NULL.
CREATE OR REPLACE FUNCTION lobby.unit_content(u accommodation_units_public) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = public, pg_temp AS $$
  SELECT concat_ws(E'\n\n', u.name, u.description, nullif(concat_ws(E'\n',
    'Type: ' || u.unit_type,
    'Unit number: ' || u.unit_number,
    'Highlights: ' || (SELECT string_agg(h, ', ') FROM jsonb_array_elements_text(
        CASE jsonb_typeof(u.highlights) WHEN 'array' THEN u.highlights ELSE '[]' END) h),
    'Bedrooms: ' || (u.amenities ->> 'bedrooms'),
    'Bathrooms: ' || (u.amenities ->> 'bathrooms'),
    'Guests: up to ' || (u.amenities ->> 'max_guests'),
    'Size: ' || (u.amenities ->> 'size_sqm') || ' m²',
    'Amenities: ' || (SELECT string_agg(replace(f, '_', ' '), ', ') FROM jsonb_array_elements_text(
        CASE jsonb_typeof(u.amenities -> 'features') WHEN 'array' THEN u.amenities -> 'features' ELSE '[]' END) f),
    'Accessibility: ' || (SELECT string_agg(a, ', ') FROM jsonb_array_elements_text(
        CASE jsonb_typeof(u.amenities -> 'accessibility') WHEN 'array' THEN u.amenities -> 'accessibility' ELSE '[]' END) a)), ''))
$$;
REVOKE ALL ON FUNCTION lobby.unit_content(accommodation_units_public) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lobby.unit_content(accommodation_units_public) TO lobby_system, lobby_bot, service_role;

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
ALTER FUNCTION match_accommodations_public(vector, uuid, float, integer) OWNER TO lobby_system;
REVOKE CREATE ON SCHEMA public FROM lobby_system;
REVOKE ALL ON FUNCTION match_accommodations_public(vector, uuid, float, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION match_accommodations_public(vector, uuid, float, integer) TO authenticated, anon, lobby_bot, service_role;
COMMENT ON FUNCTION match_accommodations_public(vector, uuid, float, integer) IS
  'Cosine similarity over embedding_fast, one tenant, active and bookable units only, best first.';

-- The nearest units: ids and similarities only. p_model NULL: any model (for a tenant that has only ever had one).
DO $$ BEGIN  -- loads pgvector: before that only a superuser may name its settings
  PERFORM '[1]'::vector;
END $$;
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

ALTER FUNCTION lobby.match_units OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.match_units FROM PUBLIC, anon, authenticated, service_role, lobby_bot;
GRANT EXECUTE ON FUNCTION lobby.match_units TO lobby_bot;

-- A tenant's published entries nearest to a question: cosine of the sentences, and agreement of what they ask for where the
-- same reader read both. Entries about a unit only where it
-- is one of p_units. Exact: a tenant has a few thousand at most.
-- Runs with its caller's rights: a visitor's turn sees what the policies show.
DO $$ BEGIN  -- loads pgvector: before that its operators are unknown
  PERFORM '[1]'::vector;
END $$;
CREATE OR REPLACE FUNCTION lobby.match_knowledge(
  p_tenant_id uuid, p_model text, query_embedding vector(1024), p_acts_model text, query_acts vector(64), p_weight float8,
  p_units uuid[], p_count integer)
RETURNS TABLE (entry_id uuid, score float8, similarity float8)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 10 SET search_path = public, extensions, pg_temp AS $$
  SELECT s.entry_id, s.score, s.similarity FROM (
    SELECT e.entry_id, 1 - (e.embedding_fast <=> query_embedding) AS similarity,
           CASE WHEN e.acts IS NULL OR query_acts IS NULL OR e.acts_model IS DISTINCT FROM p_acts_model
                THEN 1 - (e.embedding_fast <=> query_embedding)
                ELSE (1 - p_weight) * (1 - (e.embedding_fast <=> query_embedding)) + p_weight * (1 - (e.acts <=> query_acts)) END AS score
      FROM knowledge_entries e
     WHERE e.tenant_id = p_tenant_id AND e.embedding_model = p_model AND (e.unit_id IS NULL OR e.unit_id = ANY (p_units))) s
   ORDER BY s.score DESC, s.entry_id LIMIT greatest(p_count, 0)
$$;

ALTER FUNCTION lobby.match_knowledge OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.match_knowledge FROM PUBLIC, anon, authenticated, service_role, lobby_bot;
GRANT EXECUTE ON FUNCTION lobby.match_knowledge TO lobby_bot;

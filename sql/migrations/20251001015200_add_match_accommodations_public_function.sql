-- What match_accommodations_public() reads. The function itself is functions/match_accommodations_public.sql, and what it
-- calls lies beside it.

-- The narrow search table: live rows only, halfvec inline (a TOASTed vector costs 100 times more to scan), written by
-- lobby.sync_unit_vector, exact scan for small tenants, one partial HNSW for each tenant above 1,000 live units
-- (lobby.missing_vector_indexes; built by `bot units publish` and `bot db index`).
CREATE TABLE IF NOT EXISTS accommodation_unit_vectors (
  tenant_id uuid NOT NULL,
  unit_id uuid PRIMARY KEY REFERENCES accommodation_units_public ON DELETE CASCADE,
  model text,
  e halfvec(1024) NOT NULL);
ALTER TABLE accommodation_unit_vectors ALTER e SET STORAGE PLAIN;  -- within CREATE TABLE only since PostgreSQL 16
COMMENT ON COLUMN accommodation_unit_vectors.e IS 'embedding_fast in half precision; cosine; model as in embedding_model.';
-- Exact search of a small tenant.
CREATE INDEX IF NOT EXISTS accommodation_unit_vectors_tenant ON accommodation_unit_vectors (tenant_id);
ALTER TABLE accommodation_unit_vectors ENABLE ROW LEVEL SECURITY;
ALTER TABLE accommodation_unit_vectors FORCE ROW LEVEL SECURITY;
REVOKE ALL ON accommodation_unit_vectors FROM PUBLIC, anon, authenticated;
GRANT ALL ON accommodation_unit_vectors TO service_role;
GRANT SELECT, INSERT, UPDATE, DELETE ON accommodation_unit_vectors TO lobby_system;
DROP POLICY IF EXISTS system ON accommodation_unit_vectors;
CREATE POLICY system ON accommodation_unit_vectors TO lobby_system, service_role USING (true) WITH CHECK (true);

-- The units that were there before.
INSERT INTO accommodation_unit_vectors (tenant_id, unit_id, model, e)
SELECT tenant_id, unit_id, embedding_model, embedding_fast::halfvec(1024) FROM accommodation_units_public
 WHERE is_active AND is_bookable AND embedding_fast IS NOT NULL ORDER BY tenant_id
ON CONFLICT DO NOTHING;

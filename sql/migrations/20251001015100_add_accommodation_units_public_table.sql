-- The marketing view of the units that the public may see.

CREATE TABLE IF NOT EXISTS accommodation_units_public (
  unit_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id uuid NOT NULL REFERENCES tenant_registry ON DELETE CASCADE,
  name text NOT NULL,
  unit_number text,
  unit_type varchar(50),
  description text NOT NULL,
  short_description text CHECK (char_length(short_description) <= 150),
  highlights jsonb NOT NULL DEFAULT '[]',
  amenities jsonb NOT NULL DEFAULT '{}',
  pricing jsonb NOT NULL DEFAULT '{}',
  photos jsonb NOT NULL DEFAULT '[]',
  virtual_tour_url text,
  embedding vector(3072),
  embedding_fast vector(1024),
  embedding_model text,
  metadata jsonb NOT NULL DEFAULT '{}',
  is_active boolean NOT NULL DEFAULT true,
  is_bookable boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now());
COMMENT ON COLUMN accommodation_units_public.amenities IS
  '{bedrooms, bathrooms, max_guests, size_sqm, features [], accessibility []}';
COMMENT ON COLUMN accommodation_units_public.pricing IS
  '{base_price_night, currency, seasonal_pricing [{season, multiplier, months []}], min_nights, cleaning_fee}';
COMMENT ON COLUMN accommodation_units_public.photos IS '[{url, alt, order, type: main|gallery}]';
COMMENT ON COLUMN accommodation_units_public.embedding IS 'Matryoshka tier 3: 3072 numbers, cosine; NULL for models with fewer.';
COMMENT ON COLUMN accommodation_units_public.embedding_fast IS 'Tier 1: 1024 numbers, unit length, cosine; the one searched.';
COMMENT ON COLUMN accommodation_units_public.embedding_model IS 'Vectors of different models are never compared.';

-- A tenant's live units.
CREATE INDEX IF NOT EXISTS idx_accommodation_public_tenant ON accommodation_units_public (tenant_id) WHERE is_active;
-- Listing by type.
CREATE INDEX IF NOT EXISTS idx_accommodation_public_type
  ON accommodation_units_public (tenant_id, unit_type) WHERE is_active AND is_bookable;
-- Searches across tenants (reports). A tenant's own search uses accommodation_unit_vectors.
CREATE INDEX IF NOT EXISTS idx_accommodation_public_embedding_fast_hnsw
  ON accommodation_units_public USING hnsw (embedding_fast vector_cosine_ops);

CREATE OR REPLACE FUNCTION update_accommodation_units_public_updated_at() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  NEW.updated_at := now();
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION update_accommodation_units_public_updated_at() FROM PUBLIC;
DROP TRIGGER IF EXISTS trigger_accommodation_units_public_updated_at ON accommodation_units_public;
CREATE TRIGGER trigger_accommodation_units_public_updated_at BEFORE UPDATE ON accommodation_units_public
  FOR EACH ROW EXECUTE FUNCTION update_accommodation_units_public_updated_at();

ALTER TABLE accommodation_units_public ENABLE ROW LEVEL SECURITY;
ALTER TABLE accommodation_units_public FORCE ROW LEVEL SECURITY;
REVOKE ALL ON accommodation_units_public FROM PUBLIC, anon, authenticated;
GRANT ALL ON accommodation_units_public TO service_role;
GRANT SELECT, INSERT, UPDATE, DELETE ON accommodation_units_public TO lobby_system;

DROP POLICY IF EXISTS system ON accommodation_units_public;
CREATE POLICY system ON accommodation_units_public TO lobby_system, service_role USING (true) WITH CHECK (true);

-- What is on a public website is public: every active, bookable unit.
DROP POLICY IF EXISTS public_read ON accommodation_units_public;
CREATE POLICY public_read ON accommodation_units_public FOR SELECT TO anon USING (is_active AND is_bookable);
GRANT SELECT ON accommodation_units_public TO anon;

DROP POLICY IF EXISTS staff ON accommodation_units_public;
CREATE POLICY staff ON accommodation_units_public TO authenticated
  USING (tenant_id = lobby.jwt_tenant_id()) WITH CHECK (tenant_id = lobby.jwt_tenant_id());
GRANT SELECT, INSERT, UPDATE, DELETE ON accommodation_units_public TO authenticated;

-- The bot: its tenant's live units in a turn; all of them, and writing, in the core's own work.
DROP POLICY IF EXISTS bot_read ON accommodation_units_public;
CREATE POLICY bot_read ON accommodation_units_public FOR SELECT TO lobby_bot
  USING (tenant_id = lobby.tenant_id() AND is_active AND is_bookable);
DROP POLICY IF EXISTS bot_publish ON accommodation_units_public;
CREATE POLICY bot_publish ON accommodation_units_public TO lobby_bot
  USING (tenant_id = lobby.tenant_id() AND lobby.tenant_scope());
GRANT SELECT, INSERT, UPDATE, DELETE ON accommodation_units_public TO lobby_bot;

-- The narrow search table: live rows only, halfvec inline (a TOASTed vector costs 100 times more to scan), written by
-- a trigger, exact scan for small tenants, one partial HNSW for each tenant above 1,000 live units
-- (lobby.missing_vector_indexes; built by `bot units publish` and `bot db index`).
CREATE TABLE IF NOT EXISTS accommodation_unit_vectors (
  tenant_id uuid NOT NULL,
  unit_id uuid PRIMARY KEY REFERENCES accommodation_units_public ON DELETE CASCADE,
  model text,
  e halfvec(1024) STORAGE PLAIN NOT NULL);
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

CREATE OR REPLACE FUNCTION lobby.sync_unit_vector() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, extensions, pg_temp AS $$
BEGIN
  IF NEW.is_active AND NEW.is_bookable AND NEW.embedding_fast IS NOT NULL THEN
    INSERT INTO accommodation_unit_vectors AS v (tenant_id, unit_id, model, e)
    VALUES (NEW.tenant_id, NEW.unit_id, NEW.embedding_model, NEW.embedding_fast::halfvec(1024))
    ON CONFLICT (unit_id) DO UPDATE SET tenant_id = excluded.tenant_id, model = excluded.model, e = excluded.e
      WHERE (v.tenant_id, v.model, v.e) IS DISTINCT FROM (excluded.tenant_id, excluded.model, excluded.e);
  ELSE
    DELETE FROM accommodation_unit_vectors WHERE unit_id = NEW.unit_id;
  END IF;
  RETURN NULL;
END $$;
ALTER FUNCTION lobby.sync_unit_vector() OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.sync_unit_vector() FROM PUBLIC;  -- who may call it may put it on a table of their own
DROP TRIGGER IF EXISTS trigger_accommodation_units_public_sync_vector ON accommodation_units_public;
CREATE TRIGGER trigger_accommodation_units_public_sync_vector
  AFTER INSERT OR UPDATE OF tenant_id, unit_id, is_active, is_bookable, embedding_fast, embedding_model
  ON accommodation_units_public FOR EACH ROW EXECUTE FUNCTION lobby.sync_unit_vector();
INSERT INTO accommodation_unit_vectors (tenant_id, unit_id, model, e)
SELECT tenant_id, unit_id, embedding_model, embedding_fast::halfvec(1024) FROM accommodation_units_public
 WHERE is_active AND is_bookable AND embedding_fast IS NOT NULL ORDER BY tenant_id
ON CONFLICT DO NOTHING;

CREATE OR REPLACE FUNCTION lobby.vector_index_name(p_tenant_id uuid) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT 'auv_hnsw_' || replace(p_tenant_id::text, '-', '') $$;
-- Tenants that have outgrown the exact scan and have no valid index yet.
CREATE OR REPLACE FUNCTION lobby.missing_vector_indexes(p_above integer DEFAULT 1000)
RETURNS TABLE (tenant_id uuid, units bigint, index_name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT v.tenant_id, count(*), lobby.vector_index_name(v.tenant_id) FROM accommodation_unit_vectors v
   GROUP BY v.tenant_id
  HAVING count(*) > p_above AND NOT EXISTS (
         SELECT FROM pg_index i WHERE i.indexrelid = to_regclass('public.' || lobby.vector_index_name(v.tenant_id)) AND i.indisvalid)
$$;
ALTER FUNCTION lobby.missing_vector_indexes(integer) OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.vector_index_name(uuid), lobby.missing_vector_indexes(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lobby.vector_index_name(uuid), lobby.missing_vector_indexes(integer) TO lobby_bot, lobby_system, service_role;

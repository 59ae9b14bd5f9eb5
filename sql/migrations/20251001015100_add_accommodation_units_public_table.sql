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

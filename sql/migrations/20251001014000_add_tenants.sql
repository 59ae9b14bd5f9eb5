-- The accommodation businesses, and the tables that sessions and units refer to.

CREATE TABLE IF NOT EXISTS tenant_registry (
  tenant_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  slug text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9](-?[a-z0-9]){0,62}$'),
  name text NOT NULL,
  settings jsonb NOT NULL DEFAULT '{}',
  embedding_model text,
  is_active boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now());
COMMENT ON TABLE tenant_registry IS 'The accommodation businesses.';
COMMENT ON COLUMN tenant_registry.settings IS
  'locale, currency, time_zone, allowed_origins [], booking_url_template, brand {}';
COMMENT ON COLUMN tenant_registry.embedding_model IS 'The model whose vectors are searched; set by publishing.';

CREATE TABLE IF NOT EXISTS tenant_secrets (
  tenant_id uuid PRIMARY KEY REFERENCES tenant_registry ON DELETE CASCADE,
  webhook_secret text NOT NULL);
COMMENT ON TABLE tenant_secrets IS 'Apart from settings, so that reading a tenant never shows them.';

CREATE TABLE IF NOT EXISTS staff_users (
  staff_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id uuid NOT NULL REFERENCES tenant_registry ON DELETE CASCADE,
  name text NOT NULL,
  email text,
  role text NOT NULL DEFAULT 'agent' CHECK (role IN ('agent', 'manager', 'owner')),
  slack_user_id text,
  created_at timestamptz NOT NULL DEFAULT now());
CREATE UNIQUE INDEX IF NOT EXISTS staff_users_slack ON staff_users (tenant_id, slack_user_id);

CREATE TABLE IF NOT EXISTS accommodation_units (
  unit_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id uuid NOT NULL REFERENCES tenant_registry ON DELETE CASCADE,
  source_id text NOT NULL,
  name text NOT NULL,
  unit_number text,
  unit_type varchar(50),
  description text NOT NULL,
  details jsonb NOT NULL DEFAULT '{}',
  is_active boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (tenant_id, source_id));
COMMENT ON TABLE accommodation_units IS 'The operational record that accommodation_units_public is published from.';
COMMENT ON COLUMN accommodation_units.details IS 'amenities, pricing, photos, metadata, virtual_tour_url, highlights';

CREATE TABLE IF NOT EXISTS guest_reservations (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id uuid NOT NULL REFERENCES tenant_registry ON DELETE CASCADE,
  unit_id uuid,
  guest_name text NOT NULL,
  guest_email text,
  guest_phone text,
  check_in date NOT NULL,
  check_out date NOT NULL CHECK (check_out > check_in),
  adults integer NOT NULL CHECK (adults >= 0),
  children integer NOT NULL DEFAULT 0 CHECK (children >= 0),
  total_amount numeric(12, 2) CHECK (total_amount >= 0),
  currency char(3),
  status text NOT NULL DEFAULT 'requested' CHECK (status IN ('requested', 'confirmed', 'cancelled')),
  external_reference text NOT NULL,
  source_session_id uuid,
  attribution jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (tenant_id, external_reference));
COMMENT ON COLUMN guest_reservations.attribution IS 'utm, landing page and referrer of the session, kept when it is deleted.';
CREATE INDEX IF NOT EXISTS guest_reservations_session ON guest_reservations (source_session_id);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['tenant_registry', 'tenant_secrets', 'staff_users', 'accommodation_units', 'guest_reservations'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('REVOKE ALL ON %I FROM PUBLIC, anon, authenticated', t);
    EXECUTE format('GRANT ALL ON %I TO service_role', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO lobby_system', t);
    EXECUTE format('DROP POLICY IF EXISTS system ON %I', t);
    EXECUTE format('CREATE POLICY system ON %I TO lobby_system, service_role USING (true) WITH CHECK (true)', t);
    EXECUTE format('DROP POLICY IF EXISTS bot ON %I', t);
    EXECUTE format('DROP POLICY IF EXISTS staff ON %I', t);
  END LOOP;
END $$;

-- The core's own work for one tenant; a visitor's turn (no tenant scope) sees of these only its own reservation.
CREATE POLICY bot ON tenant_registry FOR SELECT TO lobby_bot USING (tenant_id = lobby.tenant_id());
CREATE POLICY bot ON tenant_secrets FOR SELECT TO lobby_bot USING (tenant_id = lobby.tenant_id() AND lobby.tenant_scope());
CREATE POLICY bot ON staff_users FOR SELECT TO lobby_bot USING (tenant_id = lobby.tenant_id() AND lobby.tenant_scope());
CREATE POLICY bot ON accommodation_units TO lobby_bot USING (tenant_id = lobby.tenant_id() AND lobby.tenant_scope());
CREATE POLICY bot ON guest_reservations FOR SELECT TO lobby_bot
  USING (tenant_id = lobby.tenant_id() AND (lobby.tenant_scope() OR source_session_id = lobby.session_id()));
GRANT SELECT ON tenant_registry, tenant_secrets, staff_users, guest_reservations TO lobby_bot;
GRANT SELECT, INSERT, UPDATE, DELETE ON accommodation_units TO lobby_bot;

CREATE POLICY staff ON tenant_registry FOR SELECT TO authenticated USING (tenant_id = lobby.jwt_tenant_id());
CREATE POLICY staff ON staff_users FOR SELECT TO authenticated USING (tenant_id = lobby.jwt_tenant_id());
CREATE POLICY staff ON accommodation_units TO authenticated
  USING (tenant_id = lobby.jwt_tenant_id()) WITH CHECK (tenant_id = lobby.jwt_tenant_id());
CREATE POLICY staff ON guest_reservations FOR SELECT TO authenticated USING (tenant_id = lobby.jwt_tenant_id());
GRANT SELECT ON tenant_registry, staff_users, guest_reservations TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON accommodation_units TO authenticated;

-- When a unit was last changed.
CREATE OR REPLACE FUNCTION update_accommodation_units_public_updated_at() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  NEW.updated_at := now();
  RETURN NEW;
END $$;

REVOKE ALL ON FUNCTION update_accommodation_units_public_updated_at FROM PUBLIC, anon, authenticated, service_role, lobby_bot;

CREATE OR REPLACE TRIGGER trigger_accommodation_units_public_updated_at BEFORE UPDATE ON accommodation_units_public
  FOR EACH ROW EXECUTE FUNCTION update_accommodation_units_public_updated_at();

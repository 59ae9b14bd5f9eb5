-- Keeps the narrow search table in step with the units.
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

ALTER FUNCTION lobby.sync_unit_vector OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.sync_unit_vector FROM PUBLIC, anon, authenticated, service_role, lobby_bot;

CREATE OR REPLACE TRIGGER trigger_accommodation_units_public_sync_vector
  AFTER INSERT OR UPDATE OF tenant_id, unit_id, is_active, is_bookable, embedding_fast, embedding_model
  ON accommodation_units_public FOR EACH ROW EXECUTE FUNCTION lobby.sync_unit_vector();

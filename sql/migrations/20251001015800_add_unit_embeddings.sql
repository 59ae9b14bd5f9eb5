-- Vectors by the text they were made from: what publishing has paid for once is not paid for again, and the vectors of another
-- model are gathered here until the whole tenant can be switched to it in one transaction.

CREATE TABLE IF NOT EXISTS unit_embeddings (
  tenant_id uuid NOT NULL REFERENCES tenant_registry ON DELETE CASCADE,
  model text NOT NULL,
  text_sha256 text NOT NULL,
  embedding_fast vector(1024) NOT NULL,
  embedding vector(3072),
  used_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, model, text_sha256));
COMMENT ON COLUMN unit_embeddings.text_sha256 IS 'Of the text, UTF-8, in hexadecimal; as in accommodation_units_public.metadata.';
COMMENT ON COLUMN unit_embeddings.used_at IS 'When publishing last asked for it; forgotten 30 days after.';

DO $$
BEGIN
  ALTER TABLE unit_embeddings ENABLE ROW LEVEL SECURITY;
  ALTER TABLE unit_embeddings FORCE ROW LEVEL SECURITY;
  REVOKE ALL ON unit_embeddings FROM PUBLIC, anon, authenticated;
  GRANT ALL ON unit_embeddings TO service_role;
  GRANT SELECT, INSERT, UPDATE, DELETE ON unit_embeddings TO lobby_system, lobby_bot;
  DROP POLICY IF EXISTS system ON unit_embeddings;
  CREATE POLICY system ON unit_embeddings TO lobby_system, service_role USING (true) WITH CHECK (true);
  DROP POLICY IF EXISTS bot ON unit_embeddings;  -- publishing works in the tenant's scope; a visitor's turn has no business here
  CREATE POLICY bot ON unit_embeddings TO lobby_bot
    USING (tenant_id = lobby.tenant_id() AND lobby.tenant_scope()) WITH CHECK (tenant_id = lobby.tenant_id() AND lobby.tenant_scope());
END $$;

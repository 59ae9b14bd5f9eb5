-- What guards (the fact gate) have changed in the bot's replies, and why. For staff; guests never read it.

CREATE TABLE IF NOT EXISTS reply_checks (
  check_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant_id uuid NOT NULL REFERENCES tenant_registry ON DELETE CASCADE,
  session_id uuid NOT NULL REFERENCES prospective_sessions ON DELETE CASCADE,
  sentence text NOT NULL,
  instead text NOT NULL,
  reasons text[] NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now());
COMMENT ON COLUMN reply_checks.sentence IS 'As the bot was about to say it.';
COMMENT ON COLUMN reply_checks.instead IS 'What it said; empty: nothing.';

-- A conversation's checks, and their deletion with it.
CREATE INDEX IF NOT EXISTS reply_checks_session ON reply_checks (session_id);
-- A tenant's newest.
CREATE INDEX IF NOT EXISTS reply_checks_tenant ON reply_checks (tenant_id, check_id);

DO $$
BEGIN
  ALTER TABLE reply_checks ENABLE ROW LEVEL SECURITY;
  ALTER TABLE reply_checks FORCE ROW LEVEL SECURITY;
  REVOKE ALL ON reply_checks FROM PUBLIC, anon, authenticated;
  GRANT ALL ON reply_checks TO service_role;
  GRANT SELECT, INSERT, UPDATE, DELETE ON reply_checks TO lobby_system;
  GRANT SELECT ON reply_checks TO lobby_bot, authenticated;
  DROP POLICY IF EXISTS system ON reply_checks;
  CREATE POLICY system ON reply_checks TO lobby_system, service_role USING (true) WITH CHECK (true);
  DROP POLICY IF EXISTS bot ON reply_checks;  -- staff's business: a visitor's turn reads none
  CREATE POLICY bot ON reply_checks FOR SELECT TO lobby_bot USING (tenant_id = lobby.tenant_id() AND lobby.tenant_scope());
  DROP POLICY IF EXISTS staff ON reply_checks;
  CREATE POLICY staff ON reply_checks FOR SELECT TO authenticated USING (tenant_id = lobby.jwt_tenant_id());
END $$;
REVOKE ALL ON SEQUENCE reply_checks_check_id_seq FROM PUBLIC, anon, authenticated;

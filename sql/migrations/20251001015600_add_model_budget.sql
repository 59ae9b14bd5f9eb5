-- What language models may cost. Every call is a row of llm_usage: tokens are reserved before it and settled after it. The
-- sums of a day (UTC) are kept apart, so that a reservation reads three rows and not a day's calls.

-- Tokens reserved before a model call and settled after it.
CREATE TABLE IF NOT EXISTS llm_usage (
  usage_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id uuid NOT NULL REFERENCES tenant_registry ON DELETE CASCADE,
  session_id uuid,
  model text NOT NULL,
  purpose text NOT NULL,
  reserved_tokens integer NOT NULL CHECK (reserved_tokens >= 0),
  input_tokens integer,
  output_tokens integer,
  cost numeric(12, 6),
  created_at timestamptz NOT NULL DEFAULT now(),
  settled_at timestamptz);
CREATE INDEX IF NOT EXISTS llm_usage_tenant ON llm_usage (tenant_id, created_at);
-- Erasure: whose calls these were.
CREATE INDEX IF NOT EXISTS llm_usage_session ON llm_usage (session_id) WHERE session_id IS NOT NULL;

CREATE TABLE IF NOT EXISTS llm_spending (
  day date NOT NULL,
  scope text NOT NULL CHECK (scope IN ('visitor', 'tenant', 'day')),
  holder uuid NOT NULL,
  tokens bigint NOT NULL DEFAULT 0 CHECK (tokens >= 0),
  PRIMARY KEY (day, scope, holder));
COMMENT ON TABLE llm_spending IS 'Tokens reserved and used by guests'' turns, by day (UTC). Only lobby.reserve_tokens and lobby.settle_tokens write it.';
COMMENT ON COLUMN llm_spending.holder IS 'visitor: the session; tenant: the tenant; day: zeros, all tenants together.';
COMMENT ON COLUMN llm_usage.purpose IS 'reply, intent, question: a guest''s turn, within the budget; publish: an operator''s work, outside it.';
COMMENT ON COLUMN llm_usage.cost IS 'US dollars by the prices in the settings when it was settled; NULL: the model had no price.';

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['llm_usage', 'llm_spending'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('REVOKE ALL ON %I FROM PUBLIC, anon, authenticated', t);
    EXECUTE format('GRANT ALL ON %I TO service_role', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO lobby_system', t);
    EXECUTE format('DROP POLICY IF EXISTS system ON %I', t);
    EXECUTE format('CREATE POLICY system ON %I TO lobby_system, service_role USING (true) WITH CHECK (true)', t);
  END LOOP;
END $$;
GRANT SELECT ON llm_usage TO lobby_bot, authenticated;
DROP POLICY IF EXISTS bot ON llm_usage;
CREATE POLICY bot ON llm_usage FOR SELECT TO lobby_bot
  USING (tenant_id = lobby.tenant_id() AND (session_id = lobby.session_id() OR lobby.tenant_scope()));
DROP POLICY IF EXISTS staff ON llm_usage;
CREATE POLICY staff ON llm_usage FOR SELECT TO authenticated USING (tenant_id = lobby.jwt_tenant_id());

-- The funnel: facts, and how often each stage was reached by day, channel and campaign. The counts are a roll-up that is kept
-- up to date, so that a report over a year reads some rows a day instead of every event. It is never written in a guest's
-- transaction: all guests of a day would wait for each other on the same rows.

-- Append-only funnel facts; they outlive the session.
CREATE TABLE IF NOT EXISTS events (
  event_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant_id uuid NOT NULL REFERENCES tenant_registry ON DELETE CASCADE,
  session_id uuid,
  kind text NOT NULL,
  channel text,
  details jsonb NOT NULL DEFAULT '{}',
  touches jsonb NOT NULL DEFAULT '{}',
  transaction_id xid8 NOT NULL DEFAULT pg_current_xact_id(),
  created_at timestamptz NOT NULL DEFAULT now());
COMMENT ON COLUMN events.touches IS 'The campaigns of the session''s first and last visit: {first: {source, …}, last: {…}}.';
COMMENT ON COLUMN events.transaction_id IS 'Who rolls events up takes those of finished transactions only.';
-- A tenant's funnel by day.
CREATE INDEX IF NOT EXISTS events_tenant ON events (tenant_id, created_at);
-- A stage of the funnel is written once a session.
CREATE INDEX IF NOT EXISTS events_session ON events (session_id, kind);
-- The roll-up: what has come since.
CREATE INDEX IF NOT EXISTS events_transaction ON events (transaction_id);

CREATE TABLE IF NOT EXISTS funnel_daily (
  tenant_id uuid NOT NULL REFERENCES tenant_registry ON DELETE CASCADE,
  day date NOT NULL,
  touch text NOT NULL CHECK (touch IN ('first', 'last')),
  stage text NOT NULL CHECK (stage IN (
    'visit', 'open', 'message', 'intent_complete', 'offer', 'lead', 'reservation', 'cancellation', 'handoff')),
  channel text NOT NULL,
  source text NOT NULL,
  campaign text NOT NULL,
  currency text NOT NULL,
  count bigint NOT NULL,
  amount numeric NOT NULL,
  PRIMARY KEY (tenant_id, day, touch, stage, channel, source, campaign, currency));
COMMENT ON TABLE funnel_daily IS 'lobby.roll_up_funnel() writes it, from events alone; `bot funnel verify` counts them again and compares.';
COMMENT ON COLUMN funnel_daily.day IS 'In the tenant''s time zone.';
COMMENT ON COLUMN funnel_daily.touch IS 'Every event is counted twice: under the campaign of the session''s first visit, and under that of its last.';
COMMENT ON COLUMN funnel_daily.source IS 'utm_source, the first 200 characters; like campaign (utm_campaign) empty where the visitor came without.';
COMMENT ON COLUMN funnel_daily.currency IS 'Of reservations and cancellations that have an amount; else empty.';
COMMENT ON COLUMN funnel_daily.amount IS 'The sum of total_amount.';

CREATE TABLE IF NOT EXISTS funnel_zones (
  tenant_id uuid PRIMARY KEY REFERENCES tenant_registry ON DELETE CASCADE,
  time_zone text NOT NULL);
COMMENT ON TABLE funnel_zones IS 'The time zone that a tenant''s days were counted in. After another is set, its days are counted anew.';

CREATE TABLE IF NOT EXISTS funnel_watermark (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  transaction_id xid8 NOT NULL DEFAULT '0',
  server bigint NOT NULL DEFAULT 0);
COMMENT ON TABLE funnel_watermark IS 'How far the roll-up is: events of transactions before this one are counted.';
COMMENT ON COLUMN funnel_watermark.server IS 'Whose transactions: pg_control_system().system_identifier.';
INSERT INTO funnel_watermark DEFAULT VALUES ON CONFLICT DO NOTHING;

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['funnel_daily', 'funnel_zones', 'funnel_watermark'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('REVOKE ALL ON %I FROM PUBLIC, anon, authenticated', t);
    EXECUTE format('GRANT ALL ON %I TO service_role', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO lobby_system', t);
    EXECUTE format('GRANT SELECT ON %I TO lobby_bot', t);
    EXECUTE format('DROP POLICY IF EXISTS system ON %I', t);
    EXECUTE format('CREATE POLICY system ON %I TO lobby_system, service_role USING (true) WITH CHECK (true)', t);
    EXECUTE format('DROP POLICY IF EXISTS bot ON %I', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['funnel_daily', 'funnel_zones'] LOOP  -- the core's own work; a visitor's turn has no business here
    EXECUTE format('CREATE POLICY bot ON %I FOR SELECT TO lobby_bot USING (tenant_id = lobby.tenant_id() AND lobby.tenant_scope())', t);
  END LOOP;
END $$;
CREATE POLICY bot ON funnel_watermark FOR SELECT TO lobby_bot USING (true);  -- a transaction's number, nobody's data
DROP POLICY IF EXISTS staff ON funnel_daily;
CREATE POLICY staff ON funnel_daily FOR SELECT TO authenticated USING (tenant_id = lobby.jwt_tenant_id());
GRANT SELECT ON funnel_daily TO authenticated;

-- Events are facts about a visitor's session: who reads it reads them.
ALTER TABLE events ENABLE ROW LEVEL SECURITY;
ALTER TABLE events FORCE ROW LEVEL SECURITY;
REVOKE ALL ON events FROM PUBLIC, anon, authenticated;
REVOKE ALL ON SEQUENCE events_event_id_seq FROM PUBLIC, anon, authenticated;
GRANT ALL ON events TO service_role;
GRANT SELECT, INSERT, UPDATE, DELETE ON events TO lobby_system;
GRANT SELECT ON events TO lobby_bot, authenticated;
DROP POLICY IF EXISTS system ON events;
CREATE POLICY system ON events TO lobby_system, service_role USING (true) WITH CHECK (true);
DROP POLICY IF EXISTS bot ON events;
CREATE POLICY bot ON events FOR SELECT TO lobby_bot
  USING (tenant_id = lobby.tenant_id() AND (session_id = lobby.session_id() OR lobby.tenant_scope()));
DROP POLICY IF EXISTS staff ON events;
CREATE POLICY staff ON events FOR SELECT TO authenticated USING (tenant_id = lobby.jwt_tenant_id());

-- The funnel: events counted by day, channel and campaign. A roll-up that is kept up to date, so that a report over a year
-- reads some rows a day instead of every event. It is never written in a guest's transaction: all guests of a day would
-- wait for each other on the same rows.

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

-- The roll-up: what has come since.
CREATE INDEX IF NOT EXISTS events_transaction ON events (transaction_id);

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

-- A tenant's time zone, UTC when the server does not know it: one tenant's slip must not stop everybody's roll-up.
CREATE OR REPLACE FUNCTION lobby.known_time_zone(p_name text) RETURNS text LANGUAGE plpgsql STABLE
SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM now() AT TIME ZONE p_name;
  RETURN coalesce(p_name, 'UTC');
EXCEPTION WHEN invalid_parameter_value THEN
  RETURN 'UTC';
END $$;

-- Counts what is not counted yet; returns how many events that were. One transaction: whatever dies, the counts and the
-- watermark stay as they belong together, and a repeat finds nothing to do. p_anew: forget the counts and begin again.
--
-- Why transactions and not event_id or created_at: both are given out before the commit. An event with a smaller number
-- may become visible after a larger one has been counted, and would never be. Hence the watermark is a transaction: all
-- those before the oldest that still runs (pg_snapshot_xmin) have ended, so nothing can appear behind it any more. The
-- price is that one long transaction, anywhere on the server, holds the roll-up (and nothing else) up.
CREATE OR REPLACE FUNCTION lobby.roll_up_funnel(p_anew boolean DEFAULT false) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET plan_cache_mode = force_custom_plan AS $$  -- how much there is to count differs between nothing and everything
DECLARE
  v_from funnel_watermark; v_to xid8; v_anew uuid[]; v_counted bigint;
  v_server bigint := (SELECT system_identifier FROM pg_control_system());
BEGIN
  PERFORM pg_advisory_xact_lock(7205759404);  -- one at a time; any constant will do, this follows the migrations'
  SELECT * INTO STRICT v_from FROM funnel_watermark;
  v_to := pg_snapshot_xmin(pg_current_snapshot());

  -- A dump restored elsewhere brings transactions that this server has never had: they would be counted never or twice.
  -- All of them have ended, so they become the oldest.
  IF v_from.server <> v_server THEN
    UPDATE events SET transaction_id = '0' WHERE transaction_id >= v_to;
  END IF;

  -- Tenants that are new, or have moved their midnight, are counted from the beginning.
  WITH moved AS (
    INSERT INTO funnel_zones AS z (tenant_id, time_zone)
    SELECT t.tenant_id, lobby.known_time_zone(t.settings ->> 'time_zone')
      FROM tenant_registry t LEFT JOIN funnel_zones z ON z.tenant_id = t.tenant_id
     WHERE p_anew OR v_from.server <> v_server OR z.tenant_id IS NULL
        OR (z.time_zone <> coalesce(t.settings ->> 'time_zone', 'UTC') AND z.time_zone <> lobby.known_time_zone(t.settings ->> 'time_zone'))
    ON CONFLICT (tenant_id) DO UPDATE SET time_zone = excluded.time_zone
    RETURNING tenant_id)
  SELECT coalesce(array_agg(tenant_id), '{}') INTO v_anew FROM moved;
  DELETE FROM funnel_daily WHERE tenant_id = ANY (v_anew);

  WITH counted AS (
    SELECT e.event_id, e.tenant_id, (e.created_at AT TIME ZONE z.time_zone)::date AS day,
           CASE e.kind WHEN 'session_started' THEN 'open' ELSE e.kind END AS stage, coalesce(e.channel, '') AS channel, e.touches,
           CASE WHEN e.kind IN ('reservation', 'cancellation') AND e.details ->> 'total_amount' ~ '^[0-9]{1,12}([.][0-9]+)?$'
                THEN (e.details ->> 'total_amount')::numeric END AS amount,
           coalesce(e.details ->> 'currency', '') AS currency
      FROM events e JOIN funnel_zones z ON z.tenant_id = e.tenant_id
     WHERE e.transaction_id < v_to AND (e.transaction_id >= v_from.transaction_id OR e.tenant_id = ANY (v_anew))
       AND e.kind IN ('visit', 'session_started', 'message', 'intent_complete', 'offer', 'lead', 'reservation', 'cancellation', 'handoff')),
  rolled AS (
    INSERT INTO funnel_daily AS f (tenant_id, day, touch, stage, channel, source, campaign, currency, count, amount)
    SELECT c.tenant_id, c.day, t.touch, c.stage, c.channel, left(coalesce(c.touches -> t.touch ->> 'source', ''), 200),
           left(coalesce(c.touches -> t.touch ->> 'campaign', ''), 200),
           CASE WHEN c.amount IS NULL THEN '' ELSE c.currency END, count(*), coalesce(sum(c.amount), 0)
      FROM counted c CROSS JOIN unnest(ARRAY['first', 'last']) AS t (touch)
     GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
    ON CONFLICT (tenant_id, day, touch, stage, channel, source, campaign, currency)
    DO UPDATE SET count = f.count + excluded.count, amount = f.amount + excluded.amount)
  SELECT count(*) INTO v_counted FROM counted;
  UPDATE funnel_watermark SET transaction_id = v_to, server = v_server;
  RETURN v_counted;
END $$;

-- Whose funnels there are: verification goes through all of them, one tenant's transaction each.
CREATE OR REPLACE FUNCTION lobby.funnel_tenants() RETURNS TABLE (tenant_id uuid, slug text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT t.tenant_id, t.slug FROM tenant_registry t ORDER BY t.slug
$$;

DO $$
DECLARE f regprocedure;
BEGIN
  FOREACH f IN ARRAY ARRAY['lobby.known_time_zone(text)', 'lobby.roll_up_funnel(boolean)', 'lobby.funnel_tenants()']::regprocedure[] LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO lobby_system', f);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO lobby_bot, service_role', f);
  END LOOP;
END $$;

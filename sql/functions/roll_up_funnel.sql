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
  DELETE FROM topics_daily WHERE tenant_id = ANY (v_anew);

  WITH counted AS (
    SELECT e.event_id, e.tenant_id, (e.created_at AT TIME ZONE z.time_zone)::date AS day,
           CASE e.kind WHEN 'session_started' THEN 'open' ELSE e.kind END AS stage, coalesce(e.channel, '') AS channel, e.touches,
           CASE WHEN e.kind IN ('reservation', 'cancellation') AND e.details ->> 'total_amount' ~ '^[0-9]{1,12}([.][0-9]+)?$'
                THEN (e.details ->> 'total_amount')::numeric END AS amount,
           coalesce(e.details ->> 'currency', '') AS currency, left(coalesce(e.details ->> 'topic', ''), 80) AS topic
      FROM events e JOIN funnel_zones z ON z.tenant_id = e.tenant_id
     WHERE e.transaction_id < v_to AND (e.transaction_id >= v_from.transaction_id OR e.tenant_id = ANY (v_anew))
       AND e.kind IN ('visit', 'session_started', 'message', 'intent_complete', 'offer', 'lead', 'reservation', 'cancellation', 'handoff', 'topic')),
  rolled AS (
    INSERT INTO funnel_daily AS f (tenant_id, day, touch, stage, channel, source, campaign, currency, count, amount)
    SELECT c.tenant_id, c.day, t.touch, c.stage, c.channel, left(coalesce(c.touches -> t.touch ->> 'source', ''), 200),
           left(coalesce(c.touches -> t.touch ->> 'campaign', ''), 200),
           CASE WHEN c.amount IS NULL THEN '' ELSE c.currency END, count(*), coalesce(sum(c.amount), 0)
      FROM counted c CROSS JOIN unnest(ARRAY['first', 'last']) AS t (touch)
     WHERE c.stage <> 'topic'
     GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
    ON CONFLICT (tenant_id, day, touch, stage, channel, source, campaign, currency)
    DO UPDATE SET count = f.count + excluded.count, amount = f.amount + excluded.amount),
  asked AS (
    INSERT INTO topics_daily AS d (tenant_id, day, channel, topic, count)
    SELECT c.tenant_id, c.day, c.channel, c.topic, count(*) FROM counted c WHERE c.stage = 'topic' GROUP BY 1, 2, 3, 4
    ON CONFLICT (tenant_id, day, channel, topic) DO UPDATE SET count = d.count + excluded.count)
  SELECT count(*) INTO v_counted FROM counted;
  UPDATE funnel_watermark SET transaction_id = v_to, server = v_server;
  RETURN v_counted;
END $$;

ALTER FUNCTION lobby.roll_up_funnel OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.roll_up_funnel FROM PUBLIC, anon, authenticated, service_role, lobby_bot;
GRANT EXECUTE ON FUNCTION lobby.roll_up_funnel TO lobby_bot, service_role;

-- The funnel (bot.ledger.funnel): reports from the roll-up, and the log of events counted again beside it.

-- name: roll_up
SELECT lobby.roll_up_funnel(%(anew)s::boolean);

-- name: tenants
SELECT tenant_id, slug FROM lobby.funnel_tenants();

-- name: today
-- The day that it is now for the tenant, as its events are counted. In the tenant's transaction.
SELECT (now() AT TIME ZONE time_zone)::date FROM funnel_zones WHERE tenant_id = %(tenant_id)s::uuid;

-- name: counts
-- In the tenant's transaction: what is not asked for is summed up.
SELECT CASE WHEN %(by)s = 'day' THEN day END AS day, CASE WHEN %(by)s = 'channel' THEN channel END AS channel,
       CASE WHEN %(by)s = 'campaign' THEN source END AS source, CASE WHEN %(by)s = 'campaign' THEN campaign END AS campaign,
       stage, currency, sum(count)::bigint AS count, sum(amount) AS amount
  FROM funnel_daily
 WHERE tenant_id = %(tenant_id)s::uuid AND day BETWEEN %(first)s::date AND %(last)s::date AND touch = %(touch)s
 GROUP BY 1, 2, 3, 4, stage, currency;

-- name: topics
-- In the tenant's transaction: how many conversations asked about each topic, the most frequent first.
SELECT topic, sum(count)::bigint AS count
  FROM topics_daily
 WHERE tenant_id = %(tenant_id)s::uuid AND day BETWEEN %(first)s::date AND %(last)s::date
 GROUP BY topic ORDER BY count DESC, topic;

-- name: differences
-- Every number again, from the events before the watermark, beside the roll-up's; those that differ. In the tenant's
-- transaction. One statement, so that log, roll-up and watermark are of one moment. A missing side is NULL.
WITH stages (kind, stage) AS (
  VALUES ('visit', 'visit'), ('session_started', 'open'), ('message', 'message'), ('intent_complete', 'intent_complete'),
         ('offer', 'offer'), ('lead', 'lead'), ('reservation', 'reservation'), ('cancellation', 'cancellation'), ('handoff', 'handoff')),
conversions (event_id, currency, amount) AS (
  SELECT event_id, coalesce(details ->> 'currency', ''), (details ->> 'total_amount')::numeric
    FROM events
   WHERE tenant_id = %(tenant_id)s::uuid AND kind IN ('reservation', 'cancellation')
     AND CASE jsonb_typeof(details -> 'total_amount') WHEN 'number' THEN (details ->> 'total_amount')::numeric BETWEEN 0 AND 999999999999.99
         WHEN 'string' THEN details ->> 'total_amount' ~ '^[0-9]{1,12}([.][0-9]+)?$' ELSE false END),
log AS (
  SELECT e.event_id, timezone(z.time_zone, e.created_at)::date AS day, s.stage, e.channel, e.touches,
         coalesce(c.currency, '') AS currency, coalesce(c.amount, 0) AS amount
    FROM funnel_watermark w
    JOIN events e ON e.tenant_id = %(tenant_id)s::uuid AND e.transaction_id < w.transaction_id
    JOIN funnel_zones z ON z.tenant_id = e.tenant_id
    JOIN stages s ON s.kind = e.kind
    LEFT JOIN conversions c ON c.event_id = e.event_id),
again AS (
  SELECT day, touch, stage, channel, source, campaign, currency, count(event_id) AS count, sum(amount) AS amount
    FROM (SELECT event_id, day, 'first' AS touch, stage, coalesce(channel, '') AS channel, currency, amount,
                 substr(coalesce(touches #>> '{first,source}', ''), 1, 200) AS source,
                 substr(coalesce(touches #>> '{first,campaign}', ''), 1, 200) AS campaign FROM log
          UNION ALL
          SELECT event_id, day, 'last', stage, coalesce(channel, ''), currency, amount,
                 substr(coalesce(touches #>> '{last,source}', ''), 1, 200),
                 substr(coalesce(touches #>> '{last,campaign}', ''), 1, 200) FROM log) counted_once_a_touch
   GROUP BY day, touch, stage, channel, source, campaign, currency),
rolled AS (
  SELECT day, touch, stage, channel, source, campaign, currency, count, amount FROM funnel_daily WHERE tenant_id = %(tenant_id)s::uuid)
SELECT %(tenant)s::text AS tenant, day, touch, stage, channel, source, campaign, currency, rolled.count AS rolled_up, again.count AS counted,
       rolled.amount AS amount_rolled_up, again.amount AS amount_counted
  FROM rolled FULL JOIN again USING (day, touch, stage, channel, source, campaign, currency)
 WHERE (rolled.count, rolled.amount) IS DISTINCT FROM (again.count, again.amount)
 ORDER BY day, touch, channel, source, campaign, stage, currency;

-- name: topic_differences
-- As differences, of the topics; they know no campaigns and no money.
WITH again AS (
  SELECT timezone(z.time_zone, e.created_at)::date AS day, coalesce(e.channel, '') AS channel,
         substr(coalesce(e.details ->> 'topic', ''), 1, 80) AS topic, count(e.event_id) AS count
    FROM funnel_watermark w
    JOIN events e ON e.tenant_id = %(tenant_id)s::uuid AND e.transaction_id < w.transaction_id AND e.kind = 'topic'
    JOIN funnel_zones z ON z.tenant_id = e.tenant_id
   GROUP BY 1, 2, 3),
rolled AS (
  SELECT day, channel, topic, count FROM topics_daily WHERE tenant_id = %(tenant_id)s::uuid)
SELECT %(tenant)s::text AS tenant, day, '' AS touch, 'topic ' || topic AS stage, channel, '' AS source, '' AS campaign, '' AS currency,
       rolled.count AS rolled_up, again.count AS counted, NULL::numeric AS amount_rolled_up, NULL::numeric AS amount_counted
  FROM rolled FULL JOIN again USING (day, channel, topic)
 WHERE rolled.count IS DISTINCT FROM again.count
 ORDER BY day, channel, topic;

-- name: sizes
-- How much is compared: events counted, events of transactions that are not, numbers of the roll-up.
SELECT count(*) FILTER (WHERE e.transaction_id < w.transaction_id) AS events,
       count(*) FILTER (WHERE e.transaction_id >= w.transaction_id) AS waiting,
       (SELECT count(*) FROM funnel_daily WHERE tenant_id = %(tenant_id)s::uuid)
         + (SELECT count(*) FROM topics_daily WHERE tenant_id = %(tenant_id)s::uuid) AS numbers
  FROM funnel_watermark w LEFT JOIN events e
    ON e.tenant_id = %(tenant_id)s::uuid
       AND e.kind IN ('visit', 'session_started', 'message', 'intent_complete', 'offer', 'lead', 'reservation', 'cancellation', 'handoff', 'topic')
 GROUP BY w.transaction_id;

-- name: sessions_unopened
-- Sessions that no event has started.
SELECT session_id FROM prospective_sessions s
 WHERE tenant_id = %(tenant_id)s::uuid
   AND NOT EXISTS (SELECT FROM events e WHERE e.session_id = s.session_id AND e.kind = 'session_started')
 ORDER BY session_id;

-- name: reservations_unmatched
-- Reservations out of conversations that the log does not know, or not as they are (made, cancelled), and the reverse.
WITH told AS (
  SELECT coalesce(details ->> 'reservation_id', 'event ' || event_id) AS id,
         bool_or(kind = 'reservation') AS made, bool_or(kind = 'cancellation') AS cancelled
    FROM events WHERE tenant_id = %(tenant_id)s::uuid AND kind IN ('reservation', 'cancellation') GROUP BY 1)
SELECT coalesce(r.id::text, t.id)
  FROM (SELECT * FROM guest_reservations WHERE tenant_id = %(tenant_id)s::uuid) r FULL JOIN told t ON t.id = r.id::text
 WHERE CASE WHEN r.id IS NULL THEN true
            WHEN t.id IS NULL THEN r.source_session_id IS NOT NULL
            ELSE NOT t.made OR t.cancelled <> (r.status = 'cancelled') END
 ORDER BY 1;

-- What language models have cost (bot.llm.budget, bot.llm.cost).

-- name: reserve_tokens
-- One statement, so that the row that all share is never locked over a round trip; and no guest waits long for it. The scope
-- is the payer's: the arguments come out of it, so it is set first.
WITH payer AS MATERIALIZED (
  SELECT set_config('app.tenant_id', %(tenant_id)s::text, true) AS tenant_id,
         set_config('app.session_id', coalesce(%(session_id)s::text, ''), true) AS session_id,
         set_config('app.scope', CASE WHEN %(session_id)s::text IS NULL THEN 'tenant' ELSE '' END, true) AS scope,
         set_config('lock_timeout', '1s', true) AS patience)
SELECT r.usage_id, r.refused
  FROM payer, LATERAL lobby.reserve_tokens(
         payer.tenant_id::uuid, nullif(payer.session_id, '')::uuid, %(model)s::text, %(purpose)s::text, %(tokens)s::integer,
         %(visitor)s::bigint, %(tenant)s::bigint, %(day)s::bigint) r;

-- name: settle_tokens
-- Likewise.
WITH payer AS MATERIALIZED (
  SELECT set_config('app.tenant_id', %(tenant_id)s::text, true) AS tenant_id,
         set_config('app.session_id', coalesce(%(session_id)s::text, ''), true) AS session_id,
         set_config('app.scope', CASE WHEN %(session_id)s::text IS NULL THEN 'tenant' ELSE '' END, true) AS scope,
         set_config('lock_timeout', '1s', true) AS patience)
SELECT lobby.settle_tokens(payer.tenant_id::uuid, nullif(payer.session_id, '')::uuid, %(usage_id)s::uuid,
                           %(input_tokens)s::integer, %(output_tokens)s::integer, %(cost)s::numeric)
  FROM payer;

-- name: model_usage
-- Calls since a day (UTC), of one tenant (NULL: all), by day, tenant, conversation or model; as lobby_system. What is not
-- settled is being asked just now, or was lost with its node: it counts as spent.
SELECT CASE %(by)s::text
         WHEN 'day' THEN to_char(u.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD')
         WHEN 'tenant' THEN t.slug
         WHEN 'model' THEN u.model
         ELSE coalesce(u.session_id::text, '') END AS key,
       count(*) AS calls,
       coalesce(sum(u.input_tokens), 0)::bigint AS input_tokens,
       coalesce(sum(u.output_tokens), 0)::bigint AS output_tokens,
       coalesce(sum(u.reserved_tokens) FILTER (WHERE u.settled_at IS NULL), 0)::bigint AS open_tokens,
       coalesce(sum(u.cost), 0) AS cost,
       coalesce(sum(u.input_tokens + u.output_tokens) FILTER (WHERE u.cost IS NULL), 0)::bigint AS unpriced_tokens
  FROM llm_usage u JOIN tenant_registry t USING (tenant_id)
 WHERE u.created_at >= (%(first)s::date)::timestamp AT TIME ZONE 'UTC' AND (%(slug)s::text IS NULL OR t.slug = %(slug)s::text)
 GROUP BY 1 ORDER BY 1;

-- What language models have cost (bot.llm.budget, bot.llm.cost).

-- name: reserve_tokens
-- In the payer's scope.
SELECT usage_id, refused
  FROM lobby.reserve_tokens(%(tenant_id)s::uuid, %(session_id)s::uuid, %(model)s::text, %(purpose)s::text, %(tokens)s::integer,
                            %(visitor)s::bigint, %(tenant)s::bigint, %(day)s::bigint);

-- name: settle_tokens
-- In the payer's scope.
SELECT lobby.settle_tokens(%(tenant_id)s::uuid, %(session_id)s::uuid, %(usage_id)s::uuid, %(input_tokens)s::integer,
                           %(output_tokens)s::integer, %(cost)s::numeric);

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

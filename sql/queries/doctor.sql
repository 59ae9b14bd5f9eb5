-- What `bot doctor` asks (bot.doctor.database), as an administrator acting as lobby_system.

-- name: server
SELECT current_setting('server_version_num')::integer AS number, current_setting('server_version') AS version,
       (SELECT extversion FROM pg_extension WHERE extname = 'vector') AS vector;

-- name: tenants
-- Active ones: live units, those without a vector, those whose vector is of another model than the tenant's questions.
SELECT t.slug, t.embedding_model, count(u.unit_id) AS live,
       count(*) FILTER (WHERE u.unit_id IS NOT NULL AND u.embedding_fast IS NULL) AS without_vector,
       count(*) FILTER (WHERE u.embedding_fast IS NOT NULL AND u.embedding_model IS DISTINCT FROM t.embedding_model) AS other_model
  FROM tenant_registry t
  LEFT JOIN accommodation_units_public u ON u.tenant_id = t.tenant_id AND u.is_active AND u.is_bookable
 WHERE t.is_active GROUP BY t.tenant_id ORDER BY t.slug;

-- name: missing_indexes
SELECT count(*) FROM lobby.missing_vector_indexes();

-- name: expired_sessions
-- All, and those that a cleanup should have taken: a daily one leaves none that is older than a day.
SELECT count(*) AS expired, count(*) FILTER (WHERE expires_at < now() - interval '25 hours') AS overdue
  FROM prospective_sessions WHERE status = 'active' AND expires_at <= now();

-- name: index_usage
-- Scans by index in all scans of the tables that are large enough for it to matter; NULL when none is.
SELECT sum(idx_scan)::float8 / nullif(sum(seq_scan + coalesce(idx_scan, 0)), 0) FROM pg_stat_user_tables
 WHERE schemaname = 'public' AND n_live_tup >= 1000 AND seq_scan + coalesce(idx_scan, 0) >= 1000;

-- name: undelivered
-- Waiting in the outbox for more than ten minutes; given up in the last day.
SELECT count(*) FILTER (WHERE delivery IN ('pending', 'sending') AND created_at < now() - interval '10 minutes') AS waiting,
       count(*) FILTER (WHERE delivery = 'failed' AND created_at > now() - interval '1 day') AS failed
  FROM messages;

-- name: unposted
-- Alerts and what else goes to staff or linked channels, as above.
SELECT count(*) FILTER (WHERE state IN ('pending', 'sending') AND created_at < now() - interval '10 minutes') AS waiting,
       count(*) FILTER (WHERE state = 'failed' AND created_at > now() - interval '1 day') AS failed
  FROM posts;

-- name: unanswered
-- Turns that nobody has finished or taken over for a minute.
SELECT count(*) FROM turns WHERE last_guest_seq > answered_seq AND speaker = 'bot' AND lease_until < now() - interval '1 minute';

-- name: failed_jobs
-- Scheduled work that failed in the last week.
SELECT count(DISTINCT j.id) FROM procrastinate.procrastinate_jobs j
  JOIN procrastinate.procrastinate_events e ON e.job_id = j.id
 WHERE j.status = 'failed' AND e.at > now() - interval '7 days';

-- name: current_role_is_superuser
SELECT rolsuper FROM pg_roles WHERE rolname = session_user;

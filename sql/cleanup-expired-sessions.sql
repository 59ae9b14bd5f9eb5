-- Deletes expired sessions that did not convert, archives converted ones older than archive_after_days (0: none), and
-- prints what it did.
--   psql -f sql/cleanup-expired-sessions.sql "$URL"
--   psql -v archive_after_days=0 -f sql/cleanup-expired-sessions.sql "$URL"
-- The running bot does the same every day ([jobs] cleanup_cron), and `bot cleanup` when it is asked. Where pg_cron is at
-- hand and no bot runs:
--   SELECT cron.schedule('lobby-cleanup', '0 3 * * *', $$SELECT * FROM lobby.cleanup_expired_sessions(interval '90 days')$$);
-- Running it twice, or at the same time as the bot, is safe. The messages of a deleted session go with it; its events and
-- reservations stay. An archived session keeps its transcript in prospective_sessions_archive.

\if :{?archive_after_days}
\else
  \set archive_after_days 90
\endif

SELECT deleted AS "expired sessions deleted", archived AS "converted sessions archived"
  FROM lobby.cleanup_expired_sessions(
         CASE WHEN :'archive_after_days'::integer > 0 THEN make_interval(days => :'archive_after_days'::integer) END);

SELECT count(*) FILTER (WHERE status = 'active' AND expires_at <= now()) AS "expired sessions left",
       count(*) FILTER (WHERE status = 'active' AND expires_at > now()) AS "active",
       count(*) FILTER (WHERE status = 'converted') AS "converted"
  FROM prospective_sessions;

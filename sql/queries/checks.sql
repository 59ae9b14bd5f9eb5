-- What guards have changed in the bot's replies (bot.ledger.corrections).

-- name: record_checks
-- In the visitor's own transaction.
SELECT lobby.record_checks(%(tenant_id)s::uuid, %(session_id)s::uuid, %(checks)s::jsonb);

-- name: session_checks
-- In the tenant's scope.
SELECT created_at, session_id, sentence, instead, reasons FROM reply_checks
 WHERE tenant_id = %(tenant_id)s::uuid AND session_id = %(session_id)s::uuid ORDER BY check_id;

-- name: latest_checks
-- In the tenant's scope.
SELECT created_at, session_id, sentence, instead, reasons FROM reply_checks
 WHERE tenant_id = %(tenant_id)s::uuid AND created_at > now() - make_interval(days => %(days)s::integer)
 ORDER BY check_id DESC LIMIT %(count)s::integer;

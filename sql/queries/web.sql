-- name: origin_is_known
-- Whether any active tenant allows this origin: a browser's preflight names no tenant.
SELECT lobby.origin_is_known(%(origin)s);

-- name: visitor_session
-- The live session behind a visitor's hashed token, whatever its tenant.
SELECT tenant_id, session_id FROM lobby.visitor_session(%(cookie_id)s);

-- name: record_visit
SELECT lobby.record_visit(%(tenant_id)s::uuid, %(channel)s, %(touch)s::jsonb);

-- name: session_tenant
-- Whose session it is: its signature is checked with that tenant's secret.
SELECT lobby.session_tenant(%(session_id)s::uuid);

-- name: applied_migrations
-- NULL where the files were applied by hand.
SELECT lobby.applied_migrations();

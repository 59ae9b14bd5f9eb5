-- Tenants as an administrator manages them (bot.ledger.tenant_admin), as lobby_system.

-- name: add_tenant
INSERT INTO tenant_registry (slug, name, settings) VALUES (%(slug)s, %(name)s, %(settings)s::jsonb)
RETURNING tenant_id, slug, name, settings, is_active;

-- name: list_tenants
-- With the number of units that guests can see.
SELECT t.tenant_id, t.slug, t.name, t.settings, t.embedding_model, t.is_active, t.created_at,
       (SELECT count(*) FROM accommodation_units_public u
         WHERE u.tenant_id = t.tenant_id AND u.is_active AND u.is_bookable) AS units
  FROM tenant_registry t ORDER BY t.slug;

-- name: tenant_for_update
SELECT tenant_id, settings FROM tenant_registry WHERE slug = %(slug)s FOR UPDATE;

-- name: change_tenant
UPDATE tenant_registry
   SET settings = %(settings)s::jsonb, name = coalesce(%(name)s::text, name), is_active = coalesce(%(active)s::boolean, is_active), updated_at = now()
 WHERE slug = %(slug)s
RETURNING tenant_id, slug, name, settings, is_active;

-- name: renew_webhook_secret
INSERT INTO tenant_secrets (tenant_id, webhook_secret)
SELECT tenant_id, %(secret)s::text FROM tenant_registry t WHERE t.slug = %(slug)s::text
ON CONFLICT (tenant_id) DO UPDATE SET webhook_secret = excluded.webhook_secret
RETURNING tenant_id;

-- name: needs_demo
-- A database without tenants, or with a demo whose loading was interrupted.
SELECT NOT EXISTS (SELECT FROM tenant_registry WHERE slug <> 'demo' OR embedding_model IS NOT NULL);

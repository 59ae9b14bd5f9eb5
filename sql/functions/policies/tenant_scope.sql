-- Whether a transaction is the core's own work, which sees every session of its tenant; else only the visitor's.
CREATE OR REPLACE FUNCTION lobby.tenant_scope() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT coalesce(current_setting('app.scope', true), '') = 'tenant' $$;

REVOKE ALL ON FUNCTION lobby.tenant_scope FROM PUBLIC, anon, authenticated, service_role, lobby_bot;
GRANT EXECUTE ON FUNCTION lobby.tenant_scope TO anon, authenticated, lobby_bot, service_role, lobby_system;

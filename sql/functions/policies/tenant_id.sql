-- The tenant that a transaction is for. Like the others here it reads a transaction-local setting; unset or empty means
-- nobody, so nothing is seen.
CREATE OR REPLACE FUNCTION lobby.tenant_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('app.tenant_id', true), '')::uuid $$;

REVOKE ALL ON FUNCTION lobby.tenant_id FROM PUBLIC, anon, authenticated, service_role, lobby_bot;
GRANT EXECUTE ON FUNCTION lobby.tenant_id TO anon, authenticated, lobby_bot, service_role, lobby_system;

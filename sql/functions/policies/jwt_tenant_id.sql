-- Staff: the tenant claim of the verified JWT, top level or under app_metadata (where Supabase keeps it).
CREATE OR REPLACE FUNCTION lobby.jwt_tenant_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(coalesce(c ->> 'tenant_id', c -> 'app_metadata' ->> 'tenant_id'), '')::uuid
          FROM (SELECT nullif(current_setting('request.jwt.claims', true), '')::jsonb AS c) s $$;

REVOKE ALL ON FUNCTION lobby.jwt_tenant_id FROM PUBLIC, anon, authenticated, service_role, lobby_bot;
GRANT EXECUTE ON FUNCTION lobby.jwt_tenant_id TO anon, authenticated, lobby_bot, service_role, lobby_system;

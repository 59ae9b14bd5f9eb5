-- Whether the caller may spend for them: in the tenant's scope, or in the visitor's own turn.
CREATE OR REPLACE FUNCTION lobby.may_spend(p_tenant_id uuid, p_session_id uuid) RETURNS boolean LANGUAGE sql STABLE
AS $$
  SELECT coalesce(p_tenant_id = lobby.tenant_id() AND (lobby.tenant_scope() OR p_session_id = lobby.session_id()), false)
$$;

ALTER FUNCTION lobby.may_spend OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.may_spend FROM PUBLIC, anon, authenticated, service_role, lobby_bot;

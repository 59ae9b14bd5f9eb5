-- The roles, the extension and the schema stay: other databases of the server, or other applications, may use them.
DROP TABLE IF EXISTS guest_reservations, accommodation_units, staff_users, tenant_secrets, tenant_registry;
DROP FUNCTION IF EXISTS lobby.tenant_id(), lobby.session_id(), lobby.cookie_id(), lobby.tenant_scope(), lobby.jwt_tenant_id();

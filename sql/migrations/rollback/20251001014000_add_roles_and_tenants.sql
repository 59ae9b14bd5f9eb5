-- Roles stay: other databases of the cluster may use them.
DROP FUNCTION IF EXISTS lobby.find_tenant(text);
DROP TABLE IF EXISTS guest_reservations, accommodation_units, staff_users, tenant_secrets, tenant_registry;
DROP FUNCTION IF EXISTS lobby.tenant_id(), lobby.session_id(), lobby.cookie_id(), lobby.tenant_scope(), lobby.jwt_tenant_id();

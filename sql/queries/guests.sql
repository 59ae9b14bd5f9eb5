-- name: create_link_code
SELECT lobby.create_link_code(%(tenant_id)s::uuid, %(session_id)s::uuid, %(code)s, %(life)s::interval);

-- name: linked_channels
SELECT lobby.linked_channels(%(tenant_id)s::uuid, %(session_id)s::uuid);

-- name: unlink_session
SELECT lobby.unlink_session(%(tenant_id)s::uuid, %(session_id)s::uuid);

-- name: erase_guest
SELECT lobby.erase_guest(%(tenant_id)s::uuid, %(channel)s, %(channel_user_id)s);

-- name: create_link_code
SELECT lobby.create_link_code(%s::uuid, %s::uuid, %s, %s::interval);

-- name: linked_channels
SELECT lobby.linked_channels(%s::uuid, %s::uuid);

-- name: unlink_session
SELECT lobby.unlink_session(%s::uuid, %s::uuid);

-- name: erase_guest
SELECT lobby.erase_guest(%s::uuid, %s, %s);

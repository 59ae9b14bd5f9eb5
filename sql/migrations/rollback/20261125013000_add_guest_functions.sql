DROP FUNCTION IF EXISTS
  lobby.create_link_code(uuid, uuid, text, interval), lobby.linked_channels(uuid, uuid), lobby.unlink_session(uuid, uuid),
  lobby.erase_guest(uuid, text, text), lobby.record_visit(uuid, text, jsonb), lobby.cancel_reservation(uuid, text),
  lobby.hold_lease(text, text, interval), lobby.release_lease(text, text);

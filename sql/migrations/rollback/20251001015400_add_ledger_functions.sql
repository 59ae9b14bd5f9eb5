DROP FUNCTION IF EXISTS
  lobby.accept_messages(jsonb, interval), lobby.commit_turns(jsonb, interval),
  lobby.cleanup_expired_sessions(interval), lobby.sessions_ahead(uuid[], integer[]),
  lobby.append_message(uuid, uuid, text, text, uuid, text, jsonb, boolean),
  lobby.settle_delivery(uuid, uuid, integer, text, text, interval), lobby.claim_deliveries(text[], interval, integer, uuid),
  lobby.claim_abandoned_turns(uuid, interval, integer), lobby.renew_leases(uuid[], uuid[], interval),
  lobby.release_turn(uuid, uuid, uuid),
  lobby.commit_turn(uuid, uuid, uuid, integer, integer, text, uuid, uuid, text, jsonb, text[], boolean, jsonb, jsonb, text, jsonb, jsonb, jsonb, interval),
  lobby.convert_session(uuid, uuid, jsonb, text),
  lobby.accept_message(uuid, text, text, text, text, text, jsonb, text, jsonb, uuid, interval),
  lobby.turn_context(uuid), lobby.open_session(uuid, text, text, text, text, jsonb, boolean),
  lobby.live_session(uuid, text, text), lobby.start_session(uuid, text, text, text, text, jsonb);
DROP TYPE IF EXISTS lobby.turn_context;

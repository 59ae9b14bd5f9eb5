DROP FUNCTION IF EXISTS lobby.origin_is_known(text), lobby.visitor_session(text), lobby.session_tenant(uuid),
  lobby.applied_migrations();

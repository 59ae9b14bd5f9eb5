-- The visitor's session that a transaction is for: a turn.
CREATE OR REPLACE FUNCTION lobby.session_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('app.session_id', true), '')::uuid $$;

REVOKE ALL ON FUNCTION lobby.session_id FROM PUBLIC, anon, authenticated, service_role, lobby_bot;
GRANT EXECUTE ON FUNCTION lobby.session_id TO anon, authenticated, lobby_bot, service_role, lobby_system;

-- The visitor's cookie that a transaction presents, as stored (hashed).
CREATE OR REPLACE FUNCTION lobby.cookie_id() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('app.cookie_id', true), '') $$;

REVOKE ALL ON FUNCTION lobby.cookie_id FROM PUBLIC, anon, authenticated, service_role, lobby_bot;
GRANT EXECUTE ON FUNCTION lobby.cookie_id TO anon, authenticated, lobby_bot, service_role, lobby_system;

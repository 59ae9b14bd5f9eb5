-- Whether the bot may still speak: what a stream asks before it shows something.
CREATE OR REPLACE FUNCTION lobby.is_current(p_tenant_id uuid, p_session_id uuid, p_lease_token uuid, p_epoch integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM turns t WHERE t.session_id = p_session_id AND t.tenant_id = p_tenant_id AND t.lease_token = p_lease_token
                    AND t.epoch = p_epoch AND t.speaker = 'bot')
$$;

ALTER FUNCTION lobby.is_current OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.is_current FROM PUBLIC, anon, authenticated, service_role, lobby_bot;
GRANT EXECUTE ON FUNCTION lobby.is_current TO lobby_bot, service_role;

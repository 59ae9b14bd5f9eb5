-- Take back a reply that waits; false: it is too late.
CREATE OR REPLACE FUNCTION lobby.undo_reply(p_tenant_id uuid, p_reply_id uuid) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH undone AS (
    UPDATE staff_replies SET state = 'undone' WHERE reply_id = p_reply_id AND tenant_id = p_tenant_id AND state = 'waiting' RETURNING 1)
  SELECT EXISTS (SELECT FROM undone)
$$;

ALTER FUNCTION lobby.undo_reply OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.undo_reply FROM PUBLIC, anon, authenticated, service_role, lobby_bot;
GRANT EXECUTE ON FUNCTION lobby.undo_reply TO lobby_bot, service_role;

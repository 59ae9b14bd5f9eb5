-- Everything that is kept of a channel user: the session with its messages, replies and posts, and those it was linked
-- with or has left. Reservations stay: they are the business's records. NULL: nothing was kept. Turns are locked first: a
-- reply that is being committed comes before or finds its session gone.
CREATE OR REPLACE FUNCTION lobby.erase_guest(p_tenant_id uuid, p_channel text, p_channel_user_id text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v_ids uuid[]; v_count integer;
BEGIN
  SELECT array_agg(s.session_id) INTO v_ids FROM (
    SELECT i.session_id FROM channel_identities i
     WHERE i.tenant_id = p_tenant_id AND i.channel = p_channel AND i.channel_user_id = p_channel_user_id
    UNION
    SELECT i.previous_session_id FROM channel_identities i
     WHERE i.tenant_id = p_tenant_id AND i.channel = p_channel AND i.channel_user_id = p_channel_user_id AND i.previous_session_id IS NOT NULL
    UNION
    SELECT m.session_id FROM messages m JOIN channel_identities i ON i.identity_id = m.identity_id
     WHERE i.tenant_id = p_tenant_id AND i.channel = p_channel AND i.channel_user_id = p_channel_user_id) s;
  PERFORM FROM turns WHERE session_id = ANY (v_ids) ORDER BY session_id FOR UPDATE;
  UPDATE events SET session_id = NULL,
         details = (details - 'referrer' - 'landing_page' - 'reason') #- '{attribution,referrer}' #- '{attribution,landing_page}'
   WHERE tenant_id = p_tenant_id AND session_id = ANY (v_ids);
  DELETE FROM prospective_sessions_archive WHERE tenant_id = p_tenant_id AND session_id = ANY (v_ids);
  DELETE FROM prospective_sessions WHERE tenant_id = p_tenant_id AND session_id = ANY (v_ids);
  GET DIAGNOSTICS v_count = ROW_COUNT;
  RETURN nullif(v_count, 0);
END $$;

ALTER FUNCTION lobby.erase_guest OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.erase_guest FROM PUBLIC, anon, authenticated, service_role, lobby_bot;
GRANT EXECUTE ON FUNCTION lobby.erase_guest TO lobby_bot, service_role;

-- Deletes expired sessions that did not convert; archives converted ones older than p_archive_after (NULL: none).
CREATE OR REPLACE FUNCTION lobby.cleanup_expired_sessions(p_archive_after interval DEFAULT NULL)
RETURNS TABLE (deleted bigint, archived bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v_deleted bigint; v_archived bigint := 0;
BEGIN
  WITH gone AS (DELETE FROM prospective_sessions WHERE (status = 'active' AND expires_at <= now()) OR status = 'expired' RETURNING 1)
  SELECT count(*) INTO v_deleted FROM gone;
  IF p_archive_after IS NOT NULL THEN
    WITH old AS (
      INSERT INTO prospective_sessions_archive (session_id, tenant_id, session, transcript)
      SELECT s.session_id, s.tenant_id, to_jsonb(s) - 'conversation_history',
             coalesce((SELECT jsonb_agg(jsonb_build_object('seq', m.seq, 'role', m.role, 'content', m.content, 'at', m.created_at) ORDER BY m.seq)
                         FROM messages m WHERE m.session_id = s.session_id), '[]')
        FROM prospective_sessions s WHERE s.status = 'converted' AND s.conversion_date < now() - p_archive_after
      ON CONFLICT DO NOTHING RETURNING session_id), gone AS (
      DELETE FROM prospective_sessions s USING old WHERE s.session_id = old.session_id RETURNING 1)
    SELECT count(*) INTO v_archived FROM gone;
  END IF;
  RETURN QUERY SELECT v_deleted, v_archived;
END $$;

ALTER FUNCTION lobby.cleanup_expired_sessions OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.cleanup_expired_sessions FROM PUBLIC, anon, authenticated, service_role, lobby_bot;
GRANT EXECUTE ON FUNCTION lobby.cleanup_expired_sessions TO lobby_bot, service_role;

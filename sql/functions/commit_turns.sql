-- Many turns' commits at once, as accept_messages.
CREATE OR REPLACE FUNCTION lobby.commit_turns(p_turns jsonb, p_lease interval)
RETURNS TABLE (n bigint, outcome text, seq integer, created_at timestamptz, pending jsonb, reservation jsonb)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
  IF jsonb_array_length(p_turns) = 1 THEN
    RETURN QUERY SELECT 1::bigint, c.*
      FROM jsonb_populate_record(NULL::lobby.finished_turn, p_turns -> 0) t
     CROSS JOIN LATERAL lobby.commit_turn(t.tenant_id, t.session_id, t.lease_token, t.epoch, t.answered_seq, t.channel,
              t.identity_id, t.message_id, t.content, t.payload, t.reply_to, t.outbox, t.history, t.intent, t.language, t.state,
              t.events, t.reservation, p_lease) c;
    RETURN;
  END IF;
  RETURN QUERY SELECT x.n, c.*
    FROM (SELECT t.* FROM (
            SELECT r.*, row_number() OVER () AS n FROM jsonb_populate_recordset(NULL::lobby.finished_turn, p_turns) r) t
           ORDER BY t.session_id, t.n) x
   CROSS JOIN LATERAL lobby.commit_turn(x.tenant_id, x.session_id, x.lease_token, x.epoch, x.answered_seq, x.channel,
            x.identity_id, x.message_id, x.content, x.payload, x.reply_to, x.outbox, x.history, x.intent, x.language, x.state,
            x.events, x.reservation, p_lease) c;
END $$;

ALTER FUNCTION lobby.commit_turns OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.commit_turns FROM PUBLIC, anon, authenticated, service_role, lobby_bot;
GRANT EXECUTE ON FUNCTION lobby.commit_turns TO lobby_bot, service_role;

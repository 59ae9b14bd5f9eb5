-- Many turns' commits at once, as accept_messages.
CREATE OR REPLACE FUNCTION lobby.commit_turns(p_turns jsonb, p_lease interval)
RETURNS TABLE (n bigint, outcome text, seq integer, created_at timestamptz, pending jsonb, reservation jsonb)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY SELECT x.n, c.*
    FROM (SELECT t.* FROM (
            SELECT r.*, row_number() OVER () AS n FROM jsonb_to_recordset(p_turns) AS r (
              tenant_id uuid, session_id uuid, lease_token uuid, epoch integer, answered_seq integer, channel text, identity_id uuid,
              message_id uuid, content text, payload jsonb, reply_to text[], outbox boolean, history jsonb, intent jsonb,
              language text, state jsonb, events jsonb, reservation jsonb)) t
           ORDER BY t.session_id, t.n) x
   CROSS JOIN LATERAL lobby.commit_turn(x.tenant_id, x.session_id, x.lease_token, x.epoch, x.answered_seq, x.channel,
            x.identity_id, x.message_id, x.content, x.payload, x.reply_to, x.outbox, x.history, x.intent, x.language, x.state,
            x.events, x.reservation, p_lease) c;
END $$;

ALTER FUNCTION lobby.commit_turns OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.commit_turns FROM PUBLIC, anon, authenticated, service_role, lobby_bot;
GRANT EXECUTE ON FUNCTION lobby.commit_turns TO lobby_bot, service_role;

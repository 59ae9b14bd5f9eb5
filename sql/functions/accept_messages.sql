-- Many messages at once: under load one call and one commit carry the messages of many visitors. Each row is what
-- accept_message does alone; if one fails, all do, and the caller repeats them one by one. Rows are taken in the order of
-- their sessions, so that no two calls wait for each other in a circle. `n` is the row's place in the array, from 1.
CREATE OR REPLACE FUNCTION lobby.accept_messages(p_messages jsonb, p_lease interval)
RETURNS TABLE (n bigint, session_id uuid, seq integer, created_at timestamptz, duplicate boolean, started boolean, speaker text,
               claimed boolean, epoch integer, identity_id uuid, history jsonb, intent jsonb, state jsonb, language text,
               locale text, converted boolean, pending jsonb)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
  IF jsonb_array_length(p_messages) = 1 THEN  -- alone, there is no order to keep
    RETURN QUERY SELECT 1::bigint, a.*
      FROM jsonb_populate_record(NULL::lobby.incoming_message, p_messages -> 0) m
     CROSS JOIN LATERAL lobby.accept_message(m.tenant_id, m.channel, m.channel_user_id, m.cookie_id, m.external_id, m.content,
              m.payload, m.locale, m.attribution, m.lease_token, p_lease) a;
    RETURN;
  END IF;
  RETURN QUERY SELECT x.n, a.*
    FROM (SELECT m.* FROM (
            SELECT r.*, row_number() OVER () AS n FROM jsonb_populate_recordset(NULL::lobby.incoming_message, p_messages) r) m
            LEFT JOIN channel_identities i ON (i.tenant_id, i.channel, i.channel_user_id) = (m.tenant_id, m.channel, m.channel_user_id)
           ORDER BY i.session_id, m.channel_user_id, m.n) x
   CROSS JOIN LATERAL lobby.accept_message(x.tenant_id, x.channel, x.channel_user_id, x.cookie_id, x.external_id, x.content,
            x.payload, x.locale, x.attribution, x.lease_token, p_lease) a;
END $$;

ALTER FUNCTION lobby.accept_messages OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.accept_messages FROM PUBLIC, anon, authenticated, service_role, lobby_bot;
GRANT EXECUTE ON FUNCTION lobby.accept_messages TO lobby_bot, service_role;

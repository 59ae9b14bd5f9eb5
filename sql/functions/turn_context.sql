-- What a turn needs to run, for whoever holds its lease.
CREATE OR REPLACE FUNCTION lobby.turn_context(p_session_id uuid) RETURNS SETOF lobby.turn_context
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT t.tenant_id, t.session_id, t.lease_token, t.epoch, p.channel, p.identity_id,
         s.conversation_history, s.travel_intent, t.state, t.language, t.locale,
         s.converted_to_reservation_id IS NOT NULL, t.attempts, p.pending
    FROM turns t JOIN prospective_sessions s ON s.session_id = t.session_id
   CROSS JOIN LATERAL (
      SELECT (array_agg(m.channel ORDER BY m.seq DESC))[1] AS channel, (array_agg(m.identity_id ORDER BY m.seq DESC))[1] AS identity_id,
             jsonb_agg(jsonb_build_object('seq', m.seq, 'id', coalesce(m.external_id, m.message_id::text), 'text', m.content,
                                          'action', m.payload -> 'action', 'created_at', m.created_at) ORDER BY m.seq) AS pending
        FROM messages m
       WHERE m.session_id = t.session_id AND m.seq > t.answered_seq AND m.seq <= t.last_guest_seq AND m.role = 'user') p
   WHERE t.session_id = p_session_id
$$;

ALTER FUNCTION lobby.turn_context OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.turn_context FROM PUBLIC, anon, authenticated, service_role, lobby_bot;

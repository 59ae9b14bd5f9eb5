-- A stage of the funnel, once a session; a topic that is asked about, each once a session.
CREATE OR REPLACE FUNCTION lobby.reach_stage(p_tenant_id uuid, p_session_id uuid, p_kind text, p_channel text, p_details jsonb) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO events (tenant_id, session_id, kind, channel, details)
  SELECT p_tenant_id, p_session_id, p_kind, p_channel, coalesce(p_details, '{}')
   WHERE NOT EXISTS (
     SELECT FROM events e WHERE e.session_id = p_session_id AND e.kind = p_kind
                            AND (p_kind <> 'topic' OR e.details ->> 'topic' = p_details ->> 'topic'))
$$;

ALTER FUNCTION lobby.reach_stage OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.reach_stage FROM PUBLIC, anon, authenticated, service_role, lobby_bot;

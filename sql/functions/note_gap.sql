-- What the house was asked and could not answer, once a topic and session: the guest's words go with the session, the event
-- stays as a bare count. p_details: {topic, language, question, unit_id?}; one that a table refuses is left out, for the reply
-- must not be lost by it.
CREATE OR REPLACE FUNCTION lobby.note_gap(p_tenant_id uuid, p_session_id uuid, p_channel text, p_details jsonb) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH given AS (
    SELECT left(nullif(p_details ->> 'topic', ''), 80) AS topic, left(nullif(p_details ->> 'language', ''), 8) AS language,
           left(nullif(p_details ->> 'question', ''), 300) AS question, p_details ->> 'unit_id' AS unit_id),
  noted AS (
    INSERT INTO knowledge_gaps (tenant_id, session_id, topic, language, question, unit_id)
    SELECT p_tenant_id, p_session_id, g.topic, g.language, g.question,
           CASE WHEN g.unit_id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN g.unit_id::uuid END
      FROM given g
     WHERE g.topic IS NOT NULL AND g.language IS NOT NULL AND g.question IS NOT NULL
       AND NOT EXISTS (SELECT FROM knowledge_gaps k WHERE k.session_id = p_session_id AND k.topic = g.topic AND k.question = g.question))
  INSERT INTO events (tenant_id, session_id, kind, channel, details)
  SELECT p_tenant_id, p_session_id, 'gap', p_channel, jsonb_build_object('topic', g.topic, 'language', g.language)
    FROM given g
   WHERE g.topic IS NOT NULL AND g.language IS NOT NULL
     AND NOT EXISTS (SELECT FROM events e WHERE e.session_id = p_session_id AND e.kind = 'gap' AND e.details ->> 'topic' = g.topic)
$$;

ALTER FUNCTION lobby.note_gap OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.note_gap FROM PUBLIC, anon, authenticated, service_role, lobby_bot;

-- From the visitor's own turn. A session that was erased meanwhile keeps nothing.
CREATE OR REPLACE FUNCTION lobby.record_checks(p_tenant_id uuid, p_session_id uuid, p_checks jsonb) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO reply_checks (tenant_id, session_id, sentence, instead, reasons)
  SELECT s.tenant_id, s.session_id, c.sentence, c.instead, c.reasons
    FROM prospective_sessions s, jsonb_to_recordset(p_checks) AS c (sentence text, instead text, reasons text[])
   WHERE s.session_id = p_session_id AND s.tenant_id = p_tenant_id
     AND lobby.tenant_id() = p_tenant_id AND lobby.session_id() = p_session_id
$$;

ALTER FUNCTION lobby.record_checks OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.record_checks FROM PUBLIC, anon, authenticated, service_role, lobby_bot;
GRANT EXECUTE ON FUNCTION lobby.record_checks TO lobby_bot, service_role;

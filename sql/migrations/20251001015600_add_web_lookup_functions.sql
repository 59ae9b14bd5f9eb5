-- Look-ups of the website channel that come before a tenant is known. Each answers one question and nothing else.

CREATE OR REPLACE FUNCTION lobby.origin_is_known(p_origin text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM tenant_registry t, jsonb_array_elements_text(
      CASE jsonb_typeof(t.settings -> 'allowed_origins') WHEN 'array' THEN t.settings -> 'allowed_origins' ELSE '[]' END) o
     WHERE t.is_active AND lower(rtrim(o, '/')) IN (p_origin, p_origin || CASE WHEN p_origin LIKE 'https:%' THEN ':443' ELSE ':80' END))
$$;
COMMENT ON FUNCTION lobby.origin_is_known(text) IS 'p_origin: scheme://host[:port], lower case, without a default port.';

CREATE OR REPLACE FUNCTION lobby.visitor_session(p_cookie_id text) RETURNS TABLE (tenant_id uuid, session_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT s.tenant_id, s.session_id FROM prospective_sessions s WHERE s.cookie_id = p_cookie_id AND s.expires_at > now()
$$;
COMMENT ON FUNCTION lobby.visitor_session(text) IS 'Only who knows the 256 bit token behind the hash can ask.';

CREATE OR REPLACE FUNCTION lobby.session_tenant(p_session_id uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT s.tenant_id FROM prospective_sessions s WHERE s.session_id = p_session_id
$$;

-- Which migrations the runner has applied; NULL when the files were applied by hand. Owned by who migrates, so that it
-- can read the runner's own table.
CREATE OR REPLACE FUNCTION lobby.applied_migrations() RETURNS text[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF to_regclass('lobby.schema_migrations') IS NULL THEN
    RETURN NULL;
  END IF;
  RETURN (SELECT array_agg(version ORDER BY version) FROM lobby.schema_migrations);
END $$;

DO $$
DECLARE f regprocedure;
BEGIN
  FOREACH f IN ARRAY ARRAY['lobby.origin_is_known(text)', 'lobby.visitor_session(text)', 'lobby.session_tenant(uuid)',
                           'lobby.applied_migrations()']::regprocedure[] LOOP
    IF f <> 'lobby.applied_migrations()'::regprocedure THEN
      EXECUTE format('ALTER FUNCTION %s OWNER TO lobby_system', f);
    END IF;
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO lobby_bot, service_role', f);
  END LOOP;
END $$;

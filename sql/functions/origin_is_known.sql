-- Whether some tenant's pages may come from there: what CORS asks before a tenant is known.
CREATE OR REPLACE FUNCTION lobby.origin_is_known(p_origin text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM tenant_registry t, jsonb_array_elements_text(
      CASE jsonb_typeof(t.settings -> 'allowed_origins') WHEN 'array' THEN t.settings -> 'allowed_origins' ELSE '[]' END) o
     WHERE t.is_active AND lower(rtrim(o, '/')) IN (p_origin, p_origin || CASE WHEN p_origin LIKE 'https:%' THEN ':443' ELSE ':80' END))
$$;

ALTER FUNCTION lobby.origin_is_known OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.origin_is_known FROM PUBLIC, anon, authenticated, service_role, lobby_bot;
GRANT EXECUTE ON FUNCTION lobby.origin_is_known TO lobby_bot, service_role;
COMMENT ON FUNCTION lobby.origin_is_known IS
  'p_origin: scheme://host[:port], lower case, without a default port.';

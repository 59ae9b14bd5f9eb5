-- A page with the widget was opened, or a deep link: the top of the funnel. No session exists yet.
CREATE OR REPLACE FUNCTION lobby.record_visit(p_tenant_id uuid, p_channel text, p_touch jsonb) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO events (tenant_id, kind, channel, touches)
  VALUES (p_tenant_id, 'visit', p_channel,
          CASE WHEN p_touch IS NULL OR p_touch = '{}' THEN '{}' ELSE jsonb_build_object('first', p_touch, 'last', p_touch) END)
$$;

ALTER FUNCTION lobby.record_visit OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.record_visit FROM PUBLIC, anon, authenticated, service_role, lobby_bot;
GRANT EXECUTE ON FUNCTION lobby.record_visit TO lobby_bot, service_role;

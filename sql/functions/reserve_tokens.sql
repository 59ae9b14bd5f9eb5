-- Sets tokens aside, or says which limit is in the way and writes nothing that counts. Locks: visitor, tenant, day; the row
-- that all share is held for the shortest time. Limits NULL: an operator's work, recorded and never refused. Raises LB403.
CREATE OR REPLACE FUNCTION lobby.reserve_tokens(
  p_tenant_id uuid, p_session_id uuid, p_model text, p_purpose text, p_tokens integer,
  p_visitor_limit bigint, p_tenant_limit bigint, p_day_limit bigint)
RETURNS TABLE (usage_id uuid, refused text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  v_day date := (now() AT TIME ZONE 'UTC')::date;
  v_scopes text[] := ARRAY['visitor', 'tenant', 'day'];
  v_holders uuid[] := ARRAY[p_session_id, p_tenant_id, '00000000-0000-0000-0000-000000000000'];
  v_limits bigint[] := ARRAY[p_visitor_limit, p_tenant_limit, p_day_limit];
  v_spent bigint;
  v_usage_id uuid;
BEGIN
  IF NOT lobby.may_spend(p_tenant_id, p_session_id) OR p_tokens IS NULL OR p_tokens < 0 THEN
    RAISE EXCEPTION 'not this caller''s budget' USING ERRCODE = 'LB403';
  END IF;
  IF num_nonnulls(p_visitor_limit, p_tenant_limit, p_day_limit) > 0 THEN
    FOR i IN 1..3 LOOP
      CONTINUE WHEN v_holders[i] IS NULL OR v_limits[i] IS NULL;
      INSERT INTO llm_spending (day, scope, holder) VALUES (v_day, v_scopes[i], v_holders[i]) ON CONFLICT DO NOTHING;
      IF FOUND AND v_scopes[i] = 'day' THEN  -- once a day: what was counted long ago limits nothing
        DELETE FROM llm_spending WHERE day < v_day - 7;
      END IF;
      SELECT s.tokens INTO v_spent FROM llm_spending s
       WHERE s.day = v_day AND s.scope = v_scopes[i] AND s.holder = v_holders[i] FOR UPDATE;
      IF v_spent + p_tokens > v_limits[i] THEN
        RETURN QUERY SELECT NULL::uuid, v_scopes[i];
        RETURN;
      END IF;
    END LOOP;
    UPDATE llm_spending s SET tokens = s.tokens + p_tokens
     WHERE s.day = v_day AND (s.scope, s.holder) IN (
       SELECT u.scope, u.holder FROM unnest(v_scopes, v_holders, v_limits) AS u (scope, holder, allowed) WHERE u.allowed IS NOT NULL);
  END IF;
  INSERT INTO llm_usage (tenant_id, session_id, model, purpose, reserved_tokens)
  VALUES (p_tenant_id, p_session_id, p_model, p_purpose, p_tokens) RETURNING llm_usage.usage_id INTO v_usage_id;
  RETURN QUERY SELECT v_usage_id, NULL::text;
END $$;

ALTER FUNCTION lobby.reserve_tokens OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.reserve_tokens FROM PUBLIC, anon, authenticated, service_role, lobby_bot;
GRANT EXECUTE ON FUNCTION lobby.reserve_tokens TO lobby_bot, service_role;

-- Replaces a reservation by what was used; once, a second time changes nothing. A reservation that nobody settles stays
-- counted as spent. Raises LB403.
CREATE OR REPLACE FUNCTION lobby.settle_tokens(
  p_tenant_id uuid, p_session_id uuid, p_usage_id uuid, p_input_tokens integer, p_output_tokens integer, p_cost numeric)
RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  u llm_usage;
  v_change bigint;
BEGIN
  IF NOT lobby.may_spend(p_tenant_id, p_session_id) THEN
    RAISE EXCEPTION 'not this caller''s budget' USING ERRCODE = 'LB403';
  END IF;
  UPDATE llm_usage SET input_tokens = p_input_tokens, output_tokens = p_output_tokens, cost = p_cost, settled_at = now()
   WHERE usage_id = p_usage_id AND tenant_id = p_tenant_id AND settled_at IS NULL
     AND (lobby.tenant_scope() OR session_id = p_session_id OR session_id IS NULL)  -- NULL: erased meanwhile
  RETURNING * INTO u;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  IF u.purpose IN ('reply', 'intent', 'question') THEN
    v_change := p_input_tokens::bigint + p_output_tokens - u.reserved_tokens;
    FOR i IN 1..3 LOOP  -- one by one: in the order of the reservations' locks
      UPDATE llm_spending s SET tokens = greatest(0, s.tokens + v_change)
       WHERE s.day = (u.created_at AT TIME ZONE 'UTC')::date
         AND s.scope = (ARRAY['visitor', 'tenant', 'day'])[i]
         AND s.holder = (ARRAY[p_session_id, p_tenant_id, '00000000-0000-0000-0000-000000000000'::uuid])[i];
    END LOOP;
  END IF;
  RETURN true;
END $$;

ALTER FUNCTION lobby.settle_tokens OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.settle_tokens FROM PUBLIC, anon, authenticated, service_role, lobby_bot;
GRANT EXECUTE ON FUNCTION lobby.settle_tokens TO lobby_bot, service_role;

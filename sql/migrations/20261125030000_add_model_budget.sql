-- What language models may cost. Every call is a row of llm_usage: tokens are reserved before it and settled after it. The
-- sums of a day (UTC) are kept apart, so that a reservation reads three rows and not a day's calls.

CREATE TABLE IF NOT EXISTS llm_spending (
  day date NOT NULL,
  scope text NOT NULL CHECK (scope IN ('visitor', 'tenant', 'day')),
  holder uuid NOT NULL,
  tokens bigint NOT NULL DEFAULT 0 CHECK (tokens >= 0),
  PRIMARY KEY (day, scope, holder));
COMMENT ON TABLE llm_spending IS 'Tokens reserved and used by guests'' turns, by day (UTC). Only lobby.reserve_tokens and lobby.settle_tokens write it.';
COMMENT ON COLUMN llm_spending.holder IS 'visitor: the session; tenant: the tenant; day: zeros, all tenants together.';
COMMENT ON COLUMN llm_usage.purpose IS 'reply, intent, question: a guest''s turn, within the budget; publish: an operator''s work, outside it.';
COMMENT ON COLUMN llm_usage.cost IS 'US dollars by the prices in the settings when it was settled; NULL: the model had no price.';

-- Erasure: whose calls these were.
CREATE INDEX IF NOT EXISTS llm_usage_session ON llm_usage (session_id) WHERE session_id IS NOT NULL;

DO $$
BEGIN
  ALTER TABLE llm_spending ENABLE ROW LEVEL SECURITY;
  ALTER TABLE llm_spending FORCE ROW LEVEL SECURITY;
  REVOKE ALL ON llm_spending FROM PUBLIC, anon, authenticated;
  GRANT ALL ON llm_spending TO service_role;
  GRANT SELECT, INSERT, UPDATE, DELETE ON llm_spending TO lobby_system;
  DROP POLICY IF EXISTS system ON llm_spending;
  CREATE POLICY system ON llm_spending TO lobby_system, service_role USING (true) WITH CHECK (true);
END $$;

-- Whether the caller may spend for them: in the tenant's scope, or in the visitor's own turn.
CREATE OR REPLACE FUNCTION lobby.may_spend(p_tenant_id uuid, p_session_id uuid) RETURNS boolean LANGUAGE sql STABLE
AS $$
  SELECT coalesce(p_tenant_id = lobby.tenant_id() AND (lobby.tenant_scope() OR p_session_id = lobby.session_id()), false)
$$;
REVOKE ALL ON FUNCTION lobby.may_spend(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lobby.may_spend(uuid, uuid) TO lobby_system, lobby_bot;

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

-- A conversation that is deleted leaves its cost behind, and not whose it was.
CREATE OR REPLACE FUNCTION lobby.forget_spender() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE llm_usage u SET session_id = NULL FROM gone WHERE u.session_id = gone.session_id;
  DELETE FROM llm_spending s USING gone WHERE s.scope = 'visitor' AND s.holder = gone.session_id;
  RETURN NULL;
END $$;
DO $$
DECLARE f text;
BEGIN
  FOREACH f IN ARRAY ARRAY[
    'lobby.reserve_tokens(uuid, uuid, text, text, integer, bigint, bigint, bigint)',
    'lobby.settle_tokens(uuid, uuid, uuid, integer, integer, numeric)', 'lobby.forget_spender()'] LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO lobby_system', f);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    IF f <> 'lobby.forget_spender()' THEN  -- a trigger's: nobody calls it
      EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO lobby_bot, service_role', f);
    END IF;
  END LOOP;
END $$;
CREATE OR REPLACE TRIGGER trigger_prospective_sessions_forget_spender
  AFTER DELETE ON prospective_sessions REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION lobby.forget_spender();

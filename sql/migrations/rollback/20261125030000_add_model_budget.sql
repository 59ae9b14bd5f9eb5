DROP TRIGGER IF EXISTS trigger_prospective_sessions_forget_spender ON prospective_sessions;
DROP FUNCTION IF EXISTS lobby.forget_spender(), lobby.settle_tokens(uuid, uuid, uuid, integer, integer, numeric),
  lobby.reserve_tokens(uuid, uuid, text, text, integer, bigint, bigint, bigint), lobby.may_spend(uuid, uuid);
DROP INDEX IF EXISTS llm_usage_session;
COMMENT ON COLUMN llm_usage.purpose IS NULL;
COMMENT ON COLUMN llm_usage.cost IS NULL;
DROP TABLE IF EXISTS llm_spending;

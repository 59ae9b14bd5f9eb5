-- What became of the p_attempt-th try to deliver: 'sent' (with the platform's id), 'failed', or 'pending' again after
-- p_retry. A sender that was given up for dead and comes late only tells what it did send: another one is at it.
CREATE OR REPLACE FUNCTION lobby.settle_delivery(
  p_tenant_id uuid, p_session_id uuid, p_seq integer, p_attempt integer, p_delivery text, p_delivered_as text, p_retry interval)
RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE messages SET delivery = p_delivery, delivered_as = coalesce(p_delivered_as, delivered_as),
         delivery_due = CASE WHEN p_delivery = 'pending' THEN now() + p_retry END
   WHERE session_id = p_session_id AND seq = p_seq AND tenant_id = p_tenant_id AND delivery = 'sending'
     AND (p_delivery = 'sent' OR delivery_attempts = p_attempt)
$$;

ALTER FUNCTION lobby.settle_delivery OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.settle_delivery FROM PUBLIC, anon, authenticated, service_role, lobby_bot;
GRANT EXECUTE ON FUNCTION lobby.settle_delivery TO lobby_bot, service_role;

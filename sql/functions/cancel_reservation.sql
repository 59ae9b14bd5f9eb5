-- A reservation is cancelled: once; the session may lead to another one. Raises LB404.
CREATE OR REPLACE FUNCTION lobby.cancel_reservation(p_tenant_id uuid, p_external_reference text)
RETURNS TABLE (reservation_id uuid, changed boolean, reservation jsonb)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE r guest_reservations;
BEGIN
  SELECT * INTO r FROM guest_reservations g WHERE g.tenant_id = p_tenant_id AND g.external_reference = p_external_reference FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no such reservation' USING ERRCODE = 'LB404';
  END IF;
  IF r.status = 'cancelled' THEN
    RETURN QUERY SELECT r.id, false, to_jsonb(r);
    RETURN;
  END IF;
  UPDATE guest_reservations g SET status = 'cancelled', updated_at = now() WHERE g.id = r.id RETURNING g.* INTO r;
  UPDATE prospective_sessions s SET converted_to_reservation_id = NULL, conversion_date = NULL,
         status = CASE WHEN s.expires_at > now() THEN 'active' ELSE 'expired' END
   WHERE s.converted_to_reservation_id = r.id;
  INSERT INTO events (tenant_id, session_id, kind, channel, details, touches)
  SELECT p_tenant_id, r.source_session_id, 'cancellation', e.channel, e.details, e.touches FROM events e
   WHERE e.tenant_id = p_tenant_id AND e.kind = 'reservation' AND e.details ->> 'reservation_id' = r.id::text LIMIT 1;
  RETURN QUERY SELECT r.id, true, to_jsonb(r);
END $$;

ALTER FUNCTION lobby.cancel_reservation OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.cancel_reservation FROM PUBLIC, anon, authenticated, service_role, lobby_bot;
GRANT EXECUTE ON FUNCTION lobby.cancel_reservation TO lobby_bot, service_role;

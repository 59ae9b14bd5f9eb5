-- A reservation out of a session: idempotent by external_reference. Raises LB409 when the session, or the reference,
-- belongs to something else, LB404 when there is no such session or unit.
CREATE OR REPLACE FUNCTION lobby.convert_session(
  p_tenant_id uuid, p_session_id uuid, p_reservation jsonb, p_channel text DEFAULT NULL)
RETURNS TABLE (reservation_id uuid, created boolean, reservation jsonb)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE s prospective_sessions; r guest_reservations; v_unit uuid := (p_reservation ->> 'unit_id')::uuid;
BEGIN
  SELECT * INTO s FROM prospective_sessions WHERE session_id = p_session_id AND tenant_id = p_tenant_id FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no such session' USING ERRCODE = 'LB404';
  END IF;
  SELECT * INTO r FROM guest_reservations
   WHERE tenant_id = p_tenant_id AND external_reference = p_reservation ->> 'external_reference';
  IF FOUND THEN
    IF s.converted_to_reservation_id IS DISTINCT FROM r.id THEN
      RAISE EXCEPTION 'the reference belongs to another session' USING ERRCODE = 'LB409';
    END IF;
    RETURN QUERY SELECT r.id, false, to_jsonb(r);
    RETURN;
  END IF;
  IF s.converted_to_reservation_id IS NOT NULL THEN
    RAISE EXCEPTION 'the session belongs to another reservation' USING ERRCODE = 'LB409';
  END IF;
  IF v_unit IS NOT NULL AND NOT EXISTS (
       SELECT FROM accommodation_units_public u WHERE u.unit_id = v_unit AND u.tenant_id = p_tenant_id) THEN
    RAISE EXCEPTION 'no such unit' USING ERRCODE = 'LB404';
  END IF;
  INSERT INTO guest_reservations AS g (tenant_id, unit_id, guest_name, guest_email, guest_phone, check_in, check_out, adults,
      children, total_amount, currency, status, external_reference, source_session_id, attribution)
  SELECT p_tenant_id, v_unit, x.guest_name, x.guest_email, x.guest_phone, x.check_in, x.check_out, x.adults,
         coalesce(x.children, 0), x.total_amount, x.currency, coalesce(x.status, 'requested'), x.external_reference, p_session_id,
         jsonb_strip_nulls(jsonb_build_object('utm', s.utm_tracking, 'landing_page', s.landing_page, 'referrer', s.referrer))
    FROM jsonb_populate_record(NULL::guest_reservations, p_reservation) x
  RETURNING g.* INTO r;
  UPDATE prospective_sessions SET converted_to_reservation_id = r.id, conversion_date = now(), status = 'converted'
   WHERE session_id = p_session_id;
  INSERT INTO events (tenant_id, session_id, kind, channel, details)
  VALUES (p_tenant_id, p_session_id, 'reservation', p_channel, jsonb_build_object('reservation_id', r.id, 'total_amount', r.total_amount,
          'currency', r.currency, 'attribution', r.attribution));
  RETURN QUERY SELECT r.id, true, to_jsonb(r);
END $$;

ALTER FUNCTION lobby.convert_session OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.convert_session FROM PUBLIC, anon, authenticated, service_role, lobby_bot;
GRANT EXECUTE ON FUNCTION lobby.convert_session TO lobby_bot, service_role;

-- Two travel intents of one guest as one: of what belongs together the later word wins (sources: field -> [seq, seconds since
-- 1970, sure], and the session of the message). p_session_id: whose message it was, for what is taken from p_other.
CREATE OR REPLACE FUNCTION lobby.merged_intent(p_intent jsonb, p_other jsonb, p_session_id uuid DEFAULT NULL) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE SET search_path = public, pg_temp AS $$
DECLARE
  v_mine jsonb := coalesce(p_intent -> 'sources', '{}'); v_theirs jsonb; v_fields text[]; v_key text; v_source jsonb; v_feature text;
  v_preferences jsonb := coalesce(p_intent -> 'preferences', '[]'); v_exclusions jsonb := coalesce(p_intent -> 'exclusions', '[]');
BEGIN
  SELECT coalesce(jsonb_object_agg(s.key, CASE WHEN p_session_id IS NULL OR s.value -> 3 IS NOT NULL THEN s.value
                                               ELSE s.value || to_jsonb(p_session_id::text) END), '{}')
    INTO v_theirs FROM jsonb_each(p_other -> 'sources') s;
  IF NOT EXISTS (SELECT FROM jsonb_each(v_theirs) s WHERE (s.value ->> 1)::numeric > coalesce((v_mine -> s.key ->> 1)::numeric, 0)) THEN
    RETURN p_intent;  -- nothing was said there later
  END IF;
  -- dates of one and nights of the other make no stay: groups are taken as a whole
  FOR v_fields IN SELECT array_agg(f) FROM jsonb_array_elements('[
      ["check_in", "check_out", "nights", "period", "flexible_days"], ["guests", "adults", "children", "children_ages", "infants"],
      ["accommodation_type"], ["budget_range"], ["place"], ["bedrooms"], ["bathrooms"], ["unit_id"]]') g,
      jsonb_array_elements_text(g) f GROUP BY g LOOP
    IF (SELECT max((s.value ->> 1)::numeric) FROM jsonb_each(v_theirs) s WHERE s.key = ANY (v_fields))
       > coalesce((SELECT max((s.value ->> 1)::numeric) FROM jsonb_each(v_mine) s WHERE s.key = ANY (v_fields)), 0) THEN
      p_intent := (p_intent - v_fields)
        || (SELECT coalesce(jsonb_object_agg(o.key, o.value), '{}') FROM jsonb_each(p_other) o WHERE o.key = ANY (v_fields));
      v_mine := (v_mine - v_fields)
        || (SELECT coalesce(jsonb_object_agg(s.key, s.value), '{}') FROM jsonb_each(v_theirs) s WHERE s.key = ANY (v_fields));
    END IF;
  END LOOP;
  -- each feature by itself: wished for, excluded, or taken back
  FOR v_key, v_source IN SELECT s.key, s.value FROM jsonb_each(v_theirs) s WHERE s.key LIKE 'feature:%' ORDER BY s.value -> 1, s.key LOOP
    CONTINUE WHEN (v_source ->> 1)::numeric <= coalesce((v_mine -> v_key ->> 1)::numeric, 0);
    v_mine := v_mine || jsonb_build_object(v_key, v_source);
    v_feature := substr(v_key, length('feature:') + 1);
    v_preferences := v_preferences - v_feature || CASE WHEN p_other -> 'preferences' ? v_feature THEN to_jsonb(v_feature) ELSE '[]' END;
    v_exclusions := v_exclusions - v_feature || CASE WHEN p_other -> 'exclusions' ? v_feature THEN to_jsonb(v_feature) ELSE '[]' END;
  END LOOP;
  RETURN p_intent - 'exclusions' || jsonb_build_object('preferences', v_preferences, 'sources', v_mine)
    || CASE WHEN v_exclusions = '[]' THEN '{}' ELSE jsonb_build_object('exclusions', v_exclusions) END;
END $$;

ALTER FUNCTION lobby.merged_intent OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.merged_intent FROM PUBLIC, anon, authenticated, service_role, lobby_bot;

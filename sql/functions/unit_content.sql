-- The text that a model reads. No part of it can make the whole NULL.
CREATE OR REPLACE FUNCTION lobby.unit_content(u accommodation_units_public) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = public, pg_temp AS $$
  SELECT concat_ws(E'\n\n', u.name, u.description, nullif(concat_ws(E'\n',
    'Type: ' || u.unit_type,
    'Unit number: ' || u.unit_number,
    'Highlights: ' || (SELECT string_agg(h, ', ') FROM jsonb_array_elements_text(
        CASE jsonb_typeof(u.highlights) WHEN 'array' THEN u.highlights ELSE '[]' END) h),
    'Bedrooms: ' || (u.amenities ->> 'bedrooms'),
    'Bathrooms: ' || (u.amenities ->> 'bathrooms'),
    'Guests: up to ' || (u.amenities ->> 'max_guests'),
    'Size: ' || (u.amenities ->> 'size_sqm') || ' m²',
    'Amenities: ' || (SELECT string_agg(replace(f, '_', ' '), ', ') FROM jsonb_array_elements_text(
        CASE jsonb_typeof(u.amenities -> 'features') WHEN 'array' THEN u.amenities -> 'features' ELSE '[]' END) f),
    'Accessibility: ' || (SELECT string_agg(a, ', ') FROM jsonb_array_elements_text(
        CASE jsonb_typeof(u.amenities -> 'accessibility') WHEN 'array' THEN u.amenities -> 'accessibility' ELSE '[]' END) a)), ''))
$$;

ALTER FUNCTION lobby.unit_content OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.unit_content FROM PUBLIC, anon, authenticated, service_role, lobby_bot;

DROP FUNCTION IF EXISTS match_accommodations_public(vector, uuid, float, integer);
DROP FUNCTION IF EXISTS lobby.unit_content(accommodation_units_public), lobby.match_units(uuid, text, vector, float8, integer);

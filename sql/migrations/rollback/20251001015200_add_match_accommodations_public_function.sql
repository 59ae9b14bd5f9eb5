-- The function only: DROP FUNCTION match_accommodations_public; functions/match_accommodations_public.sql brings it back.
DROP TABLE IF EXISTS accommodation_unit_vectors;

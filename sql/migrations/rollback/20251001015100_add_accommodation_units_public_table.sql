DROP FUNCTION IF EXISTS lobby.missing_vector_indexes(integer);
DROP TABLE IF EXISTS accommodation_unit_vectors, accommodation_units_public;
DROP FUNCTION IF EXISTS lobby.vector_index_name(uuid), lobby.sync_unit_vector(), update_accommodation_units_public_updated_at();

DROP TABLE IF EXISTS accommodation_units_public;

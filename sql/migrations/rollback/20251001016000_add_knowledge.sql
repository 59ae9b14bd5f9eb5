DROP TABLE IF EXISTS knowledge_gaps;
DROP TABLE IF EXISTS knowledge_entries;
DROP INDEX IF EXISTS accommodation_units_of_tenant;

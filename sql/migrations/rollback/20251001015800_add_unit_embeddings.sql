DROP TABLE IF EXISTS unit_embeddings;

DROP FUNCTION IF EXISTS lobby.set_embedding_model(uuid, text);

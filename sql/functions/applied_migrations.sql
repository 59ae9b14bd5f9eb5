-- Which migrations the runner has applied; NULL when the files were applied by hand. Owned by who migrates, so that it
-- can read the runner's own table.
CREATE OR REPLACE FUNCTION lobby.applied_migrations() RETURNS text[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF to_regclass('lobby.schema_migrations') IS NULL THEN
    RETURN NULL;
  END IF;
  RETURN (SELECT array_agg(version ORDER BY version) FROM lobby.schema_migrations);
END $$;

REVOKE ALL ON FUNCTION lobby.applied_migrations FROM PUBLIC, anon, authenticated, service_role, lobby_bot;
GRANT EXECUTE ON FUNCTION lobby.applied_migrations TO lobby_bot, service_role;

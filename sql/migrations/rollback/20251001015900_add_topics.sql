DROP TABLE IF EXISTS topics_daily;

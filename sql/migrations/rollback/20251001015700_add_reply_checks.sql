DROP TABLE IF EXISTS reply_checks;

-- placeholder
SELECT 'tables'::text AS "check", true AS ok, ''::text AS detail;

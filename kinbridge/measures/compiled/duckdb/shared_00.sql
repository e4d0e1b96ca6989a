SELECT "t1"."family", "t1"."day", MAX("t1"."number") AS "weeks" FROM (SELECT * FROM "fact" AS "t0" WHERE "t0"."kind" = 'birth') AS "t1" GROUP BY 1, 2

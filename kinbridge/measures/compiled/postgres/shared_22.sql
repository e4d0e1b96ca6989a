SELECT "t1"."family", "t1"."person", MIN("t1"."day") AS "day" FROM (SELECT * FROM "fact" AS "t0" WHERE "t0"."kind" = 'birth' AND "t0"."code" IN ('yes', 'suspected')) AS "t1" GROUP BY 1, 2

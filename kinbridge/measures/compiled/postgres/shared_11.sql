SELECT "t1"."family", "t1"."number", MIN("t1"."day") AS "day" FROM (SELECT * FROM "fact" AS "t0" WHERE "t0"."kind" = 'referral_step' AND "t0"."code" = 'sent') AS "t1" GROUP BY 1, 2

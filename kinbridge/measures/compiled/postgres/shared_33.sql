SELECT DISTINCT "t0"."family", "t0"."person", "t0"."day" FROM "fact" AS "t0" WHERE "t0"."kind" = 'disposition' AND "t0"."code" IN ('substantiated', 'indicated', 'alternative_response_victim')

SELECT "t0"."family", "t0"."day" FROM "shared_00" AS "t0"

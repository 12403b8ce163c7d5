-- A letter's text has marks of its own where its link and code are put in (app/platform/marks.ts): "{{link}}" that somebody typed is text.
-- Letters that wait were written with the old ones: the paragraph of the button, the last of its sort, and the lines of material that end in
-- the link become marks; the rest of the text stays as it was written.
CREATE TEMP TABLE "WaitingLetter" AS
SELECT "id", "text" || char(10, 10) AS "text" FROM "Letter"
WHERE "state" IN ('queued', 'sending', 'held', 'failed') AND "linkId" IS NOT NULL AND instr("text", '{{link}}');

UPDATE "WaitingLetter" SET "text" = replace("text", ': {{link}}#m-', ': ' || char(0xFDD0) || 'link' || char(0xFDD2) || '#m-');
UPDATE "WaitingLetter" SET "text" = replace("text", char(10, 10) || '{{link}}' || char(10, 10), char(10, 10, 0xFDD1, 10, 10));
-- rtrim by every sign but the mark's leaves what ends in the last mark.
UPDATE "WaitingLetter" SET "text" =
  replace(substr("text", 1, length(rtrim("text", replace("text", char(0xFDD1), ''))) - 1), char(0xFDD1), '{{link}}')
  || char(0xFDD0) || 'button' || char(0xFDD1) || 'Öppna' || char(0xFDD1) || char(0xFDD2)
  || substr("text", length(rtrim("text", replace("text", char(0xFDD1), ''))) + 1)
WHERE instr("text", char(0xFDD1));
UPDATE "Letter" SET "text" = (SELECT substr(w."text", 1, length(w."text") - 2) FROM "WaitingLetter" w WHERE w."id" = "Letter"."id")
WHERE "id" IN (SELECT "id" FROM "WaitingLetter");
DROP TABLE "WaitingLetter";

-- Nobody types in a letter with a code.
UPDATE "Letter" SET "text" = replace("text", '{{code}}', char(0xFDD0) || 'code' || char(0xFDD2))
WHERE "state" IN ('queued', 'sending', 'failed') AND "codeId" IS NOT NULL;

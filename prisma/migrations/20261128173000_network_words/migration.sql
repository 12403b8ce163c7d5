-- What a network is called inside a sentence, the days it knows, its examples: its own, and no longer the code's.
ALTER TABLE "County" ADD COLUMN "sportsWeek" INTEGER;
ALTER TABLE "Network" ADD COLUMN "nameWithin" TEXT;
ALTER TABLE "Network" ADD COLUMN "shortNameWithin" TEXT;
ALTER TABLE "Network" ADD COLUMN "knownDays" TEXT NOT NULL DEFAULT '';
ALTER TABLE "Network" ADD COLUMN "placeExample" TEXT;
ALTER TABLE "Network" ADD COLUMN "spreadExample" TEXT;
ALTER TABLE "Network" ADD COLUMN "inOtherLanguages" TEXT;

-- CreateTable
CREATE TABLE "NetworkTerms" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "networkId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "version" TEXT NOT NULL,
    "duties" TEXT NOT NULL,
    "gives" TEXT NOT NULL,
    CONSTRAINT "NetworkTerms_networkId_fkey" FOREIGN KEY ("networkId") REFERENCES "Network" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "NetworkTerms_networkId_number_key" ON "NetworkTerms"("networkId", "number");
CREATE INDEX "NetworkTerms_networkId_version_idx" ON "NetworkTerms"("networkId", "version");

-- Forms are signed with a version of these texts.
CREATE TRIGGER "NetworkTerms_no_update" BEFORE UPDATE ON "NetworkTerms"
BEGIN SELECT RAISE(ABORT, 'A version of the duties is never changed'); END;
CREATE TRIGGER "NetworkTerms_no_delete" BEFORE DELETE ON "NetworkTerms"
BEGIN SELECT RAISE(ABORT, 'A version of the duties is never deleted'); END;

-- What every form has said until today, whatever its network was called.
INSERT INTO "NetworkTerms" ("id", "networkId", "number", "version", "duties", "gives")
SELECT lower(hex(randomblob(7))), "id", 1, '2026-11',
  '["Representanten deltar aktivt i länsgruppens möten, ungefär fyra heldagar om året.","Representanten arbetar i mindre, tidsbegränsade arbetsgrupper när det behövs.","Representanten avsätter tid för det vi kommit överens om att göra på hemmaplan mellan mötena.","Representanten sprider information från länsgruppen till hela organisationen.","Representanten samlar in information från hela organisationen.","Organisationen skickar in en ny blankett när representanten eller ersättaren byts ut."]',
  'Organisationen ger sin representant tid, mandat och interna kontaktvägar för uppdraget. Representanten talar för hela organisationen i länsgruppen.'
FROM "Network";

-- What is signed from now on.
INSERT INTO "NetworkTerms" ("id", "networkId", "number", "version", "duties", "gives")
SELECT lower(hex(randomblob(7))), "id", 2, '2026-11-28',
  replace('["Representanten deltar aktivt i länsgruppens möten, ungefär fyra heldagar om året.","Representanten arbetar i mindre, tidsbegränsade arbetsgrupper när det behövs.","Representanten avsätter tid för det vi kommit överens om att göra på hemmaplan mellan mötena.","Representanten sprider information från länsgruppen till hela organisationen.","Representanten samlar in information från hela organisationen.","Organisationen skickar in en ny blankett när representanten eller ersättaren byts ut."]',
    'länsgruppen', CASE WHEN "name" LIKE 'Länsgruppen%' THEN 'länsgruppen' ELSE 'nätverket' END),
  replace('Organisationen ger sin representant tid, utrymme och interna kontaktvägar för uppdraget. Representanten talar för hela organisationen i länsgruppen.',
    'länsgruppen', CASE WHEN "name" LIKE 'Länsgruppen%' THEN 'länsgruppen' ELSE 'nätverket' END)
FROM "Network";

UPDATE "Network" SET
  "knownDays" = '8 mars Internationella kvinnodagen' || char(10) || 'v. 47 En vecka fri från våld börjar' || char(10) || '25 november Internationella dagen mot våld mot kvinnor',
  "spreadExample" = 'Ny stödtelefon för våldsutsatta',
  "inOtherLanguages" = 'fi: Länsgruppen on lääninhallituksen koordinoima verkosto, joka työskentelee miesten naisiin kohdistamaa väkivaltaa vastaan. Verkostossa ovat mukana kunnat, alue, viranomaiset ja järjestöt.' || char(10) || char(10) ||
    'en: Länsgruppen is the county’s network against men’s violence against women. The county administrative board coordinates it. Municipalities, the region, public agencies and civil society organisations take part.' || char(10) || char(10) ||
    'Behöver du hjälp eller skydd? Kvinnofridslinjen, 020-50 50 50, har öppet dygnet runt och kan ta hjälp av tolk.'
WHERE "name" LIKE 'Länsgruppen%';
UPDATE "County" SET "sportsWeek" = 9;
UPDATE "Network" SET "placeExample" = 'Länsstyrelsen, Åsgatan 38, Falun'
WHERE "countyId" IN (SELECT "id" FROM "County" WHERE "code" = '20');

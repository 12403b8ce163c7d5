-- What has happened to something is looked up by it and by what happened, without its type: the index began with the type, and all of Event was read.
DROP INDEX IF EXISTS "Event_subjectType_subjectId_idx";
CREATE INDEX "Event_subjectId_kind_idx" ON "Event"("subjectId", "kind");
-- The letters that a link went out in.
CREATE INDEX "Letter_linkId_idx" ON "Letter"("linkId");

-- What is only ever added to stays: who looked at a protected name, who changed an attendance, what minutes said when
-- they were approved. A signature and what was sent under protection are never removed either.
CREATE TRIGGER "Reveal_no_delete" BEFORE DELETE ON "Reveal" BEGIN SELECT RAISE(ABORT, 'a look is append-only'); END;
CREATE TRIGGER "AttendanceChange_no_update" BEFORE UPDATE ON "AttendanceChange" BEGIN SELECT RAISE(ABORT, 'changes are append-only'); END;
CREATE TRIGGER "AttendanceChange_no_delete" BEFORE DELETE ON "AttendanceChange" BEGIN SELECT RAISE(ABORT, 'changes are append-only'); END;
CREATE TRIGGER "MinutesVersion_no_update" BEFORE UPDATE ON "MinutesVersion" BEGIN SELECT RAISE(ABORT, 'versions are append-only'); END;
CREATE TRIGGER "MinutesVersion_no_delete" BEFORE DELETE ON "MinutesVersion" BEGIN SELECT RAISE(ABORT, 'versions are append-only'); END;
CREATE TRIGGER "Signature_no_delete" BEFORE DELETE ON "Signature" WHEN OLD."state" = 'signed'
BEGIN SELECT RAISE(ABORT, 'a signature is append-only'); END;
CREATE TRIGGER "CommitmentSecret_no_delete" BEFORE DELETE ON "CommitmentSecret"
WHEN (SELECT c."state" FROM "Commitment" c WHERE c."id" = OLD."commitmentId") NOT IN ('draft', 'lapsed')
BEGIN SELECT RAISE(ABORT, 'a sent commitment is append-only'); END;
CREATE TRIGGER "Ledger_no_delete" BEFORE DELETE ON "Ledger" BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

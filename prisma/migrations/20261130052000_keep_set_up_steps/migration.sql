-- What of a set-up no other table shows: that the letterhead was looked at, a letter arrived, the address and the places
-- for backups and checkpoints were tried, each with the settings of then. Rows are only added.

-- CreateTable
CREATE TABLE "set_up_step" (
    "id" UUID NOT NULL,
    "step" TEXT NOT NULL,
    "mark" TEXT NOT NULL,
    "code_hash" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "set_up_step_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "set_up_step_step_at_idx" ON "set_up_step"("step", "at");

ALTER TABLE set_up_step ADD CONSTRAINT set_up_step_known CHECK (
  step IN ('letterhead', 'letter_sent', 'letter_answered', 'address', 'backup_place', 'audit_place')
  AND (step = 'letter_sent') = (code_hash <> ''));
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON set_up_step FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON set_up_step FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT SELECT, INSERT ON set_up_step TO chuan_app;

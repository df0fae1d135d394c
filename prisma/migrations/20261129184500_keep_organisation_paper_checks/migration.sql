-- What the last look at the stored bytes of an organisation's paper found, as for documents.
CREATE TABLE "organisation_paper_check" (
    "paper_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "since" TIMESTAMPTZ(6) NOT NULL,
    "checked_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "organisation_paper_check_pkey" PRIMARY KEY ("paper_id"),
    CONSTRAINT "organisation_paper_check_state" CHECK ("state" IN ('sound', 'damaged', 'missing'))
);
CREATE INDEX "organisation_paper_check_checked_at_idx" ON "organisation_paper_check"("checked_at");
ALTER TABLE "organisation_paper_check" ADD CONSTRAINT "organisation_paper_check_paper_id_fkey" FOREIGN KEY ("paper_id") REFERENCES "organisation_paper"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

GRANT SELECT, INSERT, UPDATE ON "organisation_paper_check" TO chuan_app;

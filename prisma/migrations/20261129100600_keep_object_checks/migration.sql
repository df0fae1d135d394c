-- What the last look at the stored bytes of a document found: all of them are looked at in turns.
CREATE TABLE "object_check" (
    "document_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "since" TIMESTAMPTZ(6) NOT NULL,
    "checked_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "object_check_pkey" PRIMARY KEY ("document_id"),
    CONSTRAINT "object_check_state" CHECK ("state" IN ('sound', 'damaged', 'missing'))
);
CREATE INDEX "object_check_checked_at_idx" ON "object_check"("checked_at");
ALTER TABLE "object_check" ADD CONSTRAINT "object_check_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "application_document"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

GRANT SELECT, INSERT, UPDATE ON "object_check" TO chuan_app;

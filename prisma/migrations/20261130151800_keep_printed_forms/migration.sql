-- Forms that applicants print, sign and bring back as scans: what each copy said, and what was read from each scan.
CREATE TABLE "printed_form" (
    "id" UUID NOT NULL,
    "application_id" UUID NOT NULL,
    "form" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "draft" BOOLEAN NOT NULL,
    "pages" INTEGER NOT NULL,
    "cells" JSONB NOT NULL,
    "printed_by" UUID NOT NULL,
    "printed_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "printed_form_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "printed_form_code" CHECK ("code" ~ '^[0-9A-HJKMNP-TV-Z]{15}$'),
    CONSTRAINT "printed_form_hash" CHECK ("hash" ~ '^[0-9a-f]{64}$'),
    CONSTRAINT "printed_form_pages" CHECK ("pages" BETWEEN 1 AND 9999)
);
CREATE UNIQUE INDEX "printed_form_code_key" ON "printed_form"("code");
CREATE INDEX "printed_form_application_id_idx" ON "printed_form"("application_id");
ALTER TABLE "printed_form" ADD CONSTRAINT "printed_form_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "printed_form" ADD CONSTRAINT "printed_form_printed_by_fkey" FOREIGN KEY ("printed_by") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
GRANT SELECT, INSERT ON printed_form TO chuan_app;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON printed_form FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON printed_form FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE "form_reading" (
    "document_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "tries" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(6) NOT NULL,
    "pages" INTEGER,
    "looked" INTEGER,
    "marks" JSONB,

    CONSTRAINT "form_reading_pkey" PRIMARY KEY ("document_id"),
    CONSTRAINT "form_reading_state" CHECK ("state" IN ('waiting', 'read', 'given_up')),
    CONSTRAINT "form_reading_whole" CHECK (num_nulls("pages", "looked", "marks") = CASE "state" WHEN 'read' THEN 0 ELSE 3 END),
    CONSTRAINT "form_reading_looked" CHECK ("looked" BETWEEN 0 AND "pages")
);
CREATE INDEX "form_reading_state_due_at_idx" ON "form_reading"("state", "due_at");
ALTER TABLE "form_reading" ADD CONSTRAINT "form_reading_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "application_document"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
GRANT SELECT, INSERT ON form_reading TO chuan_app;
GRANT UPDATE (state, tries, due_at, pages, looked, marks) ON form_reading TO chuan_app;
CREATE TRIGGER append_only BEFORE UPDATE ON form_reading FOR EACH ROW WHEN (OLD.state <> 'waiting') EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_row BEFORE DELETE ON form_reading FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON form_reading FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

INSERT INTO compatible_migration (migration, reason)
  VALUES ('20261130151800_keep_printed_forms', 'tables of their own, which the release before neither reads nor writes');

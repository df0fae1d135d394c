-- What officers type into the validity check and the survey before they save it: a text at each place of the form.

CREATE TABLE "typed_findings" (
    "application_id" UUID NOT NULL,
    "part" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "content" JSONB NOT NULL DEFAULT '{}',
    "updated_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "typed_findings_pkey" PRIMARY KEY ("application_id","part")
);

ALTER TABLE "typed_findings" ADD CONSTRAINT "typed_findings_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE typed_findings ADD CONSTRAINT typed_findings_part CHECK (part IN ('validity','survey'));

GRANT SELECT, INSERT, UPDATE ON typed_findings TO chuan_app;

-- The files of issued papers. A row is wanted when its record is issued, tried by the worker, and final once it is made.
CREATE TABLE "record_file" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "record_id" UUID NOT NULL,
    "format" TEXT NOT NULL,
    "object_key" TEXT,
    "sha256" TEXT,
    "size" BIGINT,
    "made_at" TIMESTAMPTZ(6),
    "tries" INTEGER NOT NULL DEFAULT 0,
    "last_error" TEXT NOT NULL DEFAULT '',
    "wanted_at" TIMESTAMPTZ(6) NOT NULL,
    "due_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "record_file_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "record_file_format" CHECK ("format" IN ('pdf', 'docx')),
    CONSTRAINT "record_file_last_error" CHECK ("last_error" IN ('', 'cannot_print', 'store', 'interrupted', 'fault')),
    CONSTRAINT "record_file_made_whole" CHECK (num_nulls("object_key", "sha256", "size", "made_at") IN (0, 4)),
    CONSTRAINT "record_file_sha256" CHECK ("sha256" ~ '^[0-9a-f]{64}$'),
    CONSTRAINT "record_file_size" CHECK ("size" > 0)
);
CREATE UNIQUE INDEX "record_file_record_id_format_key" ON "record_file"("record_id", "format");
CREATE UNIQUE INDEX "record_file_object_key_key" ON "record_file"("object_key");
CREATE INDEX "record_file_made_at_due_at_idx" ON "record_file"("made_at", "due_at");
ALTER TABLE "record_file" ADD CONSTRAINT "record_file_record_id_fkey" FOREIGN KEY ("record_id") REFERENCES "official_record"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

GRANT SELECT, INSERT ON record_file TO chuan_app;
GRANT UPDATE (object_key, sha256, size, made_at, tries, last_error, due_at) ON record_file TO chuan_app;

CREATE TRIGGER append_only BEFORE UPDATE ON record_file FOR EACH ROW
  WHEN (OLD.made_at IS NOT NULL) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_row BEFORE DELETE ON record_file FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON record_file FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A receipt has none: what its copy is worth changes, so it is set when it is asked for.
CREATE FUNCTION record_files_wanted() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO public.record_file (record_id, format, wanted_at, due_at)
    SELECT NEW.id, 'pdf', n.at, n.at FROM (SELECT public.app_now() AS at) AS n;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION record_files_wanted() FROM PUBLIC;
CREATE TRIGGER record_files_wanted AFTER INSERT ON official_record FOR EACH ROW
  WHEN (NEW.kind <> 'receipt') EXECUTE FUNCTION record_files_wanted();

INSERT INTO record_file (record_id, format, wanted_at, due_at)
  SELECT id, 'pdf', issued_at, issued_at FROM official_record WHERE kind <> 'receipt';

-- What the last look at the stored bytes of such a file found, as for documents.
CREATE TABLE "record_file_check" (
    "file_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "since" TIMESTAMPTZ(6) NOT NULL,
    "checked_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "record_file_check_pkey" PRIMARY KEY ("file_id"),
    CONSTRAINT "record_file_check_state" CHECK ("state" IN ('sound', 'damaged', 'missing'))
);
CREATE INDEX "record_file_check_checked_at_idx" ON "record_file_check"("checked_at");
ALTER TABLE "record_file_check" ADD CONSTRAINT "record_file_check_file_id_fkey" FOREIGN KEY ("file_id") REFERENCES "record_file"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

GRANT SELECT, INSERT, UPDATE ON "record_file_check" TO chuan_app;

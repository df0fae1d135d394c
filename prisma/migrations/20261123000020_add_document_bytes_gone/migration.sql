-- When the bytes of a document were deleted from the store: an infected one's, and those that were taken away and
-- that no revision names. The row stays.
ALTER TABLE "application_document" ADD COLUMN "bytes_gone_at" TIMESTAMPTZ(6);

-- What has no bytes cannot stand again; an infected one may stand in the list, and is served to nobody.
ALTER TABLE application_document ADD CONSTRAINT application_document_bytes_gone
  CHECK (bytes_gone_at IS NULL OR removed_at IS NOT NULL OR verdict = 'infected');

-- A frozen revision names its files by id: their bytes stay as long as the revision, unless they are infected.
CREATE FUNCTION document_bytes_may_go() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.verdict <> 'infected' AND EXISTS (
    SELECT 1 FROM application_revision r
    WHERE r.application_id = NEW.application_id AND position(convert_to(NEW.id::text, 'UTF8') IN r.bytes) > 0
  ) THEN
    RAISE EXCEPTION 'document % is named by a revision', NEW.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER document_bytes_may_go BEFORE UPDATE OF bytes_gone_at ON application_document
  FOR EACH ROW WHEN (NEW.bytes_gone_at IS NOT NULL AND OLD.bytes_gone_at IS NULL)
  EXECUTE FUNCTION document_bytes_may_go();

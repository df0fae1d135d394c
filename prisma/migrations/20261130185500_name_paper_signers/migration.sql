-- Who signs which papers of the office, and how (NĐ 30/2020, Art. 13): rows from a day on, as the letterhead.

-- CreateTable
CREATE TABLE "paper_signer" (
    "id" UUID NOT NULL,
    "paper" TEXT NOT NULL,
    "manner" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "full_name" TEXT NOT NULL,
    "document_no" TEXT NOT NULL,
    "document_on" DATE,
    "last_day" DATE,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE,
    "added_at" TIMESTAMPTZ(6) NOT NULL,
    "added_by" UUID,

    CONSTRAINT "paper_signer_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "paper_signer_paper_idx" ON "paper_signer"("paper");

ALTER TABLE paper_signer ADD CONSTRAINT paper_signer_words CHECK (
  paper ~ '^[a-z_]{2,40}$' AND manner IN ('chief', 'for_chief', 'by_order', 'authorised') AND btrim(title) <> '' AND btrim(full_name) <> '');
-- Who signs by order or by authority does so by a document; an authority ends.
ALTER TABLE paper_signer ADD CONSTRAINT paper_signer_delegation CHECK (
  (manner NOT IN ('by_order', 'authorised') OR (btrim(document_no) <> '' AND document_on IS NOT NULL))
  AND (manner <> 'authorised' OR last_day IS NOT NULL)
  AND (document_on IS NULL OR document_on <= starts_on) AND (last_day IS NULL OR last_day >= starts_on));
ALTER TABLE paper_signer ADD CONSTRAINT paper_signer_days CHECK (ends_on > starts_on);
ALTER TABLE paper_signer ADD CONSTRAINT paper_signer_overlap EXCLUDE USING gist (paper WITH =, daterange(starts_on, ends_on) WITH &&);

-- As `office_row_guard`, a paper in the place of a unit.
CREATE FUNCTION paper_signer_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE today date := (public.app_now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date; stood boolean;
BEGIN
  IF TG_OP = 'DELETE' OR (TG_OP = 'UPDATE' AND (OLD.ends_on IS NOT NULL OR NEW.ends_on IS NULL
      OR to_jsonb(OLD) - 'ends_on' IS DISTINCT FROM to_jsonb(NEW) - 'ends_on')) THEN
    PERFORM public.refuse_fact('a row of the office only ends, once', 'office_row_kept');
  END IF;
  IF TG_OP = 'UPDATE' THEN
    stood := NEW.ends_on <= today;
  ELSE
    stood := NEW.starts_on <= today AND EXISTS (SELECT 1 FROM public.paper_signer WHERE paper = NEW.paper);
  END IF;
  IF stood AND EXISTS (SELECT 1 FROM public.official_record) THEN
    PERFORM public.refuse_fact('a row of the office begins after today', 'office_row_past');
  END IF;
  RETURN NEW;
END $$;
REVOKE EXECUTE ON FUNCTION paper_signer_guard() FROM PUBLIC;
CREATE TRIGGER paper_signer_guard BEFORE INSERT OR UPDATE OR DELETE ON paper_signer FOR EACH ROW EXECUTE FUNCTION paper_signer_guard();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON paper_signer FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT SELECT, INSERT ON paper_signer TO chuan_app;
GRANT UPDATE (ends_on) ON paper_signer TO chuan_app;

-- A name or a representative that changes while dossiers are under way, or a name that another organisation bears, is
-- asked of the office and stands once the office has ruled.

-- CreateTable
CREATE TABLE "organisation_change" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "rep_name" TEXT NOT NULL,
    "rep_title" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "asked_by" UUID NOT NULL,
    "asked_at" TIMESTAMPTZ(6) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "ended_at" TIMESTAMPTZ(6),
    "ruling_id" UUID,

    CONSTRAINT "organisation_change_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "organisation_change_ruling_id_key" ON "organisation_change"("ruling_id");

-- CreateIndex
CREATE INDEX "organisation_change_organisation_id_asked_at_idx" ON "organisation_change"("organisation_id", "asked_at");

-- AddForeignKey
ALTER TABLE "organisation_change" ADD CONSTRAINT "organisation_change_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "organisation_change" ADD CONSTRAINT "organisation_change_asked_by_fkey" FOREIGN KEY ("asked_by") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "organisation_change" ADD CONSTRAINT "organisation_change_ruling_id_fkey" FOREIGN KEY ("ruling_id") REFERENCES "organisation_ruling"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ------------------------------------------------------------------ closed sets of words
ALTER TABLE organisation_ruling DROP CONSTRAINT organisation_ruling_kind;
ALTER TABLE organisation_ruling ADD CONSTRAINT organisation_ruling_kind CHECK (
  kind IN ('proved', 'refused', 'corrected', 'merged', 'ended', 'handed', 'changed', 'change_refused'));
ALTER TABLE organisation_change ADD CONSTRAINT organisation_change_why CHECK (why IN ('under_way', 'name_elsewhere'));
ALTER TABLE organisation_change ADD CONSTRAINT organisation_change_state CHECK (
  state IN ('waiting', 'accepted', 'refused', 'withdrawn') AND (state = 'waiting') = (ended_at IS NULL)
  AND (state IN ('accepted', 'refused')) = (ruling_id IS NOT NULL));
CREATE UNIQUE INDEX organisation_change_waiting ON organisation_change (organisation_id) WHERE state = 'waiting';

-- ------------------------------------------------------------------ what was asked stays, and ends once
CREATE FUNCTION organisation_change_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'waiting' THEN
      PERFORM public.refuse_fact('a change begins as a question', 'organisation_change_asked');
    END IF;
    RETURN NEW;
  END IF;
  IF to_jsonb(NEW) - 'state' - 'ended_at' - 'ruling_id' IS DISTINCT FROM to_jsonb(OLD) - 'state' - 'ended_at' - 'ruling_id'
     OR OLD.state <> 'waiting' THEN
    PERFORM public.refuse_fact('what was asked of the office stays', 'organisation_change_stays');
  END IF;
  IF NEW.state IN ('accepted', 'refused') AND NOT EXISTS (SELECT 1 FROM public.organisation_ruling r WHERE r.id = NEW.ruling_id
      AND r.organisation_id = NEW.organisation_id AND r.kind = CASE NEW.state WHEN 'accepted' THEN 'changed' ELSE 'change_refused' END) THEN
    PERFORM public.refuse_fact('a change ends as it was ruled', 'organisation_change_ruled');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER organisation_change_guard BEFORE INSERT OR UPDATE ON organisation_change FOR EACH ROW EXECUTE FUNCTION organisation_change_guard();

-- ------------------------------------------------------------------ names that dossiers under way bear
CREATE FUNCTION organisation_named() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF public.bound_to_steps(TG_RELID) AND (NEW.name, NEW.rep_name) IS DISTINCT FROM (OLD.name, OLD.rep_name)
     AND EXISTS (SELECT 1 FROM public.application a WHERE a.organisation_id = NEW.id
       AND a.state IN ('submitted', 'valid', 'in_review', 'recommended', 'reserve', 'in_appraisal'))
     AND NOT EXISTS (SELECT 1 FROM public.organisation_ruling r WHERE r.organisation_id = NEW.id AND r.version = OLD.version
       AND r.kind IN ('corrected', 'changed') AND r.after ->> 'name' = NEW.name AND r.after ->> 'repName' = NEW.rep_name) THEN
    PERFORM public.refuse_fact('the name of who has dossiers under way changes by a ruling', 'organisation_named');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER organisation_named BEFORE UPDATE ON organisation FOR EACH ROW EXECUTE FUNCTION organisation_named();

-- ------------------------------------------------------------------ rights
REVOKE ALL ON FUNCTION organisation_change_guard(), organisation_named() FROM PUBLIC;
GRANT SELECT, INSERT, UPDATE ON organisation_change TO chuan_app;

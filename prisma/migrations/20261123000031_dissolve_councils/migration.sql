-- A council may be dissolved before any of its sheets is submitted, with a reason, and another formed in its place.

-- AlterTable
ALTER TABLE "council" ADD COLUMN     "dissolve_reason" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "dissolved_at" TIMESTAMPTZ(6),
ADD COLUMN     "dissolved_by" UUID;

ALTER TABLE council ADD CONSTRAINT council_dissolved_whole CHECK (
  (state = 'dissolved') = (dissolved_at IS NOT NULL) AND (dissolved_at IS NULL) = (dissolved_by IS NULL) AND (state <> 'dissolved' OR btrim(dissolve_reason) <> ''));
CREATE UNIQUE INDEX council_one_a_call ON council (call_id) WHERE state <> 'dissolved';

CREATE FUNCTION council_dissolved_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'dissolved' THEN
    RAISE EXCEPTION 'the council is dissolved' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.state = 'dissolved' AND EXISTS (SELECT 1 FROM public.score_sheet s JOIN public.council_member m ON m.id = s.member_id
      WHERE m.council_id = NEW.id AND s.state = 'submitted') THEN
    RAISE EXCEPTION 'the council has submitted sheets' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER council_dissolved_guard BEFORE UPDATE ON council FOR EACH ROW EXECUTE FUNCTION council_dissolved_guard();

-- The method of payment (khoán) as it was decided: on which figures, by whom, and why not otherwise.

-- AlterTable
ALTER TABLE "appraisal" ADD COLUMN     "council_khoan" BOOLEAN;

-- CreateTable
CREATE TABLE "khoan_decision" (
    "id" UUID NOT NULL,
    "appraisal_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "seen_hash" TEXT NOT NULL,
    "requested" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "unmet" JSONB NOT NULL DEFAULT '[]',
    "decided_by" UUID NOT NULL,
    "decided_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "khoan_decision_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "khoan_decision_appraisal_id_idx" ON "khoan_decision"("appraisal_id");

-- AddForeignKey
ALTER TABLE "khoan_decision" ADD CONSTRAINT "khoan_decision_appraisal_id_fkey" FOREIGN KEY ("appraisal_id") REFERENCES "appraisal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE khoan_decision ADD CONSTRAINT khoan_decision_words CHECK (
  requested IN ('to_final_product','in_parts') AND method IN ('to_final_product','in_parts') AND (method = 'to_final_product') = (unmet = '[]'::jsonb));
-- Of the figures that were signed with it, and of no others.
CREATE FUNCTION khoan_decision_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM public.appraisal p JOIN public.budget_version v ON v.id = p.appraised_version_id
      WHERE p.id = NEW.appraisal_id AND v.id = NEW.version_id AND v.hash = NEW.seen_hash) THEN
    RAISE EXCEPTION 'approval on stale figures' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER khoan_decision_guard BEFORE INSERT ON khoan_decision FOR EACH ROW EXECUTE FUNCTION khoan_decision_guard();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON khoan_decision FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON khoan_decision FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT SELECT, INSERT ON khoan_decision TO chuan_app;

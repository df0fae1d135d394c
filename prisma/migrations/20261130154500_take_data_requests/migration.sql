-- What people ask about their own data, what got out of the portal, and the terms of both.

-- CreateTable
CREATE TABLE "privacy_term" (
    "valid_from" DATE NOT NULL,
    "answer_days" SMALLINT NOT NULL,
    "breach_hours" SMALLINT NOT NULL,
    "source" TEXT NOT NULL,
    "verify" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "privacy_term_pkey" PRIMARY KEY ("valid_from"),
    CONSTRAINT "privacy_term_above_zero" CHECK ("answer_days" > 0 AND "breach_hours" > 0)
);
-- 72 hours stand in the law; the days for an answer are to be compared with the decree.
INSERT INTO privacy_term (valid_from, answer_days, breach_hours, source, verify)
  VALUES ('2000-01-01', 15, 72, 'Luật 91/2025/QH15, Điều 23; NĐ 356/2025/NĐ-CP', true);

-- CreateTable
CREATE TABLE "data_request" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(6) NOT NULL,
    "due_at" TIMESTAMPTZ(6) NOT NULL,
    "answered_at" TIMESTAMPTZ(6),
    "answered_by" UUID,
    "outcome" TEXT,
    "answer" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "data_request_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "data_request_kind" CHECK ("kind" IN ('copy', 'correction', 'deletion', 'restriction', 'objection')),
    CONSTRAINT "data_request_words" CHECK (btrim("words") <> '' AND "due_at" > "asked_at"),
    CONSTRAINT "data_request_answer" CHECK (
      ("answered_at" IS NULL AND "answered_by" IS NULL AND "outcome" IS NULL AND "answer" = '')
      OR ("answered_at" IS NOT NULL AND "answered_by" IS NOT NULL AND "outcome" IN ('done', 'partly', 'refused') AND btrim("answer") <> '')),
    CONSTRAINT "data_request_two_people" CHECK ("answered_by" IS DISTINCT FROM "person_id")
);

-- CreateTable
CREATE TABLE "data_breach" (
    "id" UUID NOT NULL,
    "found_at" TIMESTAMPTZ(6) NOT NULL,
    "recorded_at" TIMESTAMPTZ(6) NOT NULL,
    "recorded_by" UUID NOT NULL,
    "what" TEXT NOT NULL,
    "people" INTEGER,
    "measures" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(6) NOT NULL,
    "reported_at" TIMESTAMPTZ(6),
    "reported_by" UUID,
    "report_number" TEXT NOT NULL DEFAULT '',
    "report_day" DATE,

    CONSTRAINT "data_breach_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "data_breach_words" CHECK (btrim("what") <> '' AND btrim("measures") <> '' AND "people" >= 0 AND "due_at" > "found_at"
      AND "found_at" <= "recorded_at"),
    CONSTRAINT "data_breach_report" CHECK (
      ("reported_at" IS NULL AND "reported_by" IS NULL AND "report_number" = '' AND "report_day" IS NULL)
      OR ("reported_at" IS NOT NULL AND "reported_by" IS NOT NULL AND btrim("report_number") <> '' AND "report_day" IS NOT NULL))
);

-- CreateIndex
CREATE INDEX "data_request_person_id_idx" ON "data_request"("person_id");

-- CreateIndex
CREATE INDEX "data_request_asked_at_idx" ON "data_request"("asked_at");

-- AddForeignKey
ALTER TABLE "data_request" ADD CONSTRAINT "data_request_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data_request" ADD CONSTRAINT "data_request_answered_by_fkey" FOREIGN KEY ("answered_by") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data_breach" ADD CONSTRAINT "data_breach_recorded_by_fkey" FOREIGN KEY ("recorded_by") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data_breach" ADD CONSTRAINT "data_breach_reported_by_fkey" FOREIGN KEY ("reported_by") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE INDEX data_request_open ON data_request (due_at) WHERE answered_at IS NULL;
CREATE INDEX data_breach_open ON data_breach (due_at) WHERE reported_at IS NULL;

-- What was asked or told stays; it is answered, or reported, once.
CREATE FUNCTION data_request_kept() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.answered_at IS NOT NULL OR NEW.answered_at IS NULL
    OR (OLD.id, OLD.person_id, OLD.kind, OLD.words, OLD.asked_at, OLD.due_at)
       IS DISTINCT FROM (NEW.id, NEW.person_id, NEW.kind, NEW.words, NEW.asked_at, NEW.due_at) THEN
    PERFORM public.refuse_fact('a request about data is answered once, and stays what it was', 'data_request_kept');
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION data_breach_kept() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.reported_at IS NOT NULL OR NEW.reported_at IS NULL
    OR (OLD.id, OLD.found_at, OLD.recorded_at, OLD.recorded_by, OLD.what, OLD.people, OLD.measures, OLD.due_at)
       IS DISTINCT FROM (NEW.id, NEW.found_at, NEW.recorded_at, NEW.recorded_by, NEW.what, NEW.people, NEW.measures, NEW.due_at) THEN
    PERFORM public.refuse_fact('a breach is reported once, and stays what it was', 'data_breach_kept');
  END IF;
  RETURN NEW;
END $$;
-- Both are work of the portal's own desk.
CREATE FUNCTION privacy_work_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM public.mark_work('portal', '00000000-0000-4000-8000-000000000001');
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION data_request_kept(), data_breach_kept(), privacy_work_changed() FROM PUBLIC;
CREATE TRIGGER data_request_kept BEFORE UPDATE OR DELETE ON data_request FOR EACH ROW EXECUTE FUNCTION data_request_kept();
CREATE TRIGGER data_breach_kept BEFORE UPDATE OR DELETE ON data_breach FOR EACH ROW EXECUTE FUNCTION data_breach_kept();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON data_request FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON data_breach FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER work_changed AFTER INSERT OR UPDATE ON data_request FOR EACH ROW EXECUTE FUNCTION privacy_work_changed();
CREATE TRIGGER work_changed AFTER INSERT OR UPDATE ON data_breach FOR EACH ROW EXECUTE FUNCTION privacy_work_changed();

GRANT SELECT ON privacy_term TO chuan_app;
GRANT SELECT, INSERT ON data_request, data_breach TO chuan_app;
GRANT UPDATE (answered_at, answered_by, outcome, answer) ON data_request TO chuan_app;
GRANT UPDATE (reported_at, reported_by, report_number, report_day) ON data_breach TO chuan_app;

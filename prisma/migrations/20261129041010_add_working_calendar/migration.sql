-- Holidays and exchanged days as dated rows, and which years somebody has confirmed. A row is never changed: it ends,
-- and another may begin, so that it is known which calendar a term was reckoned with.

-- CreateTable
CREATE TABLE "calendar_day" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "day" DATE NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ(6) NOT NULL,
    "added_by" UUID,
    "ended_at" TIMESTAMPTZ(6),
    "ended_by" UUID,

    CONSTRAINT "calendar_day_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "calendar_confirmation" (
    "id" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "confirmed" BOOLEAN NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "by" UUID NOT NULL,

    CONSTRAINT "calendar_confirmation_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "calendar_day_day_idx" ON "calendar_day"("day");

-- CreateIndex
CREATE INDEX "calendar_confirmation_year_at_idx" ON "calendar_confirmation"("year", "at");

ALTER TABLE calendar_day ADD CONSTRAINT calendar_day_words CHECK (
  kind IN ('holiday', 'day_off', 'working_day') AND btrim(name) <> '' AND btrim(source) <> ''
  AND (ended_at IS NULL) = (ended_by IS NULL));
-- A weekend day is worked or free anyhow, a weekday is not worked twice.
ALTER TABLE calendar_day ADD CONSTRAINT calendar_day_exchange CHECK (kind <> 'working_day' OR extract(isodow FROM day) > 5);
CREATE UNIQUE INDEX calendar_day_once ON calendar_day (day) WHERE ended_at IS NULL;

-- Only the end of a row that stands is written, once.
CREATE FUNCTION calendar_day_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL
    OR (OLD.id, OLD.day, OLD.kind, OLD.name, OLD.source, OLD.added_at, OLD.added_by)
       IS DISTINCT FROM (NEW.id, NEW.day, NEW.kind, NEW.name, NEW.source, NEW.added_at, NEW.added_by) THEN
    RAISE EXCEPTION 'calendar_day is append-only' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
REVOKE EXECUTE ON FUNCTION calendar_day_guard() FROM PUBLIC;
CREATE TRIGGER calendar_day_guard BEFORE UPDATE OR DELETE ON calendar_day FOR EACH ROW EXECUTE FUNCTION calendar_day_guard();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON calendar_day FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON calendar_confirmation FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON calendar_confirmation FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT SELECT, INSERT ON calendar_day, calendar_confirmation TO chuan_app;
GRANT UPDATE (ended_at, ended_by) ON calendar_day TO chuan_app;

-- What is known on 29/11/2026. The signed texts were read in reports of several sources: the office confirms each year.
INSERT INTO calendar_day (day, kind, name, source, added_at)
SELECT day::date, kind, name, source, timestamptz '2026-11-29 00:00:00+07' FROM (VALUES
  ('2026-01-01', 'holiday', 'Tết Dương lịch', 'Bộ luật Lao động 2019, Điều 112'),
  ('2026-01-02', 'day_off', 'Nghỉ hoán đổi Tết Dương lịch', 'Công văn 12729/VPCP-KGVX'),
  ('2026-01-10', 'working_day', 'Làm bù cho ngày 02/01/2026', 'Công văn 12729/VPCP-KGVX'),
  ('2026-02-16', 'holiday', 'Tết Nguyên đán', 'Công văn 9441/TB-BNV ngày 16/10/2025'),
  ('2026-02-17', 'holiday', 'Tết Nguyên đán', 'Công văn 9441/TB-BNV ngày 16/10/2025'),
  ('2026-02-18', 'holiday', 'Tết Nguyên đán', 'Công văn 9441/TB-BNV ngày 16/10/2025'),
  ('2026-02-19', 'holiday', 'Tết Nguyên đán', 'Công văn 9441/TB-BNV ngày 16/10/2025'),
  ('2026-02-20', 'holiday', 'Tết Nguyên đán', 'Công văn 9441/TB-BNV ngày 16/10/2025'),
  ('2026-04-27', 'holiday', 'Nghỉ bù Giỗ Tổ Hùng Vương', 'Bộ luật Lao động 2019, Điều 111 khoản 3'),
  ('2026-04-30', 'holiday', 'Ngày Chiến thắng', 'Bộ luật Lao động 2019, Điều 112'),
  ('2026-05-01', 'holiday', 'Ngày Quốc tế Lao động', 'Bộ luật Lao động 2019, Điều 112'),
  ('2026-08-22', 'working_day', 'Làm bù cho ngày 31/08/2026', 'Công văn 9441/TB-BNV ngày 16/10/2025'),
  ('2026-08-31', 'day_off', 'Nghỉ hoán đổi Quốc khánh', 'Công văn 9441/TB-BNV ngày 16/10/2025'),
  ('2026-09-01', 'holiday', 'Quốc khánh', 'Công văn 9441/TB-BNV ngày 16/10/2025'),
  ('2026-09-02', 'holiday', 'Quốc khánh', 'Bộ luật Lao động 2019, Điều 112'),
  ('2026-11-24', 'holiday', 'Ngày Văn hóa Việt Nam', 'Nghị quyết 28/2026/QH16'),
  ('2027-01-01', 'holiday', 'Tết Dương lịch', 'Bộ luật Lao động 2019, Điều 112'),
  ('2027-02-04', 'holiday', 'Tết Nguyên đán', 'Công văn 10065/VPCP-KGVX ngày 02/10/2026'),
  ('2027-02-05', 'holiday', 'Tết Nguyên đán', 'Công văn 10065/VPCP-KGVX ngày 02/10/2026'),
  ('2027-02-08', 'holiday', 'Tết Nguyên đán', 'Công văn 10065/VPCP-KGVX ngày 02/10/2026'),
  ('2027-02-09', 'holiday', 'Nghỉ bù Tết Nguyên đán', 'Công văn 10065/VPCP-KGVX ngày 02/10/2026'),
  ('2027-02-10', 'holiday', 'Nghỉ bù Tết Nguyên đán', 'Công văn 10065/VPCP-KGVX ngày 02/10/2026'),
  ('2027-04-16', 'holiday', 'Giỗ Tổ Hùng Vương', 'Bộ luật Lao động 2019, Điều 112'),
  ('2027-04-30', 'holiday', 'Ngày Chiến thắng', 'Bộ luật Lao động 2019, Điều 112'),
  ('2027-05-03', 'holiday', 'Nghỉ bù Ngày Quốc tế Lao động', 'Bộ luật Lao động 2019, Điều 111 khoản 3'),
  ('2027-09-02', 'holiday', 'Quốc khánh', 'Bộ luật Lao động 2019, Điều 112'),
  ('2027-09-03', 'holiday', 'Quốc khánh (ngày liền kề)', 'Công văn 10065/VPCP-KGVX ngày 02/10/2026'),
  ('2027-11-24', 'holiday', 'Ngày Văn hóa Việt Nam', 'Nghị quyết 28/2026/QH16')
) AS known (day, kind, name, source);

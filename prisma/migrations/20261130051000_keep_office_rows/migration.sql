-- The office as dated rows: its letterhead, its units, what they are called and who heads them. A row stands from a day
-- on, until the day from which another does; what is printed of a day shows that day.

-- CreateTable
CREATE TABLE "letterhead" (
    "id" UUID NOT NULL,
    "superior" TEXT NOT NULL,
    "office" TEXT NOT NULL,
    "office_in_text" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "letters" TEXT NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE,
    "added_at" TIMESTAMPTZ(6) NOT NULL,
    "added_by" UUID,

    CONSTRAINT "letterhead_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "office_unit" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ(6) NOT NULL,
    "added_by" UUID,

    CONSTRAINT "office_unit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "unit_name" (
    "id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE,
    "added_at" TIMESTAMPTZ(6) NOT NULL,
    "added_by" UUID,

    CONSTRAINT "unit_name_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "unit_head" (
    "id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "full_name" TEXT NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE,
    "added_at" TIMESTAMPTZ(6) NOT NULL,
    "added_by" UUID,

    CONSTRAINT "unit_head_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "letterhead_starts_on_idx" ON "letterhead"("starts_on");

-- CreateIndex
CREATE UNIQUE INDEX "office_unit_key_key" ON "office_unit"("key");

-- CreateIndex
CREATE INDEX "unit_name_unit_id_idx" ON "unit_name"("unit_id");

-- CreateIndex
CREATE INDEX "unit_head_unit_id_idx" ON "unit_head"("unit_id");

-- AddForeignKey
ALTER TABLE "unit_name" ADD CONSTRAINT "unit_name_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "office_unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "unit_head" ADD CONSTRAINT "unit_head_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "office_unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE letterhead ADD CONSTRAINT letterhead_words CHECK (
  btrim(superior) <> '' AND btrim(office) <> '' AND btrim(office_in_text) <> '' AND btrim(place) <> '' AND letters ~ '^[A-ZĐ]{2,20}$');
ALTER TABLE office_unit ADD CONSTRAINT office_unit_named CHECK (key ~ '^[a-z][a-z0-9_]{1,39}$');
ALTER TABLE unit_name ADD CONSTRAINT unit_name_words CHECK (btrim(name) <> '');
ALTER TABLE unit_head ADD CONSTRAINT unit_head_words CHECK (btrim(title) <> '' AND btrim(full_name) <> '');

-- One row a day. An end before its start has no range and is refused by `daterange` itself; the same day by these.
ALTER TABLE letterhead ADD CONSTRAINT letterhead_days CHECK (ends_on > starts_on);
ALTER TABLE unit_name ADD CONSTRAINT unit_name_days CHECK (ends_on > starts_on);
ALTER TABLE unit_head ADD CONSTRAINT unit_head_days CHECK (ends_on > starts_on);
ALTER TABLE letterhead ADD CONSTRAINT letterhead_overlap EXCLUDE USING gist (daterange(starts_on, ends_on) WITH &&);
ALTER TABLE unit_name ADD CONSTRAINT unit_name_overlap EXCLUDE USING gist (unit_id WITH =, daterange(starts_on, ends_on) WITH &&);
ALTER TABLE unit_head ADD CONSTRAINT unit_head_overlap EXCLUDE USING gist (unit_id WITH =, daterange(starts_on, ends_on) WITH &&);

-- A row only ends, once, and never on a day that has begun: such a day may have been printed. What follows begins after
-- today as well; before the first paper is issued, and where no row stood, any day will do.
CREATE FUNCTION office_row_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE today date := (public.app_now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date; of_unit uuid; stood boolean;
BEGIN
  IF TG_OP = 'DELETE' OR (TG_OP = 'UPDATE' AND (OLD.ends_on IS NOT NULL OR NEW.ends_on IS NULL
      OR to_jsonb(OLD) - 'ends_on' IS DISTINCT FROM to_jsonb(NEW) - 'ends_on')) THEN
    PERFORM public.refuse_fact('a row of the office only ends, once', 'office_row_kept');
  END IF;
  IF TG_OP = 'UPDATE' THEN
    stood := NEW.ends_on <= today;
  ELSIF NEW.starts_on > today THEN
    stood := false;
  ELSIF TG_TABLE_NAME = 'letterhead' THEN
    stood := EXISTS (SELECT 1 FROM public.letterhead);
  ELSE
    of_unit := (to_jsonb(NEW) ->> 'unit_id')::uuid;
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM public.%I WHERE unit_id = $1)', TG_TABLE_NAME) INTO stood USING of_unit;
  END IF;
  IF stood AND EXISTS (SELECT 1 FROM public.official_record) THEN
    PERFORM public.refuse_fact('a row of the office begins after today', 'office_row_past');
  END IF;
  RETURN NEW;
END $$;
REVOKE EXECUTE ON FUNCTION office_row_guard() FROM PUBLIC;
CREATE TRIGGER office_row_guard BEFORE INSERT OR UPDATE OR DELETE ON letterhead FOR EACH ROW EXECUTE FUNCTION office_row_guard();
CREATE TRIGGER office_row_guard BEFORE INSERT OR UPDATE OR DELETE ON unit_name FOR EACH ROW EXECUTE FUNCTION office_row_guard();
CREATE TRIGGER office_row_guard BEFORE INSERT OR UPDATE OR DELETE ON unit_head FOR EACH ROW EXECUTE FUNCTION office_row_guard();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON letterhead FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON unit_name FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON unit_head FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON office_unit FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON office_unit FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT SELECT, INSERT ON letterhead, office_unit, unit_name, unit_head TO chuan_app;
GRANT UPDATE (ends_on) ON letterhead, unit_name, unit_head TO chuan_app;

-- What was printed until today, from settings and from code.
INSERT INTO letterhead (id, superior, office, office_in_text, place, letters, starts_on, added_at) VALUES
  ('0193a000-0000-7000-8000-000000000010', 'UBND TỈNH GIA LAI', 'SỞ KHOA HỌC VÀ CÔNG NGHỆ', 'Sở Khoa học và Công nghệ tỉnh Gia Lai', 'Gia Lai', 'SKHCN', '2000-01-01', '2000-01-01');
INSERT INTO office_unit (id, key, added_at) VALUES
  ('0193a000-0000-7000-8000-000000000011', 'khtc', '2000-01-01'),
  ('0193a000-0000-7000-8000-000000000012', 'qlkh', '2000-01-01'),
  ('0193a000-0000-7000-8000-000000000013', 'cctdc', '2000-01-01');
INSERT INTO unit_name (id, unit_id, name, starts_on, added_at) VALUES
  ('0193a000-0000-7000-8000-000000000021', '0193a000-0000-7000-8000-000000000011', 'Phòng Kế hoạch – Tài chính', '2000-01-01', '2000-01-01'),
  ('0193a000-0000-7000-8000-000000000022', '0193a000-0000-7000-8000-000000000012', 'Phòng Quản lý khoa học', '2000-01-01', '2000-01-01'),
  ('0193a000-0000-7000-8000-000000000023', '0193a000-0000-7000-8000-000000000013', 'Chi cục Tiêu chuẩn Đo lường Chất lượng', '2000-01-01', '2000-01-01');

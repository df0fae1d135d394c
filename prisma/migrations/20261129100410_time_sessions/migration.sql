-- Sessions end by the clock of the database, by how long they were not used and by how long ago they began, and show
-- their owner where they are.

-- AlterTable
ALTER TABLE "session" DROP COLUMN "expires_at",
ADD COLUMN     "browser" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "network" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "ref" UUID NOT NULL DEFAULT gen_random_uuid(),
ADD COLUMN     "seen_at" TIMESTAMPTZ(6),
ADD COLUMN     "system" TEXT NOT NULL DEFAULT '';

-- Those of the earlier release, timed by a process, go on from now.
UPDATE "session" SET seen_at = app_now(), created_at = least(created_at, app_now());
ALTER TABLE "session" ALTER COLUMN "seen_at" SET NOT NULL;

-- CreateTable
CREATE TABLE "session_term" (
    "valid_from" DATE NOT NULL,
    "kind" TEXT NOT NULL,
    "idle_minutes" INTEGER NOT NULL,
    "whole_minutes" INTEGER NOT NULL,
    "source" TEXT NOT NULL,
    "confirmed" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "session_term_pkey" PRIMARY KEY ("valid_from","kind")
);

-- CreateIndex
CREATE UNIQUE INDEX "session_ref_key" ON "session"("ref");

ALTER TABLE session ADD CONSTRAINT session_times CHECK (seen_at >= created_at);
ALTER TABLE session_term ADD CONSTRAINT session_term_kind CHECK (kind IN ('signing', 'office', 'applicant'));
ALTER TABLE session_term ADD CONSTRAINT session_term_minutes CHECK (idle_minutes >= 5 AND whole_minutes >= idle_minutes AND whole_minutes <= 129600);
INSERT INTO session_term (valid_from, kind, idle_minutes, whole_minutes, source) VALUES
  ('2000-01-01', 'signing', 60, 720, 'Quy ước của Sở, chờ xác nhận bằng văn bản'),
  ('2000-01-01', 'office', 480, 10080, 'Quy ước của Sở, chờ xác nhận bằng văn bản'),
  ('2000-01-01', 'applicant', 10080, 43200, 'Quy ước của Sở, chờ xác nhận bằng văn bản');

-- The terms in force on the day, Vietnam time.
CREATE FUNCTION session_terms() RETURNS TABLE (kind text, idle_minutes integer, whole_minutes integer)
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT DISTINCT ON (t.kind) t.kind, t.idle_minutes, t.whole_minutes FROM public.session_term t
  WHERE t.valid_from <= (public.app_now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date ORDER BY t.kind, t.valid_from DESC
$$;

GRANT SELECT ON session_term TO chuan_app;

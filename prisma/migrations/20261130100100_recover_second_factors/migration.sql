-- Who lost every second factor gets them taken away by two administrators, after a time in which the owner can object.

-- CreateTable
CREATE TABLE "factor_recovery" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "asked_by" UUID,
    "asked_at" TIMESTAMPTZ(6) NOT NULL,
    "reason" TEXT NOT NULL,
    "confirmed_by" UUID,
    "confirmed_at" TIMESTAMPTZ(6),
    "ready_at" TIMESTAMPTZ(6),
    "state" TEXT NOT NULL,
    "ended_at" TIMESTAMPTZ(6),

    CONSTRAINT "factor_recovery_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "factor_recovery_person_id_idx" ON "factor_recovery"("person_id");

-- AddForeignKey
ALTER TABLE "factor_recovery" ADD CONSTRAINT "factor_recovery_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "factor_recovery" ADD CONSTRAINT "factor_recovery_asked_by_fkey" FOREIGN KEY ("asked_by") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "factor_recovery" ADD CONSTRAINT "factor_recovery_confirmed_by_fkey" FOREIGN KEY ("confirmed_by") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE UNIQUE INDEX factor_recovery_one_open ON factor_recovery (person_id) WHERE state IN ('asked', 'confirmed');
ALTER TABLE factor_recovery ADD CONSTRAINT factor_recovery_reason CHECK (btrim(reason) <> '');
ALTER TABLE factor_recovery ADD CONSTRAINT factor_recovery_state CHECK (
  state = 'asked' AND confirmed_at IS NULL AND ended_at IS NULL AND asked_by IS NOT NULL
  OR state = 'confirmed' AND confirmed_by IS NOT NULL AND ready_at > confirmed_at AND ended_at IS NULL
  OR state = 'stopped' AND ended_at IS NOT NULL
  -- At the terminal nobody of the portal stands behind it.
  OR state = 'done' AND ended_at IS NOT NULL AND (asked_by IS NULL OR confirmed_by IS NOT NULL AND ended_at >= ready_at));
-- Two people, and neither is the one whom it is about.
ALTER TABLE factor_recovery ADD CONSTRAINT factor_recovery_two_people CHECK (
  asked_by IS DISTINCT FROM person_id AND confirmed_by IS DISTINCT FROM person_id
  AND (confirmed_by IS NULL OR confirmed_by IS DISTINCT FROM asked_by));

-- Whoever stands behind it is an administrator at that moment; what is over stays over.
CREATE FUNCTION factor_recovery_kept() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.asked_by IS NOT NULL AND (NEW.state <> 'asked' OR NEW.asked_by NOT IN (SELECT public.active_administrators())) THEN
      PERFORM public.refuse_fact('a recovery is asked for by an administrator', 'factor_recovery_administrators');
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.state IN ('done', 'stopped') OR (NEW.id, NEW.person_id, NEW.asked_by, NEW.asked_at, NEW.reason)
      IS DISTINCT FROM (OLD.id, OLD.person_id, OLD.asked_by, OLD.asked_at, OLD.reason) THEN
    PERFORM public.refuse_fact('a recovery stays what it was asked for', 'factor_recovery_kept');
  END IF;
  IF NEW.state = 'confirmed' AND (OLD.state <> 'asked' OR NEW.confirmed_by NOT IN (SELECT public.active_administrators())
      OR OLD.asked_by NOT IN (SELECT public.active_administrators())) THEN
    PERFORM public.refuse_fact('a recovery is confirmed by a second administrator', 'factor_recovery_administrators');
  END IF;
  IF NEW.state = 'done' AND (OLD.state <> 'confirmed' OR OLD.ready_at > public.app_now()) THEN
    PERFORM public.refuse_fact('a recovery waits for its time', 'factor_recovery_waits');
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION factor_recovery_kept() FROM PUBLIC;
CREATE TRIGGER factor_recovery_kept BEFORE INSERT OR UPDATE ON factor_recovery FOR EACH ROW EXECUTE FUNCTION factor_recovery_kept();

GRANT SELECT, INSERT, UPDATE ON factor_recovery TO chuan_app;

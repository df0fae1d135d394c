-- Backups that are seen: what became of each base, which stored files are in which place, the hour of the nightly base,
-- and what the administrators were alarmed of.
ALTER TABLE "upkeep_report" DROP CONSTRAINT "upkeep_report_kind";
ALTER TABLE "upkeep_report" ADD CONSTRAINT "upkeep_report_kind" CHECK ("kind" IN ('verify', 'drill', 'base'));

CREATE TABLE "kept_object" (
    "place" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "kept_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "kept_object_pkey" PRIMARY KEY ("place","sha256"),
    CONSTRAINT "kept_object_sha256" CHECK ("sha256" ~ '^[0-9a-f]{64}$')
);

CREATE TABLE "backup_term" (
    "valid_from" TIMESTAMPTZ(6) NOT NULL,
    "base_hour" SMALLINT NOT NULL,
    "source" TEXT NOT NULL,

    CONSTRAINT "backup_term_pkey" PRIMARY KEY ("valid_from"),
    CONSTRAINT "backup_term_hour" CHECK ("base_hour" BETWEEN 0 AND 23)
);
INSERT INTO backup_term (valid_from, base_hour, source) VALUES ('2000-01-01', 1, 'portal');

CREATE TABLE "portal_alarm" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "since" TIMESTAMPTZ(6) NOT NULL,
    "ended_at" TIMESTAMPTZ(6),

    CONSTRAINT "portal_alarm_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "portal_alarm_kind" CHECK ("kind" IN ('late_backup', 'unsound_portal', 'full_disk', 'clock_drift', 'failed_mail', 'late_checkpoint')),
    CONSTRAINT "portal_alarm_order" CHECK ("since" <= "ended_at")
);
CREATE INDEX "portal_alarm_since_idx" ON "portal_alarm"("since");
-- Two workers that see the same tell it once.
ALTER TABLE portal_alarm ADD CONSTRAINT portal_alarm_open EXCLUDE USING btree (kind WITH =) WHERE (ended_at IS NULL);

CREATE FUNCTION portal_alarm_kept() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM public.refuse_fact('an alarm only ends, once', 'portal_alarm_kept');
END $$;
REVOKE EXECUTE ON FUNCTION portal_alarm_kept() FROM PUBLIC;
CREATE TRIGGER portal_alarm_kept BEFORE UPDATE ON portal_alarm FOR EACH ROW
  WHEN (OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL) EXECUTE FUNCTION portal_alarm_kept();

GRANT SELECT, INSERT, DELETE ON kept_object TO chuan_app;
GRANT SELECT, INSERT ON portal_alarm TO chuan_app;
GRANT UPDATE (ended_at) ON portal_alarm TO chuan_app;
GRANT SELECT ON backup_term TO chuan_app;

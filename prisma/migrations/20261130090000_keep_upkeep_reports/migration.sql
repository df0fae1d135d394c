-- What came of looking after the portal itself: checks of everything that has to hold, and restores that were tried.
CREATE TABLE "upkeep_report" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "began_at" TIMESTAMPTZ(6) NOT NULL,
    "ended_at" TIMESTAMPTZ(6) NOT NULL,
    "sound" BOOLEAN NOT NULL,
    "facts" JSONB NOT NULL,

    CONSTRAINT "upkeep_report_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "upkeep_report_kind" CHECK ("kind" IN ('verify', 'drill')),
    CONSTRAINT "upkeep_report_order" CHECK ("began_at" <= "ended_at")
);
CREATE INDEX "upkeep_report_kind_ended_at_idx" ON "upkeep_report"("kind", "ended_at");

GRANT SELECT, INSERT ON "upkeep_report" TO chuan_app;

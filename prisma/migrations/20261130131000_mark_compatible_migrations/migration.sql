-- A migration with which the release before still works names itself here; without that an older build does not start.

-- CreateTable
CREATE TABLE "compatible_migration" (
    "migration" TEXT NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "compatible_migration_pkey" PRIMARY KEY ("migration")
);

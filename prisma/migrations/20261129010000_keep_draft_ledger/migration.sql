-- Who wrote last at each place of a draft, and which operations were taken: a repeated one is written once, and a conflict has a name and a time.

-- CreateTable
CREATE TABLE "draft_write" (
    "object_id" UUID NOT NULL,
    "part" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "run" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "operation_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "device" UUID,
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "draft_write_pkey" PRIMARY KEY ("object_id","part","path")
);

-- CreateTable
CREATE TABLE "draft_run" (
    "object_id" UUID NOT NULL,
    "part" TEXT NOT NULL,
    "run" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "settled" INTEGER NOT NULL,
    "applied" JSONB NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "draft_run_pkey" PRIMARY KEY ("object_id","part","run","person_id")
);

-- CreateTable
CREATE TABLE "draft_key" (
    "person_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "draft_key_pkey" PRIMARY KEY ("person_id")
);

-- CreateIndex
CREATE INDEX "draft_write_object_id_part_revision_idx" ON "draft_write"("object_id", "part", "revision");

ALTER TABLE draft_write ADD CONSTRAINT draft_write_numbers CHECK (number > 0 AND revision >= 0);
ALTER TABLE draft_run ADD CONSTRAINT draft_run_settled CHECK (settled >= 0 AND jsonb_typeof(applied) = 'object');

GRANT SELECT, INSERT, UPDATE, DELETE ON draft_write, draft_run TO chuan_app;
-- Words kept in browsers are read with it for as long as the person is known here.
GRANT SELECT, INSERT ON draft_key TO chuan_app;

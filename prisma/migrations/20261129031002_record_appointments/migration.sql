-- Somebody of whom something was known is appointed by a recorded word of the office: what was known, and why even so.

-- CreateTable
CREATE TABLE "appointment_ruling" (
    "id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "findings" JSONB NOT NULL,
    "reason" TEXT NOT NULL,
    "ruled_by" UUID NOT NULL,
    "ruled_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "appointment_ruling_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "appointment_ruling_member_id_idx" ON "appointment_ruling"("member_id");

-- AddForeignKey
ALTER TABLE "appointment_ruling" ADD CONSTRAINT "appointment_ruling_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "council_member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE appointment_ruling ADD CONSTRAINT appointment_ruling_reason CHECK (btrim(reason) <> '');

GRANT SELECT, INSERT ON appointment_ruling TO chuan_app;
REVOKE UPDATE, DELETE ON appointment_ruling FROM chuan_app;

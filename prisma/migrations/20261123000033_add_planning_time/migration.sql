-- When the hour of a session was set: whether members had their documents in time is reckoned from here.

-- AlterTable
ALTER TABLE "review_session" ADD COLUMN     "planned_at" TIMESTAMPTZ(6);

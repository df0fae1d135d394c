-- What is shown of a session is stored when it is counted and when it is closed.
ALTER TABLE "review_session" ADD COLUMN "ranking" JSONB,
ADD COLUMN "standing" JSONB;

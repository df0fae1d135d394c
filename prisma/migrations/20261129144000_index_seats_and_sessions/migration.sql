-- Every page of a council's member counts what waits for the member: by person to the seats, by council to the sessions.

-- CreateIndex
CREATE INDEX "council_member_person_id_idx" ON "council_member"("person_id");

-- CreateIndex
CREATE INDEX "review_session_council_id_idx" ON "review_session"("council_id");

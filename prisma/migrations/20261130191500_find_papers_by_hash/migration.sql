-- Anybody asks whether a paper is genuine: by what stands on it, or by its file.
CREATE INDEX "official_record_hash_idx" ON "official_record"("hash");
CREATE INDEX "record_file_sha256_idx" ON "record_file"("sha256");
CREATE INDEX "application_revision_hash_idx" ON "application_revision"("hash");

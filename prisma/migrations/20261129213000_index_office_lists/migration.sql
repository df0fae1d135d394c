-- The orders of the office's list of dossiers, each with the code that settles what is equal: a page is read from its
-- index, however many dossiers there are. Drafts and what was never submitted are in none, so that typing moves no row.
CREATE INDEX application_by_submission ON application (submitted_at, code) WHERE code IS NOT NULL AND state <> 'draft';
CREATE INDEX application_by_organisation ON application (organisation_name COLLATE "vi-x-icu", code) WHERE code IS NOT NULL AND state <> 'draft';
CREATE INDEX application_by_title ON application (title COLLATE "vi-x-icu", code) WHERE code IS NOT NULL AND state <> 'draft';
CREATE INDEX application_by_request ON application (coalesce(requested, -1), code) WHERE code IS NOT NULL AND state <> 'draft';
-- Codes and times of one call, and of one state, lie together: without these its page would be looked for among all.
CREATE INDEX application_of_call ON application (call_id, code) WHERE code IS NOT NULL AND state <> 'draft';
CREATE INDEX application_of_call_by_submission ON application (call_id, submitted_at, code) WHERE code IS NOT NULL AND state <> 'draft';
CREATE INDEX application_in_state ON application (state, code) WHERE code IS NOT NULL AND state <> 'draft';
CREATE INDEX application_in_state_by_submission ON application (state, submitted_at, code) WHERE code IS NOT NULL AND state <> 'draft';

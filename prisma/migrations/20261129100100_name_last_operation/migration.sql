-- A revision says up to which typed word it goes: the last operation of its sections and budget, and when it was taken.
-- Null where nothing was typed into pages that number their operations.
ALTER TABLE application_revision
  ADD COLUMN last_operation_id UUID,
  ADD COLUMN last_operation_at TIMESTAMPTZ(6),
  ADD CONSTRAINT last_operation_whole CHECK ((last_operation_id IS NULL) = (last_operation_at IS NULL));

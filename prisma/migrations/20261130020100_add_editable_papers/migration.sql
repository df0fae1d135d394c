-- Each issued paper also has a copy for a word processor.
CREATE OR REPLACE FUNCTION record_files_wanted() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO public.record_file (record_id, format, wanted_at, due_at)
    SELECT NEW.id, f.format, n.at, n.at FROM (SELECT public.app_now() AS at) AS n, (VALUES ('pdf'), ('docx')) AS f (format);
  RETURN NULL;
END $$;

INSERT INTO record_file (record_id, format, wanted_at, due_at)
  SELECT id, 'docx', issued_at, issued_at FROM official_record WHERE kind <> 'receipt';

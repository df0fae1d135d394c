-- An organisation has ten papers of its own at most; whoever adds one waits for who adds another.
CREATE FUNCTION organisation_paper_room() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM 1 FROM public.organisation o WHERE o.id = NEW.organisation_id FOR NO KEY UPDATE;
  IF (SELECT count(*) FROM public.organisation_paper p WHERE p.organisation_id = NEW.organisation_id) >= 10 THEN
    PERFORM public.refuse_fact('an organisation has ten papers at most', 'organisation_paper_room');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER organisation_paper_room BEFORE INSERT ON organisation_paper FOR EACH ROW EXECUTE FUNCTION organisation_paper_room();

REVOKE ALL ON FUNCTION organisation_paper_room() FROM PUBLIC;

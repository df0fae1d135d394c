-- The audit trail is asked by the number of a paper and by the code of a lot, without accents and in any case. A number
-- may be typed without its zero in front and without its issuer, so the index answers what begins with it as well.
CREATE INDEX official_record_number_fold ON official_record (ltrim(vn_fold(number_text), '0') text_pattern_ops)
  WHERE number_text IS NOT NULL;
CREATE INDEX lot_code_fold ON lot (vn_fold(code));

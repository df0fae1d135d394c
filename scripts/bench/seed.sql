-- A portal in the middle of its year: as many applications under review as bench.applications says, in ten calls with
-- one lot each, every one with eight sheets of seven marks and a budget of twenty lines. Ids follow from names, so that
-- every run asks the same questions. Run by a superuser: what past verbs have written is put in beside their triggers.

CREATE FUNCTION pg_temp.id_of(name text) RETURNS uuid LANGUAGE sql IMMUTABLE
AS $$ SELECT overlay(overlay(md5(name) placing '8' from 13 for 1) placing '8' from 17 for 1)::uuid $$;
CREATE FUNCTION pg_temp.applications() RETURNS int LANGUAGE sql AS $$ SELECT current_setting('bench.applications')::int $$;

INSERT INTO organisation (id, kind, name, tax_code, rep_name, province_code, created_at)
SELECT pg_temp.id_of('organisation ' || n), 'enterprise',
  (ARRAY['Công ty TNHH Cà phê Cao nguyên Ia Hrung','Công ty CP Mía đường Ayun Thượng','Hợp tác xã Hồ tiêu Chư Sê','Công ty TNHH Cân điện tử Pleiku','Công ty CP Chế biến gỗ Quy Nhơn'])[1 + n % 5] || ' ' || n,
  '59' || lpad(n::text, 8, '0'), 'Rơ Châm Hương', '52', app_now()
FROM generate_series(1, 400) n;

INSERT INTO person (id, full_name, created_at)
SELECT pg_temp.id_of('person ' || key), name, app_now()
FROM (VALUES ('applicant','Siu Thảo'),('officer','Nguyễn Thị Thanh Tâm'),('seat 1','Nguyễn Văn Khải'),('seat 2','Trần Thị Mỹ Hạnh'),
  ('seat 3','Lê Quang Duy'),('seat 4','Y Blăng Niê'),('seat 5','Phạm Thị Thu Lan'),('seat 6','Đỗ Minh Tuấn'),('seat 7','Hoàng Bảo Ngọc'),
  ('seat 8','Võ Thành Long'),('seat 9','Nguyễn Thị Kim Chi')) AS p(key, name);
INSERT INTO account (id, person_id, email, password_hash, email_verified_at, created_at)
SELECT pg_temp.id_of('account of ' || id), id, id || '@bench.test', 'x', app_now(), app_now() FROM person;
INSERT INTO role_grant (id, person_id, role, scope_type, scope_id, valid_from) VALUES
  (pg_temp.id_of('grant 1'), pg_temp.id_of('person officer'), 'measurement_officer', 'all', '', app_now()),
  (pg_temp.id_of('grant 2'), pg_temp.id_of('person applicant'), 'representative', 'organisation', pg_temp.id_of('organisation 1')::text, app_now());
-- The cookie of a person holds `bench <name>`.
INSERT INTO session (id, account_id, created_at, seen_at)
SELECT encode(sha256(convert_to('bench-' || replace(key, ' ', '-'), 'UTF8')), 'hex'), pg_temp.id_of('account of ' || pg_temp.id_of('person ' || key)), app_now(), app_now()
FROM unnest(ARRAY['applicant','officer','seat 1','seat 2','seat 3','seat 4','seat 5','seat 6','seat 7','seat 8']) AS k(key);

INSERT INTO call (id, code, definition_id, programme, title_vi, title_en, summary_vi, opens_at, closes_at, envelope, state, published_at, created_at)
SELECT pg_temp.id_of('call ' || n), 'MAP-B-' || lpad(n::text, 2, '0'), (SELECT id FROM programme_definition), 'MAP',
  'Hỗ trợ xây dựng Chương trình đảm bảo đo lường, đợt ' || n, 'Support of measurement assurance programmes, round ' || n,
  'Dành cho doanh nghiệp sử dụng phương tiện đo trong sản xuất, mua bán.', app_now() - interval '60 days',
  app_now() + CASE WHEN n < 10 THEN interval '-5 days' ELSE make_interval(days => n) END, 20000000000,
  CASE WHEN n < 10 THEN 'opened' ELSE 'published' END, app_now() - interval '60 days', app_now()
FROM generate_series(0, 40) n;
INSERT INTO lot (id, call_id, code, position, title_vi, variant)
SELECT pg_temp.id_of('lot ' || n), pg_temp.id_of('call ' || n), 'MAP', 1, 'Chương trình đảm bảo đo lường', 'standard' FROM generate_series(0, 40) n;

INSERT INTO application (id, code, call_id, lot_id, organisation_id, created_by, title, state, revision_id, submitted_at, requested, own, created_at, updated_at)
SELECT pg_temp.id_of('application ' || n), 'MAP-B-' || lpad(n::text, 5, '0'), pg_temp.id_of('call ' || n % 10), pg_temp.id_of('lot ' || n % 10),
  pg_temp.id_of('organisation ' || 1 + n % 400), pg_temp.id_of('person applicant'),
  'Chương trình đảm bảo đo lường cho dây chuyền ' || (ARRAY['rang xay cà phê','ép mía','cân ô tô','sấy hạt tiêu','đóng gói'])[1 + n % 5] || ' số ' || n,
  'in_review', pg_temp.id_of('revision ' || n), app_now() - interval '6 days', 100000000 + n * 10000, 80000000, app_now(), app_now() - make_interval(secs => n)
FROM generate_series(0, pg_temp.applications() - 1) n;

INSERT INTO application (id, call_id, lot_id, organisation_id, created_by, title, state, created_at, updated_at)
SELECT pg_temp.id_of('draft ' || n), pg_temp.id_of('call 10'), pg_temp.id_of('lot 10'), pg_temp.id_of('organisation 1'),
  pg_temp.id_of('person applicant'), 'Bản nháp ' || n, 'draft', app_now(), app_now() FROM generate_series(1, 60) n;
INSERT INTO answer_section (application_id, section_key, content, updated_at, updated_by)
SELECT pg_temp.id_of('draft ' || n), key, '{"values":{},"touched":{}}', app_now(), pg_temp.id_of('person applicant')
FROM generate_series(1, 60) n, unnest(ARRAY['company','activity','instruments','standards','assessment','needs','funding','commitment']) key;

-- People named in dossiers: some are called as members of councils are, as in any province.
INSERT INTO application_participant (id, application_id, kind, name)
SELECT pg_temp.id_of('participant ' || n || '/' || k), pg_temp.id_of('application ' || n), 'member',
  (ARRAY['Nguyễn','Trần','Lê','Phạm','Rơ Châm','Siu','Đỗ','Hoàng'])[1 + (n * 3 + k) % 8] || (ARRAY[' Văn ',' Thị ',' Thành ',' Quang ',' Minh '])[1 + (n + k * 7) % 5]
    || (ARRAY['An','Bình','Dung','Hà','Khoa','Linh','Mai','Nam','Oanh','Phúc','Quyên'])[1 + (n * 7 + k) % 11]
FROM generate_series(0, pg_temp.applications() - 1) n, generate_series(1, 4) k;

SET session_replication_role = replica;

-- The dossier of revision.json, in the name of each application. What a reader sees is as long as a real one.
INSERT INTO application_revision (id, application_id, number, bytes, hash, submitted_at, submitted_by)
SELECT revision_id, id, 1, bytes, encode(sha256(bytes), 'hex'), submitted_at, created_by
FROM (SELECT a.revision_id, a.id, a.submitted_at, a.created_by, convert_to((r.content || jsonb_build_object(
    'definition', r.content->'definition' || jsonb_build_object('id', k.definition_id),
    'call', jsonb_build_object('id', k.id, 'code', k.code, 'title', k.title_vi, 'closesAt', k.closes_at), 'lot', jsonb_build_object('id', a.lot_id, 'code', 'MAP', 'title', ''),
    'application', jsonb_build_object('id', a.id, 'code', a.code, 'revision', 1), 'organisation', r.content->'organisation' || jsonb_build_object('name', o.name),
    'submittedAt', a.submitted_at))::text, 'UTF8') AS bytes
  FROM application a JOIN call k ON k.id = a.call_id JOIN organisation o ON o.id = a.organisation_id CROSS JOIN bench_revision r WHERE a.revision_id IS NOT NULL) AS r;

INSERT INTO application_document (id, application_id, item_key, file_name, size, sha256, media_type, object_key, verdict, uploaded_by, uploaded_at)
SELECT pg_temp.id_of('document ' || key || id), id, key, key || '.pdf', 180000, md5(key || id), 'application/pdf', 'documents/' || key || '/' || id, 'clean', pg_temp.id_of('person applicant'), app_now()
FROM application, unnest(ARRAY['request','registration','instrument_certificates','standard_certificates','survey_form','own_commitment','quotations','system_certificates']) key;

INSERT INTO council (id, call_id, name, decision_no, state, created_at)
SELECT pg_temp.id_of('council ' || n), pg_temp.id_of('call ' || n), 'Hội đồng ' || n, n || '/QĐ-SKHCN', 'seated', app_now() FROM generate_series(0, 9) n;
INSERT INTO council_member (id, council_id, person_id, role, position, appointed_at, undertaking_at, undertaking_hash)
SELECT pg_temp.id_of('member ' || c || '/' || s), pg_temp.id_of('council ' || c), pg_temp.id_of('person seat ' || s),
  (ARRAY['chair','vice_chair','reviewer','reviewer','scientific_secretary','member','member','member','administrative_secretary'])[s], s, app_now(), app_now(), md5('text')
FROM generate_series(0, 9) c, generate_series(1, 9) s;
INSERT INTO review_session (id, lot_id, council_id, state, opened_at)
SELECT pg_temp.id_of('session ' || n), pg_temp.id_of('lot ' || n), pg_temp.id_of('council ' || n), CASE n WHEN 0 THEN 'open' ELSE 'planned' END, CASE n WHEN 0 THEN app_now() END
FROM generate_series(0, 9) n;
UPDATE review_session SET counting_board = (SELECT jsonb_agg(jsonb_build_object('memberId', pg_temp.id_of('member 0/' || s), 'head', s = 5))
  FROM generate_series(5, 7) s) WHERE id = pg_temp.id_of('session 0');
INSERT INTO attendance (session_id, member_id, present)
SELECT pg_temp.id_of('session 0'), pg_temp.id_of('member 0/' || s), true FROM generate_series(1, 8) s;
INSERT INTO conflict_declaration (id, member_id, application_id, kind, declared_at)
SELECT pg_temp.id_of('declaration ' || n || '/' || s), pg_temp.id_of('member ' || n % 10 || '/' || s), pg_temp.id_of('application ' || n), 'none', app_now()
FROM generate_series(0, pg_temp.applications() - 1) n, generate_series(1, 9) s;

INSERT INTO score_sheet (id, member_id, application_id, state, version, comment, updated_at)
SELECT pg_temp.id_of('sheet ' || n || '/' || s), pg_temp.id_of('member ' || n % 10 || '/' || s), pg_temp.id_of('application ' || n), 'draft', 1, 'Hồ sơ đầy đủ, có cơ sở.', app_now()
FROM generate_series(0, pg_temp.applications() - 1) n, generate_series(1, 8) s;
-- Never zero, which would ask for a comment; six in ten of the most at least.
INSERT INTO score_mark (sheet_id, criterion_key, value)
SELECT pg_temp.id_of('sheet ' || n || '/' || s), key, most - (n / 10 * 7 + s * 3 + most * place) % (most * 2 / 5 + 1)
FROM generate_series(0, pg_temp.applications() - 1) n, generate_series(1, 8) s,
  (VALUES ('priority_sector',15,1),('risk_impact',20,2),('status_quality',15,3),('objectives',15,4),('commitment',15,5),('effect',15,6),('spread',5,7)) AS c(key, most, place);
UPDATE score_sheet h SET state = 'submitted', submitted_at = app_now(), hash = md5(h.id::text), version = 2,
  total = (SELECT sum(value) FROM score_mark m WHERE m.sheet_id = h.id)
FROM council_member m WHERE m.id = h.member_id AND m.council_id = pg_temp.id_of('council 0');

INSERT INTO budget (id, application_id) SELECT pg_temp.id_of('budget ' || n), pg_temp.id_of('application ' || n) FROM generate_series(0, pg_temp.applications() - 1) n;
INSERT INTO budget_version (id, budget_id, number, stage, hash, state_total, own_total, frozen_at, created_at)
SELECT pg_temp.id_of('version ' || n), pg_temp.id_of('budget ' || n), 1, 'requested', md5(n::text), 100000000 + n * 10000, 80000000, app_now(), app_now()
FROM generate_series(0, pg_temp.applications() - 1) n;
INSERT INTO budget_line (version_id, key, position, category, content, unit, quantity, quantity_scale, unit_price, amount, source, khoan)
SELECT pg_temp.id_of('version ' || n), pg_temp.id_of('line ' || n || '/' || l), l, 1 + l % 10, 'Khoản chi ' || l, 'lần', 1, 0, 5000000 + n * 500, 5000000 + n * 500,
  CASE WHEN l % 2 = 0 THEN 'state' ELSE 'own' END, false
FROM generate_series(0, pg_temp.applications() - 1) n, generate_series(1, 20) l;

SET session_replication_role = DEFAULT;
ANALYZE;

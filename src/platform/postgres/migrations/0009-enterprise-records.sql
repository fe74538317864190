-- Enterprises, one file for each (一企一档): records of any kind, search by name, duplicates, imports.

ALTER TABLE job DROP CONSTRAINT job_kind_check;
ALTER TABLE job ADD CONSTRAINT job_kind_check
  CHECK (kind IN ('document-import', 'register-import', 'filings-import', 'evaluation-run', 'enterprise-import'));

-- The day in China.
CREATE FUNCTION china_today() RETURNS date LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT (now() AT TIME ZONE 'Asia/Shanghai')::date $$;

-- Records: one row for each version; a change closes `known` of the version that stood and adds the next. What a kind's fields are
-- stands in data/enterprises/record-kinds.json.
CREATE TABLE enterprise_record (
  id uuid NOT NULL,
  version integer NOT NULL CHECK (version >= 1),
  enterprise_id uuid NOT NULL REFERENCES enterprise,
  kind text NOT NULL CHECK (kind ~ '^[a-z][a-z0-9-]{0,39}$'),
  valid daterange NOT NULL CHECK (NOT isempty(valid) AND NOT lower_inf(valid)),
  fields jsonb NOT NULL CHECK (jsonb_typeof(fields) = 'object'),
  -- Codes of the confidential fields that are filled in; their values stand apart, under a policy of their own.
  confidential text[] NOT NULL DEFAULT '{}',
  status text NOT NULL CHECK (status IN ('declared', 'confirmed', 'refused', 'withdrawn')),
  source text NOT NULL CHECK (source <> ''),
  note text,
  files uuid[] NOT NULL DEFAULT '{}',
  -- Who said what it says; `by` is who made this version.
  said_by_id uuid REFERENCES user_account,
  said_by_name text NOT NULL,
  decided_at timestamptz,
  decided_by_name text,
  decision_reason text,
  act text NOT NULL CHECK (act IN ('declare', 'add', 'revise', 'confirm', 'refuse', 'withdraw', 'import', 'demo')),
  reason text,
  by_id uuid REFERENCES user_account,
  by_name text NOT NULL,
  job_id uuid REFERENCES job,
  synthetic boolean NOT NULL DEFAULT false,
  known tstzrange NOT NULL DEFAULT tstzrange(now(), NULL) CHECK (NOT isempty(known)),
  txid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  PRIMARY KEY (id, version),
  CHECK (status <> 'refused' OR decision_reason IS NOT NULL),
  CHECK (act NOT IN ('revise', 'refuse', 'withdraw') OR reason IS NOT NULL),
  -- Nobody confirms his own word.
  CHECK (act <> 'confirm' OR by_id IS DISTINCT FROM said_by_id)
);
CREATE UNIQUE INDEX enterprise_record_standing ON enterprise_record (id) WHERE upper_inf(known);
CREATE INDEX enterprise_record_of_enterprise ON enterprise_record (enterprise_id, kind) WHERE upper_inf(known);
CREATE INDEX enterprise_record_newest ON enterprise_record (lower(known) DESC, id) WHERE upper_inf(known);
CREATE INDEX enterprise_record_of_kind ON enterprise_record (kind, upper(valid)) WHERE upper_inf(known);
CREATE INDEX enterprise_record_waiting ON enterprise_record (lower(known)) WHERE upper_inf(known) AND status = 'declared';
CREATE INDEX enterprise_record_by_txid ON enterprise_record (txid);

CREATE TABLE enterprise_record_confidential (
  id uuid NOT NULL,
  version integer NOT NULL,
  enterprise_id uuid NOT NULL REFERENCES enterprise,
  fields jsonb NOT NULL CHECK (jsonb_typeof(fields) = 'object'),
  PRIMARY KEY (id, version),
  FOREIGN KEY (id, version) REFERENCES enterprise_record
);
CREATE INDEX enterprise_record_confidential_of_enterprise ON enterprise_record_confidential (enterprise_id);

CREATE TABLE enterprise_record_file (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  enterprise_id uuid NOT NULL REFERENCES enterprise,
  -- Null: no record names it yet.
  record_id uuid,
  digest text NOT NULL REFERENCES attachment,
  name text NOT NULL CHECK (name <> ''),
  size_bytes bigint NOT NULL CHECK (size_bytes >= 0),
  at timestamptz NOT NULL DEFAULT now(),
  by_id uuid NOT NULL REFERENCES user_account,
  by_name text NOT NULL
);
CREATE INDEX enterprise_record_file_of_record ON enterprise_record_file (record_id) WHERE record_id IS NOT NULL;
CREATE INDEX enterprise_record_file_of_enterprise ON enterprise_record_file (enterprise_id);

-- The same enterprise twice in the register. The merger itself is in enterprise_state: the rows of the duplicate that were known until
-- `at`, and those known from `at` on; undoing says the former again.
CREATE TABLE enterprise_merger (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  survivor_id uuid NOT NULL REFERENCES enterprise,
  duplicate_id uuid NOT NULL REFERENCES enterprise,
  -- Null: it was the same all along.
  from_on date,
  reason text NOT NULL CHECK (reason <> ''),
  -- Periods for which both had a filing, and whose is gone on with.
  conflicts json NOT NULL DEFAULT '[]',
  at timestamptz NOT NULL DEFAULT now(),
  by_id uuid REFERENCES user_account,
  by_name text NOT NULL,
  undone_at timestamptz,
  undone_by_id uuid REFERENCES user_account,
  undone_by_name text,
  undo_reason text,
  CHECK (survivor_id <> duplicate_id),
  CHECK (num_nulls(undone_at, undone_by_name, undo_reason) IN (0, 3))
);
CREATE UNIQUE INDEX enterprise_merger_standing ON enterprise_merger (duplicate_id) WHERE undone_at IS NULL;
CREATE INDEX enterprise_merger_of_survivor ON enterprise_merger (survivor_id);

-- Pairs that somebody looked at and found to be two.
CREATE TABLE enterprise_apart (
  one_id uuid NOT NULL REFERENCES enterprise,
  other_id uuid NOT NULL REFERENCES enterprise,
  reason text NOT NULL CHECK (reason <> ''),
  at timestamptz NOT NULL DEFAULT now(),
  by_id uuid REFERENCES user_account,
  by_name text NOT NULL,
  PRIMARY KEY (one_id, other_id),
  CHECK (one_id < other_id)
);

-- What an import makes of each row of its file.
CREATE TABLE enterprise_import_line (
  job_id uuid NOT NULL REFERENCES job,
  no integer NOT NULL,
  sheet text NOT NULL,
  line integer NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('add', 'change', 'same', 'refuse')),
  credit_code text,
  name text,
  enterprise_id uuid REFERENCES enterprise,
  changes json NOT NULL DEFAULT '[]',
  -- What is wrong in it, each with its cell.
  issues json NOT NULL DEFAULT '[]',
  -- Of what would be written and of what it stands on: a line is written only while it is the same.
  digest text,
  PRIMARY KEY (job_id, no)
);

-- Names, present and former, as they are searched.
CREATE FUNCTION plain_name(said text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS
  $$ SELECT lower(normalize(regexp_replace(said, '\s+', '', 'g'), NFKC)) $$;
-- Characters and pairs of characters.
CREATE FUNCTION grams_of(plain text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS
  $$ SELECT coalesce(array_agg(DISTINCT substr(plain, n, size)), '{}')
       FROM generate_series(1, length(plain)) n, generate_series(1, 2) size WHERE n + size - 1 <= length(plain) $$;
CREATE TABLE enterprise_name (
  enterprise_id uuid NOT NULL REFERENCES enterprise,
  name text NOT NULL,
  plain text NOT NULL,
  initials text NOT NULL,
  -- It bears this name still.
  current boolean NOT NULL,
  -- Characters and pairs of the name, pairs of the initials (`~kj`), and whose members may see it (`p:` park, `d:` district): one
  -- index for words and rights together.
  grams text[] NOT NULL,
  PRIMARY KEY (enterprise_id, name)
);
CREATE INDEX enterprise_name_by_gram ON enterprise_name USING gin (grams) WITH (fastupdate = off);
CREATE INDEX enterprise_name_by_name ON enterprise_name (plain COLLATE "C");
CREATE INDEX enterprise_name_by_initials ON enterprise_name (initials COLLATE "C", enterprise_id);
CREATE INDEX enterprise_by_code ON enterprise ((credit_code COLLATE "C"));
-- For lists in the order of initials.
CREATE INDEX enterprise_state_in_order ON enterprise_state (initials, name) WHERE upper_inf(known);
CREATE INDEX enterprise_state_of_successor ON enterprise_state (successor_id) WHERE successor_id IS NOT NULL AND upper_inf(known);
ALTER TABLE enterprise_name ALTER COLUMN grams SET STATISTICS 1000;

CREATE FUNCTION names_of_enterprises(wanted uuid[])
  RETURNS TABLE (enterprise_id uuid, name text, plain text, initials text, current boolean, grams text[]) LANGUAGE sql STABLE AS $$
  WITH standing AS (
    SELECT s.enterprise_id, s.name, s.initials, s.valid, s.registration_park_id, s.operation_park_id, s.registration_district_id
      FROM enterprise_state s WHERE upper_inf(s.known) AND (wanted IS NULL OR s.enterprise_id = ANY (wanted))
  ), readers AS (
    SELECT of.enterprise_id, array_agg(DISTINCT of.reader) AS who FROM standing s, LATERAL (VALUES
        (s.enterprise_id, 'p:' || s.registration_park_id), (s.enterprise_id, 'p:' || s.operation_park_id),
        (s.enterprise_id, 'd:' || s.registration_district_id)) of (enterprise_id, reader)
     WHERE of.reader IS NOT NULL GROUP BY 1
  ), last AS (
    SELECT DISTINCT ON (s.enterprise_id) s.enterprise_id, s.name FROM standing s ORDER BY s.enterprise_id, lower(s.valid) DESC NULLS LAST
  ), named AS (
    SELECT s.enterprise_id, s.name, min(s.initials) AS initials FROM standing s GROUP BY 1, 2
  )
  SELECT n.enterprise_id, n.name, plain_name(n.name), n.initials, n.name = l.name,
         grams_of(plain_name(n.name)) || array(SELECT '~' || p FROM unnest(pairs_of(n.initials)) p) || coalesce(r.who, '{}')
    FROM named n JOIN last l USING (enterprise_id) LEFT JOIN readers r USING (enterprise_id) $$;

CREATE FUNCTION note_enterprise_names() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
  wanted uuid[] := array(SELECT DISTINCT t.enterprise_id FROM touched t);
BEGIN
  INSERT INTO enterprise_name AS there (enterprise_id, name, plain, initials, current, grams)
    SELECT n.enterprise_id, n.name, n.plain, n.initials, n.current, n.grams FROM names_of_enterprises(wanted) n
    ON CONFLICT (enterprise_id, name) DO UPDATE
      SET plain = excluded.plain, initials = excluded.initials, current = excluded.current, grams = excluded.grams
      WHERE (there.initials, there.current, there.grams) IS DISTINCT FROM (excluded.initials, excluded.current, excluded.grams);
  -- A name that was corrected away is nobody's name. While a change is under way nothing stands, and nothing is taken away.
  DELETE FROM enterprise_name gone WHERE gone.enterprise_id = ANY (wanted)
     AND EXISTS (SELECT FROM enterprise_state s WHERE s.enterprise_id = gone.enterprise_id AND upper_inf(s.known))
     AND NOT EXISTS (SELECT FROM enterprise_state s WHERE s.enterprise_id = gone.enterprise_id AND s.name = gone.name AND upper_inf(s.known));
  RETURN NULL;
END $$;
CREATE TRIGGER note_enterprise_names_added AFTER INSERT ON enterprise_state
  REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION note_enterprise_names();
CREATE TRIGGER note_enterprise_names_changed AFTER UPDATE ON enterprise_state
  REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION note_enterprise_names();
INSERT INTO enterprise_name SELECT * FROM names_of_enterprises(NULL);

-- Enterprises merged into the caller's own, and into those again.
CREATE FUNCTION acting_duplicates() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  WITH RECURSIVE under AS (
    SELECT m.duplicate_id FROM enterprise_merger m WHERE m.survivor_id = acting_enterprise() AND m.undone_at IS NULL
    UNION SELECT m.duplicate_id FROM enterprise_merger m JOIN under u ON m.survivor_id = u.duplicate_id WHERE m.undone_at IS NULL
  ) SELECT duplicate_id FROM under $$;

-- Of the caller's park today, by registration or by operation.
CREATE FUNCTION in_acting_park(of_enterprise uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
  $$ SELECT acting_as('park_committee') AND EXISTS (
       SELECT FROM enterprise_state s WHERE s.enterprise_id = of_enterprise AND upper_inf(s.known) AND s.valid @> china_today()
          AND (s.registration_park_id = acting_organisation() OR s.operation_park_id = acting_organisation())) $$;

-- Who searches the names reads them: words have no index under row-level security, since their comparison could tell of rows that it
-- hides. So the rights are asked for here, and what is found is joined with `enterprise_state`, whose policy decides.
-- rank: 0 the name itself or the whole code, 1 begins so, 2 initials begin so, 3 within the name, 4 within the initials.
CREATE FUNCTION enterprises_named(words text, most integer)
  RETURNS TABLE (enterprise_id uuid, name text, current boolean, rank integer)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public ROWS 100 AS $$
DECLARE
  said text := plain_name(words);
  pattern text := replace(replace(replace(said, '\', '\\'), '%', '\%'), '_', '\_');
  code text := upper(pattern);
  is_letters boolean := said ~ '^[a-z]+$';
  own uuid := acting_enterprise();
  readers text[] := array_remove(ARRAY[
    CASE WHEN acting_as('park_committee') THEN 'p:' || acting_organisation() END,
    CASE WHEN acting_as('district') THEN 'd:' || acting_organisation() END], NULL);
  mine text;
  parts text[] := '{}';
  top text := coalesce(most::text, 'ALL');
  -- Pairs that nearly every name has tell nothing, and their lists are long; the pattern looks at the whole.
  telling text[] := array(SELECT p FROM unnest(pairs_of(said)) p WHERE p <> ALL (ARRAY['有限', '限公', '公司', '限责', '责任', '任公',
    '股份', '份有', '科技', '技有', '北京', '技术', '术有']));
BEGIN
  IF said = '' THEN RETURN; END IF;
  IF sees_filings() THEN mine := 'true';
  ELSIF own IS NOT NULL THEN mine := format('n.enterprise_id = %L::uuid', own);
  ELSIF cardinality(readers) > 0 THEN mine := format('n.grams && %L::text[]', readers);
  ELSE RETURN; END IF;
  -- Written out with its values: each search gets the plan that suits how common its words are.
  IF said ~ '^[0-9a-z]+$' AND length(said) <= 18 THEN
    parts := parts || format(
      '(SELECT n.enterprise_id, n.name, n.current, CASE WHEN length(%1$L) = 18 THEN 0 ELSE 1 END AS rank
          FROM enterprise e JOIN enterprise_name n ON n.enterprise_id = e.id AND n.current
         WHERE e.credit_code COLLATE "C" LIKE %2$L AND %3$s ORDER BY e.credit_code COLLATE "C" LIMIT %4$s)', said, code || '%', mine, top);
  END IF;
  parts := parts || format(
    '(SELECT n.enterprise_id, n.name, n.current, CASE WHEN n.plain = %1$L THEN 0 ELSE 1 END AS rank FROM enterprise_name n
       WHERE n.plain COLLATE "C" LIKE %2$L AND %3$s ORDER BY n.plain COLLATE "C" LIMIT %4$s)', said, pattern || '%', mine, top);
  IF is_letters THEN
    parts := parts || format(
      '(SELECT n.enterprise_id, n.name, n.current, 2 FROM enterprise_name n
         WHERE n.initials COLLATE "C" LIKE %1$L AND %2$s ORDER BY n.initials COLLATE "C", n.enterprise_id LIMIT %3$s)', pattern || '%', mine, top);
  END IF;
  parts := parts || format(
    '(SELECT n.enterprise_id, n.name, n.current, 3 FROM enterprise_name n
       WHERE n.grams @> %1$L::text[] AND n.plain LIKE %2$L AND %3$s ORDER BY n.initials COLLATE "C", n.enterprise_id LIMIT %4$s)',
    CASE WHEN length(said) = 1 THEN ARRAY[said] WHEN cardinality(telling) > 0 THEN telling ELSE pairs_of(said) END,
    '%' || pattern || '%', mine, top);
  IF is_letters AND length(said) >= 3 THEN
    parts := parts || format(
      '(SELECT n.enterprise_id, n.name, n.current, 4 FROM enterprise_name n
         WHERE n.grams @> %1$L::text[] AND n.initials LIKE %2$L AND %3$s ORDER BY n.initials COLLATE "C", n.enterprise_id LIMIT %4$s)',
      array(SELECT '~' || p FROM unnest(pairs_of(said)) p), '%' || pattern || '%', mine, top);
  END IF;
  RETURN QUERY EXECUTE format(
    'SELECT enterprise_id, name, current, rank FROM (
       SELECT DISTINCT ON (enterprise_id) enterprise_id, name, current, rank::integer AS rank FROM (%1$s) found
        ORDER BY enterprise_id, rank, current DESC, name) best
      ORDER BY rank, current DESC, length(name), name, enterprise_id LIMIT %2$s', array_to_string(parts, ' UNION ALL '), top);
END $$;
REVOKE EXECUTE ON FUNCTION names_of_enterprises(uuid[]) FROM PUBLIC;

-- Which of these codes are in the register, whoever may see them: the same code cannot be registered again.
CREATE FUNCTION registered_codes(codes text[]) RETURNS SETOF text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
  $$ SELECT e.credit_code FROM enterprise e WHERE e.credit_code = ANY (codes) AND acting_as('zone_office', 'park_committee') $$;

-- Others that may be the same as one, whoever may see them: to be joined with `enterprise_state`.
CREATE INDEX enterprise_state_by_address ON enterprise_state (plain_name(address)) WHERE upper_inf(known) AND address IS NOT NULL;
CREATE FUNCTION suspected_duplicates(of_enterprise uuid) RETURNS TABLE (other uuid, reasons text[])
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public ROWS 5 AS $$
  WITH found AS (
    SELECT o.enterprise_id AS other, CASE WHEN n.current AND o.current THEN 'same-name' ELSE 'former-name' END AS reason
      FROM enterprise_name n JOIN enterprise_name o ON o.plain COLLATE "C" = n.plain COLLATE "C" AND o.enterprise_id <> n.enterprise_id
     WHERE n.enterprise_id = of_enterprise AND (n.current OR o.current)
    UNION
    SELECT b.enterprise_id, 'same-address' FROM enterprise_state a
      JOIN enterprise_state b ON plain_name(b.address) = plain_name(a.address) AND b.address IS NOT NULL AND upper_inf(b.known)
           AND b.valid @> china_today() AND b.enterprise_id <> a.enterprise_id AND b.field = a.field
           AND b.registration_park_id = a.registration_park_id
     WHERE a.enterprise_id = of_enterprise AND upper_inf(a.known) AND a.valid @> china_today() AND a.address <> ''
  )
  SELECT f.other, array_agg(DISTINCT f.reason ORDER BY f.reason) FROM found f
   WHERE EXISTS (SELECT FROM enterprise_state s WHERE s.enterprise_id = f.other AND upper_inf(s.known) AND s.valid @> china_today()
                    AND s.status <> 'merged')
     AND NOT EXISTS (SELECT FROM enterprise_apart p WHERE p.one_id = least(f.other, of_enterprise)
                        AND p.other_id = greatest(f.other, of_enterprise))
   GROUP BY 1 $$;

GRANT SELECT, INSERT ON enterprise_record, enterprise_record_confidential, enterprise_record_file, enterprise_merger, enterprise_apart,
  enterprise_import_line TO duoyuan_app;
GRANT UPDATE (known, txid) ON enterprise_record TO duoyuan_app;
GRANT UPDATE (record_id, name), DELETE ON enterprise_record_file TO duoyuan_app;
GRANT UPDATE (undone_at, undone_by_id, undone_by_name, undo_reason) ON enterprise_merger TO duoyuan_app;

ALTER TABLE enterprise_record ENABLE ROW LEVEL SECURITY;
ALTER TABLE enterprise_record_confidential ENABLE ROW LEVEL SECURITY;
ALTER TABLE enterprise_record_file ENABLE ROW LEVEL SECURITY;
ALTER TABLE enterprise_merger ENABLE ROW LEVEL SECURITY;
ALTER TABLE enterprise_apart ENABLE ROW LEVEL SECURITY;
ALTER TABLE enterprise_import_line ENABLE ROW LEVEL SECURITY;
ALTER TABLE enterprise_name ENABLE ROW LEVEL SECURITY;

-- Records are read by whoever sees the enterprise in the register (a park also those that were its own).
CREATE POLICY read ON enterprise_record FOR SELECT TO duoyuan_app USING (
  (SELECT sees_filings()) OR enterprise_id = (SELECT acting_enterprise())
  OR enterprise_id IN (SELECT acting_duplicates())
  OR ((SELECT acting_as('park_committee', 'district'))
      AND EXISTS (SELECT FROM enterprise_state s WHERE s.enterprise_id = enterprise_record.enterprise_id)));
-- The enterprise declares and takes back; its park of today and the office add, confirm, refuse, correct.
CREATE POLICY add ON enterprise_record FOR INSERT TO duoyuan_app WITH CHECK (
  by_id = acting_user() AND upper_inf(known)
  AND (acting_as('zone_office') OR in_acting_park(enterprise_id)
       OR (enterprise_id = acting_enterprise() AND acting_as('enterprise') AND act IN ('declare', 'revise', 'withdraw')
           AND status IN ('declared', 'withdrawn'))));
CREATE POLICY change ON enterprise_record FOR UPDATE TO duoyuan_app USING (
  upper_inf(known) AND (acting_as('zone_office') OR in_acting_park(enterprise_id)
    OR (enterprise_id = acting_enterprise() AND acting_as('enterprise') AND status IN ('declared', 'refused'))))
  WITH CHECK (true);

-- What is confidential is read by the enterprise itself, its park of today, the office and the leader.
CREATE POLICY read ON enterprise_record_confidential FOR SELECT TO duoyuan_app USING (
  (SELECT sees_filings()) OR enterprise_id = (SELECT acting_enterprise())
  OR enterprise_id IN (SELECT acting_duplicates())
  OR ((SELECT acting_as('park_committee')) AND in_acting_park(enterprise_id)));
CREATE POLICY add ON enterprise_record_confidential FOR INSERT TO duoyuan_app WITH CHECK (
  acting_as('zone_office') OR in_acting_park(enterprise_id) OR (enterprise_id = acting_enterprise() AND acting_as('enterprise')));

-- Papers may show anything: they are read like what is confidential.
CREATE POLICY read ON enterprise_record_file FOR SELECT TO duoyuan_app USING (
  by_id = (SELECT acting_user()) OR (record_id IS NOT NULL AND (
    (SELECT sees_filings()) OR enterprise_id = (SELECT acting_enterprise()) OR enterprise_id IN (SELECT acting_duplicates())
    OR in_acting_park(enterprise_id))));
CREATE POLICY add ON enterprise_record_file FOR INSERT TO duoyuan_app WITH CHECK (
  by_id = acting_user() AND record_id IS NULL
  AND (acting_as('zone_office') OR in_acting_park(enterprise_id) OR (enterprise_id = acting_enterprise() AND acting_as('enterprise'))));
CREATE POLICY change ON enterprise_record_file FOR UPDATE TO duoyuan_app USING (by_id = acting_user() AND record_id IS NULL)
  WITH CHECK (by_id = acting_user());
CREATE POLICY remove ON enterprise_record_file FOR DELETE TO duoyuan_app USING (by_id = acting_user() AND record_id IS NULL);

CREATE POLICY read ON enterprise_merger FOR SELECT TO duoyuan_app USING (
  (SELECT sees_filings()) OR survivor_id = (SELECT acting_enterprise()) OR duplicate_id IN (SELECT acting_duplicates())
  OR ((SELECT acting_as('park_committee', 'district')) AND EXISTS (
        SELECT FROM enterprise_state s WHERE s.enterprise_id IN (enterprise_merger.survivor_id, enterprise_merger.duplicate_id))));
CREATE POLICY add ON enterprise_merger FOR INSERT TO duoyuan_app WITH CHECK (
  by_id = acting_user() AND undone_at IS NULL
  AND (acting_as('zone_office') OR (in_acting_park(survivor_id) AND in_acting_park(duplicate_id))));
CREATE POLICY change ON enterprise_merger FOR UPDATE TO duoyuan_app USING (
  undone_at IS NULL AND (acting_as('zone_office') OR (in_acting_park(survivor_id) AND in_acting_park(duplicate_id))))
  WITH CHECK (undone_by_id = acting_user());
CREATE POLICY read ON enterprise_apart FOR SELECT TO duoyuan_app USING (
  (SELECT sees_filings()) OR (SELECT acting_as('park_committee')));
CREATE POLICY add ON enterprise_apart FOR INSERT TO duoyuan_app WITH CHECK (
  by_id = acting_user() AND (acting_as('zone_office') OR (in_acting_park(one_id) AND in_acting_park(other_id))));
CREATE POLICY own ON enterprise_import_line FOR ALL TO duoyuan_app USING (
  EXISTS (SELECT FROM job j WHERE j.id = job_id AND j.created_by = acting_user()));


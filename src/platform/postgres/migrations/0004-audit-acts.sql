-- An act is told in the transaction of what it tells of, and takes its place in the chain right after, together with the acts
-- of others: so writers do not queue for the end of the chain from their append to their commit.

CREATE TABLE audit_act (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id uuid NOT NULL UNIQUE,
  at timestamptz NOT NULL,
  actor_id uuid,
  actor_name text NOT NULL,
  action text NOT NULL,
  subject_kind text NOT NULL,
  subject_id text NOT NULL,
  detail jsonb NOT NULL,
  seal text NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

-- Null in entries from before, and in those that were put into the chain at once.
ALTER TABLE audit_entry ADD COLUMN act_id uuid UNIQUE;

GRANT SELECT, INSERT, DELETE ON audit_act TO duoyuan_app;
ALTER TABLE audit_act ENABLE ROW LEVEL SECURITY;
CREATE POLICY add ON audit_act FOR INSERT TO duoyuan_app WITH CHECK (is_known());
CREATE POLICY read ON audit_act FOR SELECT TO duoyuan_app
  USING ((SELECT acting_as('linker', 'audit_admin', 'verifier')));
CREATE POLICY move ON audit_act FOR DELETE TO duoyuan_app USING ((SELECT acting_as('linker')));

-- The linker is the program itself, in no person's name.
ALTER POLICY add ON audit_entry WITH CHECK (is_known() OR acting_as('linker'));
ALTER POLICY read ON audit_entry USING ((SELECT acting_as('audit_admin', 'verifier', 'linker')));
ALTER POLICY head ON audit_head USING (is_known() OR acting_as('verifier', 'linker'));

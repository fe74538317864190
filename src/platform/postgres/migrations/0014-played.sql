-- What a demonstration plays through the ordinary acts is invented, and marked so where it is written: what was shared, decided or ended
-- cannot be marked afterwards. Set for one transaction by whoever plays (src/main); off everywhere else.
CREATE FUNCTION acting_demonstration() RETURNS boolean LANGUAGE sql STABLE AS
  $$ SELECT coalesce(current_setting('duoyuan.demonstration', true), '') = 'on' $$;
GRANT EXECUTE ON FUNCTION acting_demonstration() TO duoyuan_app;

ALTER TABLE fact_declaration ALTER COLUMN synthetic SET DEFAULT acting_demonstration();
ALTER TABLE cultivation_entry ALTER COLUMN synthetic SET DEFAULT acting_demonstration();
ALTER TABLE steward_assignment ALTER COLUMN synthetic SET DEFAULT acting_demonstration();
ALTER TABLE pack_assignment ALTER COLUMN synthetic SET DEFAULT acting_demonstration();
ALTER TABLE service_visit ALTER COLUMN synthetic SET DEFAULT acting_demonstration();
ALTER TABLE consent ALTER COLUMN synthetic SET DEFAULT acting_demonstration();
ALTER TABLE consent_sharing ALTER COLUMN synthetic SET DEFAULT acting_demonstration();
ALTER TABLE policy_coverage ALTER COLUMN synthetic SET DEFAULT acting_demonstration();
ALTER TABLE policy_pilot ALTER COLUMN synthetic SET DEFAULT acting_demonstration();
ALTER TABLE sandbox_entry ALTER COLUMN synthetic SET DEFAULT acting_demonstration();
ALTER TABLE park_industry ALTER COLUMN synthetic SET DEFAULT acting_demonstration();
ALTER TABLE policy_application ALTER COLUMN synthetic SET DEFAULT acting_demonstration();

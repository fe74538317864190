/**
 * Every reason for which the ledger's use cases decline beside the engine's (`LEDGER_ISSUE_CODES`), with the parameters that its
 * message may use. A test holds this list and the use cases together.
 */
export const LEDGER_REFUSALS = [
  /* ---- everywhere ---- */
  /** It is not there, or the asker may not see it. */
  'ledger.not_found',
  /** `version`, `by`, `at`, `changes` (field to before and after; empty where no history is kept by field): another was first. */
  'ledger.stale',
  /** path; `id`: no body of the register. */
  'ledger.body_unknown',
  /** path `parkId`: a body that is no park. */
  'ledger.park_unknown',
  /** path `personId`: nobody of that body. */
  'ledger.person_unknown',
  /** path `categories`; `code` */
  'ledger.category_unknown',
  /** path `files`: a file that is not there, or that an earlier report names. */
  'ledger.file_unknown',
  /** path `follows`; `indicator`: none of statistics. */
  'ledger.indicator_unknown',
  /** path `follows`; `indicator`: neither yearly nor of months since January. */
  'ledger.indicator_not_yearly',
  /** path `follows`; `unit`, `wanted`: another kind of unit. */
  'ledger.indicator_unit',
  /** path `follows`; `group`: no park of that code. */
  'ledger.follows_group',
  /** A request without a file. */
  'ledger.files_missing',
  /** path: the item; of a plan, a list or an inspection. */
  'ledger.item_unknown',
  'ledger.plan_unknown',
  /** The plan is another body's to take into the ledger. */
  'ledger.plan_of_another',
  /** path `to`: links would lead in a circle. */
  'ledger.link_circle',
  /** path `to`: only duties of different ledgers take each other up. */
  'ledger.link_same_ledger',
  /** `setting` */
  'ledger.rule_unknown',
  /** path `shared`: somebody without a body shares with none. */
  'ledger.no_body_to_share',
  /** path `asOf`; `on`, `today` */
  'ledger.day_ahead',

  /* ---- targets ---- */
  /** path: the field; `field` */
  'ledger.target_field_of_owner',
  /** path `kind`: growth is in percent. */
  'ledger.growth_in_percent',
  /** `baseYear`, `year` */
  'ledger.base_after_year',
  /** path `levelUnit`; `unit` */
  'ledger.unit_with_values',
  /** path `year`; `year` */
  'ledger.actual_ahead',
  /** path `reason`; `year`, `value`: one stands already, so the new one needs a reason. */
  'ledger.actual_stands',
  /** path `itemId`; `year` */
  'ledger.report_unknown',

  /* ---- coverage ---- */
  /** A park enters what it has itself; the office enters for all. */
  'ledger.coverage_of_another',
  /** path `carrier`; `code` */
  'ledger.carrier_unknown',
  /** path `name`; `name`: stands there already. */
  'ledger.coverage_exists',
  /** `endedOn` */
  'ledger.coverage_ended',
  /** path `on`; `since` */
  'ledger.coverage_ends_before',

  /* ---- annual lists ---- */
  /** `act`, `state`: not in this state, or not this body's to do. */
  'ledger.annual_not_now',
  /** The body has struck or added something: it returns the list instead of confirming it. */
  'ledger.annual_changed',
  /** Nothing in it that is not struck. */
  'ledger.annual_empty',
  /** `title`: the body strikes an item with a reason, and does not leave it out. */
  'ledger.annual_item_missing',
  /** path: the item; `title`: the words are the office's. */
  'ledger.annual_item_fixed',
  /** path: the item; `title` */
  'ledger.annual_item_twice',

  /* ---- register of actions ---- */
  'ledger.register_one_file',
  /** `most` */
  'ledger.register_too_long',
  'ledger.register_empty',
  /** cell; `name`, `near`: short names like it */
  'ledger.register_park_unknown',
  /** cell; `name`, `near` */
  'ledger.register_body_unknown',
  /** cell; `name` */
  'ledger.register_park_of_another',
  /** cell; `row`: the line that is the same action. */
  'ledger.register_twice',

  /* ---- supervision ---- */
  /** path `proposals`; `by`, `state` */
  'ledger.proposal_decided',
  /** `number`, `caseId`: a notice on this duty still runs. */
  'ledger.supervised_already',
  /** `title` */
  'ledger.supervise_without_lead',
  /** `title`, `state` */
  'ledger.supervise_not_open',
  /** path `from`; `from`, `to` */
  'ledger.circular_reversed',

  /* ---- inspections ---- */
  'ledger.inspection_of_another',
  /** `act`, `state` */
  'ledger.inspection_not_now',
  /** path `fromOn`; `fromOn`, `toOn` */
  'ledger.inspection_reversed',
  'ledger.inspection_empty',
  /** path: none; `most` */
  'ledger.inspection_too_long',
  /** `open`: how many items have no result. */
  'ledger.inspection_items_open',
  /** What has a result is not taken off the list. */
  'ledger.inspection_item_found',
  /** `text` */
  'ledger.inspection_item_not_found_yet',
  /** `text`: a case was raised on it already. */
  'ledger.inspection_item_raised',
  /** Rectification is of parks. */
  'ledger.rectification_not_park',
] as const

/** What the package is and how to check it, for people who have nothing but the package. */
export function packageReadme(on: string, version: string): { readonly zh: string; readonly en: string } {
  return { zh: chinese(on, version), en: english(on, version) }
}

function chinese(on: string, version: string): string {
  return `# 第三方评估数据包

截至 ${on}（当日结束，北京时间）标记为“纳入评估”的任务和目标，连同它们的历史、报送、佐证清单、判色规则和计算方法。由多园 ${version} 生成。

## 内容

| 文件 | 内容 |
| --- | --- |
| duties.csv | 任务当日的样子，由变更历史还原；进展、颜色及其理由 |
| reports.csv | 当日及以前的报送 |
| changes.csv | 当日及以前的每一次变更：谁、何时、从什么改到什么、理由、决定 |
| evidence.csv | 佐证材料的名称和 SHA-256；材料本身不在包内 |
| targets.csv | 目标当日的样子 |
| actuals.csv | 目标的历年数值、来源、推算式；作废的也在内 |
| rules.json | 当日有效的判色规则及其来源 |
| method/ | 方法：progress.md（任务、颜色、汇总）、targets.md（目标） |
| SHA256SUMS | 每个文件的 SHA-256 |
| manifest.json | 清单：截至日、版本、行数、每个文件的 SHA-256、整份 SHA256SUMS 的 SHA-256 |

## 怎样核对

1. 解压后运行 \`sha256sum -c SHA256SUMS\`，各文件应全部相符；\`sha256sum SHA256SUMS\` 应等于 manifest.json 的 listSha256。
2. 同一天的包由办公室、领导或评估机构下载，内容逐字节相同；以后再取同一天的包，只要“纳入评估”的标记、公开的方法和程序版本未变，也逐字节相同。
3. 颜色可以重算：按 method/progress.md 和 rules.json，用 duties.csv 的 state、starts_on、due_on、report_every、assigned_on、last_report_on、completed_on、evidence、progress，以 ${on} 为今天。because 一栏给出每条触发的规则和数字。
4. 上级任务的进展可以重算：progress_from_parts 只用本包内的下级任务；下级未全部纳入评估时，它与 progress 可能不同。
5. 目标的判断可以重算：按 method/targets.md，用 targets.csv 和 actuals.csv 中未作废的数值。

## 格式

UTF-8（带标记），逗号分隔。日期为当地日期，时刻为 UTC。多个值用“；”隔开。开头为 = + - @ 的文字前加了一个撇号，防止表格软件当作公式执行；数字不加。单位名称为当日的简称。
`
}

function english(on: string, version: string): string {
  return `# Evaluation package

Duties and targets marked for evaluation as they stood at the end of ${on} (Beijing time), with their history, reports, list of evidence, rules of the colours and methods. Made by Duoyuan ${version}.

## What is in it

| file | content |
| --- | --- |
| duties.csv | duties as they were that day, put together from the history; progress, colour and the reasons for it |
| reports.csv | reports up to that day |
| changes.csv | every change up to that day: who, when, from what to what, reason, decision |
| evidence.csv | names and SHA-256 of evidence files; the files themselves are not in it |
| targets.csv | targets as they were that day |
| actuals.csv | yearly values of targets with source and arithmetic; withdrawn ones too |
| rules.json | the rules of the colours that held that day, with their sources |
| method/ | methods: progress.md (duties, colours, roll-up), targets.md (targets) |
| SHA256SUMS | SHA-256 of every file |
| manifest.json | the list: day, versions, numbers of rows, SHA-256 of every file and of SHA256SUMS as a whole |

## How to check it

1. Unpack it and run \`sha256sum -c SHA256SUMS\`: every file must agree; \`sha256sum SHA256SUMS\` must equal listSha256 of manifest.json.
2. The package of one day is the same to the byte whether office, leader or evaluator downloads it, and again later, as long as the marks for evaluation, the published methods and the version of the program are the same.
3. Colours can be worked out again by method/progress.md and rules.json from state, starts_on, due_on, report_every, assigned_on, last_report_on, completed_on, evidence and progress of duties.csv, with ${on} as today. The column because names every rule that fired and its figures.
4. Progress of a duty with parts can be worked out again: progress_from_parts uses the parts in this package only; where not all parts are marked for evaluation it may differ from progress.
5. Where targets stand can be worked out again by method/targets.md from targets.csv and the values of actuals.csv that are not withdrawn.

## Format

UTF-8 with its mark, commas. Dates are civil days, moments are UTC. Several values are separated by “；”. A text that begins with = + - @ has an apostrophe in front, so that no spreadsheet runs it as a formula; numbers have none. Bodies are named by their short names of that day.
`
}

import { keepLedger } from '#features/ledger'
import * as contract from '#contract/ledger'
import { organisationsOf } from './case-page.ts'
import { confirmPlan } from './confirmed-plans.ts'
import { actAt, contextAt, dateAgo, dutyAt, momentAgo } from './ledger-duties.ts'
import type { TestSystem } from './system.ts'

/** Addresses of the pages of a ledger in which something has happened. */
export interface LedgerStage {
  readonly take: string
  readonly fromPlan: string
  readonly inWork: string
  readonly split: string
  readonly returned: string
  readonly late: string
  readonly dropped: string
  readonly target: string
  readonly annual: string
  readonly inspection: string
}

const accept = { kind: 'accept', personId: null, personName: '林海' } as const
type Act = Parameters<typeof actAt>[4]
const report = (percent: number, files: string[] = []): Act => ({
  kind: 'report',
  percent,
  text: '方案已征求各单位意见，设备采购完成过半。',
  figures: [{ name: '已完成站点', value: 12.5, unit: '个' }],
  period: null,
  files,
})

/**
 * A ledger with something of everything: the zone's plan taken in with its targets, duties in states that look different, parts,
 * links, evidence, supervision, an annual list that was sent, an inspection under way. For the accounts office and haidian.
 */
export async function stageLedger(system: TestSystem): Promise<LedgerStage> {
  const org = await organisationsOf(system)
  const [office, haidian] = [await system.signIn('office'), await system.signIn('haidian')]
  const frame = await office.call(contract.readLedgerFrame)

  const zone = await confirmPlan(system, 'office', 's0', 'public')
  const params = { planId: zone.planId }
  const { duties, targets } = await office.call(contract.previewPlanDuties, { params })
  await office.call(contract.takePlanDuties, {
    params,
    body: {
      items: duties.slice(0, 60).map(({ itemId }, i) => ({
        itemId,
        leadId: i % 7 === 0 ? null : (frame.parks[i % frame.parks.length]?.id ?? null),
      })),
      targets: targets.map(({ itemId }) => itemId),
      visibility: 'public',
    },
  })
  const later = await confirmPlan(system, 'office', 's2', 'zone')
  const plan = await office.call(contract.listDuties, { query: { limit: '3' } })
  const taken = await office.call(contract.listTargets, { query: {} })

  const add = (title: string, ago: number, dueIn: number, more: Partial<Parameters<typeof dutyAt>[3]> = {}) =>
    dutyAt(system, 'office', momentAgo(ago), {
      title,
      leadId: org('park.haidian'),
      parkId: org('park.haidian'),
      dueOn: dateAgo(-dueIn),
      reportEvery: 'month',
      ...more,
    })
  const inWork = await add('建设覆盖主要站点的园区接驳线路，并与城市公共交通换乘衔接', 120, 100, {
    supporting: [org('department.science'), org('park.xicheng')],
    content: '先开通三条线路，再按客流增加。',
    categories: frame.actions.slice(0, 2).map(({ code }) => code),
    dueText: '年底前',
    forEvaluation: true,
  })
  await actAt(system, 'haidian', momentAgo(118), inWork, accept)
  const sent = await haidian.uploadTo(`/api/ledger/duties/${inWork}/files`, [
    { name: '接驳线路设置方案（征求意见稿）.pdf', content: '%PDF-1.4\n' },
  ])
  const { files } = contract.addDutyFiles.response.parse(sent.json())
  await actAt(
    system,
    'haidian',
    momentAgo(2),
    inWork,
    report(
      45,
      files.map(({ id }) => id),
    ),
  )
  const split = await add('完善园区公共服务', 100, 200)
  await actAt(system, 'haidian', momentAgo(99), split, accept)
  await office.call(contract.splitDuty, {
    params: { dutyId: split },
    body: {
      version: 2,
      parts: [
        { title: '编制公共服务手册', leadId: org('park.haidian'), weight: 1, dueOn: dateAgo(-60) },
        { title: '设立政务服务窗口', leadId: org('park.xicheng'), weight: 3, dueOn: dateAgo(-150) },
      ],
    },
  })
  const returned = await add('整治园区周边道路', 50, 90)
  await actAt(system, 'haidian', momentAgo(48), returned, { kind: 'return', reason: '道路不在本园范围' })
  const late = await add('更新全园标识系统', 200, -45)
  await actAt(system, 'haidian', momentAgo(198), late, accept)
  await actAt(system, 'haidian', momentAgo(90), late, report(30))
  const overridden = await add('举办园区开放日', 60, 30)
  await actAt(system, 'haidian', momentAgo(58), overridden, accept)
  await actAt(system, 'office', momentAgo(10), overridden, {
    kind: 'override',
    light: 'red',
    reason: '场地还没有落实',
  })
  const dropped = await add('建设园区展示中心', 90, 300)
  await actAt(system, 'office', momentAgo(20), dropped, {
    kind: 'drop',
    reason: '选址地块另有安排',
    decision: { reference: '领导小组第7次会议纪要', on: dateAgo(21) },
  })
  const first = plan.duties[0]?.id ?? ''
  // The park's own plan takes up what the zone has ordered.
  const own = await dutyAt(system, 'haidian', momentAgo(30), {
    title: '落实示范区任务的园区措施',
    leadId: org('park.haidian'),
    dueOn: dateAgo(-120),
  })
  await haidian.call(contract.linkDuties, {
    params: { dutyId: own },
    body: { to: first, kind: 'takes-up' },
  })
  await office.call(contract.linkDuties, {
    params: { dutyId: inWork },
    body: { to: split, kind: 'depends-on' },
  })
  await office.call(contract.setAddressees, {
    params: { dutyId: first },
    body: { parks: frame.parks.slice(0, 5).map(({ id }) => id) },
  })
  const carrier = frame.carriers[0]?.code ?? ''
  await haidian.call(contract.addCoverage, {
    body: {
      parkId: org('park.haidian'),
      carrier,
      name: '海淀创新孵化园',
      since: dateAgo(900),
      source: '园区年报',
    },
  })
  const target = taken.targets.find(({ indicator, year }) => indicator.includes('总收入') && year === 2020)
  if (target !== undefined)
    await office.call(contract.addActual, {
      params: { targetId: target.id },
      body: { from: 'entered', version: target.version, year: 2015, value: 4, source: '内部测算表' },
    })
  await keepLedger(await contextAt(system, 'office', momentAgo(0)))
  const { proposals } = await office.call(contract.listProposals, { query: {} })
  const proposal = proposals.find((each) => each.duty.id === late)
  if (proposal === undefined) throw new Error('nothing proposed for the late duty')
  await office.call(contract.decideProposals, {
    body: { proposals: [proposal.id], decision: { kind: 'raise' } },
  })

  const year = Number(frame.today.slice(0, 4))
  await office.call(contract.makeAnnualLists, { params: { year: String(year) }, body: {} })
  const { rows } = await office.call(contract.readAnnualMatrix, { query: { year: String(year) } })
  const listId = rows.find(({ body }) => body.id === org('park.haidian'))?.listId ?? ''
  await office.call(contract.changeAnnualList, {
    params: { listId },
    body: { version: 1, act: { kind: 'send' } },
  })

  const planned = await office.call(contract.addInspection, {
    body: {
      kind: 'comprehensive',
      title: '年度综合督查',
      subject: '各分园重点任务落实情况',
      fromOn: dateAgo(5),
      toOn: dateAgo(-20),
      items: [{ organisationId: org('park.xicheng'), text: '现场查看政务服务窗口', method: 'site' }],
      dutiesOf: [org('park.haidian')],
    },
  })
  const started = await office.call(contract.actOnInspection, {
    params: { inspectionId: planned.id },
    body: { version: planned.version, act: { kind: 'start' } },
  })
  const item = started.list[0]
  if (item !== undefined)
    await office.call(contract.actOnInspection, {
      params: { inspectionId: planned.id },
      body: {
        version: started.version,
        act: {
          kind: 'find',
          itemId: item.id,
          result: 'poor',
          finding: '窗口尚未开放，人员没有到位。',
          demand: '一个月内开放。',
          demandBy: dateAgo(-30),
        },
      },
    })
  const duty = (id: string) => `/ledger/duties/${id}`
  return {
    take: `/ledger/take/${later.planId}`,
    fromPlan: duty(first),
    inWork: duty(inWork),
    split: duty(split),
    returned: duty(returned),
    late: duty(late),
    dropped: duty(dropped),
    target: `/ledger/targets/${target?.id ?? taken.targets[0]?.id ?? ''}`,
    annual: `/ledger/annual/${listId}`,
    inspection: `/ledger/inspections/${planned.id}`,
  }
}

import type { Role } from '../route-contract.ts'

export interface DemoAccount {
  readonly login: string
  readonly password: string
  readonly name: string
  readonly roles: readonly Role[]
  /** Code of the organisation in the zone's data; the first of its kind when the zone has no such code. */
  readonly organisation: {
    readonly kind: 'office' | 'park' | 'department' | 'district' | 'company'
    readonly code: string
  }
}

/** Invented people for trying the system out; loaded only when DUOYUAN_DEMO is on, and shown at the log-in page. */
export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  {
    login: 'office',
    password: 'duoyuan-office',
    name: '方明（规划处）',
    roles: ['zone_office'],
    organisation: { kind: 'office', code: 'office' },
  },
  {
    login: 'office2',
    password: 'duoyuan-office2',
    name: '沈岚（评价处）',
    roles: ['zone_office'],
    organisation: { kind: 'office', code: 'office' },
  },
  {
    login: 'leader',
    password: 'duoyuan-leader',
    name: '陈立（领导）',
    roles: ['leader'],
    organisation: { kind: 'office', code: 'office' },
  },
  {
    login: 'haidian',
    password: 'duoyuan-haidian',
    name: '林海（海淀园）',
    roles: ['park_committee'],
    organisation: { kind: 'park', code: 'park.haidian' },
  },
  {
    login: 'haidian2',
    password: 'duoyuan-haidian2',
    name: '何晓（海淀园）',
    roles: ['park_committee'],
    organisation: { kind: 'park', code: 'park.haidian' },
  },
  {
    login: 'xicheng',
    password: 'duoyuan-xicheng',
    name: '周西（西城园）',
    roles: ['park_committee'],
    organisation: { kind: 'park', code: 'park.xicheng' },
  },
  {
    login: 'changping',
    password: 'duoyuan-changping',
    name: '唐宁（昌平园）',
    roles: ['park_committee'],
    organisation: { kind: 'park', code: 'park.changping' },
  },
  {
    login: 'yanqing',
    password: 'duoyuan-yanqing',
    name: '延平（延庆园）',
    roles: ['park_committee'],
    organisation: { kind: 'park', code: 'park.yanqing' },
  },
  {
    login: 'miyun',
    password: 'duoyuan-miyun',
    name: '宓云（密云园）',
    roles: ['park_committee'],
    organisation: { kind: 'park', code: 'park.miyun' },
  },
  {
    login: 'pingguyuan',
    password: 'duoyuan-pingguyuan',
    name: '谷丰（平谷园）',
    roles: ['park_committee'],
    organisation: { kind: 'park', code: 'park.pinggu' },
  },
  {
    login: 'kewei',
    password: 'duoyuan-kewei',
    name: '苏科（市级部门）',
    roles: ['department'],
    organisation: { kind: 'department', code: 'department.science' },
  },
  {
    login: 'fagai',
    password: 'duoyuan-fagai',
    name: '郑纲（发展改革部门）',
    roles: ['department'],
    organisation: { kind: 'department', code: 'demo.reform' },
  },
  {
    login: 'guizi',
    password: 'duoyuan-guizi',
    name: '沈图（规划自然资源部门）',
    roles: ['department'],
    organisation: { kind: 'department', code: 'demo.planning' },
  },
  {
    login: 'shengtai',
    password: 'duoyuan-shengtai',
    name: '叶青（生态环境部门）',
    roles: ['department'],
    organisation: { kind: 'department', code: 'demo.ecology' },
  },
  {
    login: 'haidianqu',
    password: 'duoyuan-haidianqu',
    name: '许衡（海淀区）',
    roles: ['district'],
    organisation: { kind: 'district', code: 'district.haidian' },
  },
  {
    login: 'gongdian',
    password: 'duoyuan-gongdian',
    name: '丁源（供电公司）',
    roles: ['platform_company'],
    organisation: { kind: 'company', code: 'demo.power' },
  },
  {
    login: 'qiye',
    password: 'duoyuan-qiye',
    name: '乔芯（智芯封测）',
    roles: ['enterprise'],
    organisation: { kind: 'company', code: 'demo.chip' },
  },
  {
    login: 'expert1',
    password: 'duoyuan-expert1',
    name: '顾严（专家）',
    roles: ['expert'],
    organisation: { kind: 'company', code: 'demo.experts' },
  },
  {
    login: 'expert2',
    password: 'duoyuan-expert2',
    name: '毛慎（专家）',
    roles: ['expert'],
    organisation: { kind: 'company', code: 'demo.experts' },
  },
  {
    login: 'expert3',
    password: 'duoyuan-expert3',
    name: '尹明（专家）',
    roles: ['expert'],
    organisation: { kind: 'company', code: 'demo.experts' },
  },
  {
    login: 'pinggu',
    password: 'duoyuan-pinggu',
    name: '宋评（第三方评估机构）',
    roles: ['evaluator'],
    organisation: { kind: 'company', code: 'demo.evaluation' },
  },
  {
    login: 'sysadmin',
    password: 'duoyuan-sysadmin',
    name: '系统管理员',
    roles: ['system_admin'],
    organisation: { kind: 'office', code: 'office' },
  },
  {
    login: 'secadmin',
    password: 'duoyuan-secadmin',
    name: '安全管理员',
    roles: ['security_admin'],
    organisation: { kind: 'office', code: 'office' },
  },
  {
    login: 'auditor',
    password: 'duoyuan-auditor',
    name: '审计管理员',
    roles: ['audit_admin'],
    organisation: { kind: 'office', code: 'office' },
  },
]

import type { Role } from '../route-contract.ts'

export interface DemoAccount {
  readonly login: string
  readonly password: string
  readonly name: string
  readonly roles: readonly Role[]
  /** Code of the organisation in the zone's data; the first of its kind when the zone has no such code. */
  readonly organisation: {
    readonly kind: 'office' | 'park' | 'department' | 'district'
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
    login: 'xicheng',
    password: 'duoyuan-xicheng',
    name: '周西（西城园）',
    roles: ['park_committee'],
    organisation: { kind: 'park', code: 'park.xicheng' },
  },
  {
    login: 'kewei',
    password: 'duoyuan-kewei',
    name: '苏科（市级部门）',
    roles: ['department'],
    organisation: { kind: 'department', code: 'department.science' },
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

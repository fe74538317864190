export type BodyClass =
  /** 政府, 管委会, 领导小组, 局: acts by its nature. */
  | 'authority'
  /** 公司, 中心, 联盟, 研究院: counts only where it acts. */
  | 'institution'
  /** 各分园, 市各有关部门, 各区(县)政府: a fixed class of public bodies. */
  | 'class'
  /** A park by its name: a place to most sentences, a body where it acts. */
  | 'park'
  /** 科学城, 软件园: a place where much is built; a body only where it is told or supported to do something. */
  | 'site'
  /** A province, city, district or town, which is a body only where it acts. */
  | 'place'

export interface BodyName {
  /** Offsets into the string that was read. */
  readonly from: number
  readonly to: number
  readonly name: string
  readonly bodyClass: BodyClass
  /** Only a head noun (管委会, 工作专班): short for a fuller name. */
  readonly bare: boolean
  /** Begins with a place, a level or the zone's name. An institution without that is taken only where it is founded. */
  readonly named: boolean
}

export interface NameContext {
  /** Proper names that the document's own zone goes by, learnt from its text: where names may begin. */
  readonly zoneNames: readonly string[]
  /** Finds the zone's parks that go by X园; null where the document speaks of none. */
  readonly parkPattern: RegExp | null
  /** The same without 园: a place that a sentence may tell to act (支持甲、乙深化合作). */
  readonly placePattern: RegExp | null
  /** Governments that the document names in full (苏州市人民政府). */
  readonly governments: ReadonlySet<string>
}

/** What one rule takes for a name. Offsets into the string that was read. */
export interface Candidate {
  readonly from: number
  readonly to: number
  readonly bodyClass: BodyClass
  readonly bare?: boolean
  readonly named?: boolean
}

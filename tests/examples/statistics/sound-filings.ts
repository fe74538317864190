import type { FilingContext, FilingValues } from '#domain/indicators'

/** One invented enterprise's forms that agree with one another, and its park's: every rule is judged and none is broken. */

const economy: FilingValues = {
  ...{ QC02: 60_000, QC05_0: 100_000, QC55: 98_000 },
  ...{ QC06: 40_000, QC06_1: 1000, QC06_2: 2000, QC06_3: 30_000, QC06_4: 5000 },
  ...{ QC07: 50_000, QC09: 30_000, QC10: 8000, QC49: 2000 },
  ...{ QC52: 20_000, QC11: 15_000, QC38: 9000, QC11_1: 2000 },
  ...{ QC220: 60_000, QC221: 500, QC222: 5000, QC223: 8000, QC236: 12_000, QC224: 300 },
  ...{ QC228: 100, QC235: 200, QC229: 50, QC225: 150, QC239: 0, QC233: 0, QC232: 900 },
  ...{ QC120: 15_000, QC227: 400, QC230: 200, QC234: 15_200, QC12: 13_000, QC231: 2200 },
  ...{ QC13: 9000, QC14: 5000, QC16: 2500, QC17: 3000, QC18: 800 },
  ...{ QC20: 2000, QC20_1: 900, QC20_2: 800, QC20_3: 100, QC62: 5200, QC51: 25_000 },
  ...{ QC24: 200_000, QC25: 120_000, QC27_1: 80_000, QC238: 3000, QC29: 40_000, QC30: 10_000 },
  ...{ QC65: 20_000, QC61: 4000, QC237: 60_000, QC31: 90_000, QC32: 30_000 },
  ...{ QC33: 110_000, QC34: 50_000, QC63: 20_000, QC50: 5000, QC39: 0, QC40: 6000, QC41: 800 },
}

const staff: FilingValues = {
  ...{ QD01: 200, QD03: 10, QD25: 3, QD21: 1, QD26: 30, QD14: 12, QD14_0: 8, QD05: 190 },
  ...{ QD18: 60, QD06: 10, QD07: 50, QD08: 90, QD09: 30 },
  ...{ QD31: 20, QD32: 1, QD33: 2, QD34: 5, QD35: 7, QD36: 5, QD27: 15, QD28: 120 },
}

const research: FilingValues = {
  ...{ QJ09: 80, QJ67: 8, QJ09_1: 70, QJ09_2: 75, QJ09_3: 5 },
  ...{ QJ20: 14_000, QJ23_1: 9000, QJ23_2: 2000, QJ23_3: 800, QJ23_4: 200, QJ23_6: 300, QJ23_7: 200 },
  ...{ QJ33: 1300, QJ33_1: 500, QJ33_2: 400, QJ33_3: 100, QJ33_4: 300, QJ23_5: 200 },
  ...{ QJ250: 900, QJ251: 700, QJ256: 12_000, QJ252: 1500, QJ253: 0, QJ254: 500, QJ255: 0 },
  ...{ QI01: 1, QI07_0: 60, QI07_1: 8, QI07_2: 30, QI14_1: 9000 },
  ...{ QJ55: 25, QJ56: 15, QJ56_1: 12, QJ55_1: 2, QJ55_2: 3, QJ74: 18, QJ57: 9, QJ57_1: 8, QJ75: 1 },
  ...{ QJ83: 120, QJ83_1: 6, QJ82: 4, QJ73: 60, QJ73_1: 3, QI23: 2, QI24: 500 },
  ...{ QJ70: 20_000, QJ71: 22_000, QJ72: 4000, QI25: 4, QJ79: 10, QJ77: 2, QJ79_1: 2, QJ79_2: 1 },
  ...{ QJ85: 40, QJ85_1: 8, QJ86: 1, QJ86_1: 0, QJ87: 0, QJ87_1: 0, QJ101: 0, QJ101_1: 0 },
  ...{ QJ100: 0, QJ100_1: 0, QJ98: 1, QJ98_1: 0, QI27: 3, QI27_1: 1 },
  ...{ QJ80_1: 12, QJ80_2: 1, QJ80_3: 2, QJ80: 9000, QJ80_4: 300, QJ80_5: 800 },
  ...{ QJ58: 1000, QJ62: 200, QJ59: 0, QJ61: 0, QJ99: 1, QJ90: 0, QJ92: 0, QJ102: 0 },
}

const overview: FilingValues = {
  ...{ QB08: 2012, QB101: '90', QB03_0: '工业软件', QB03_1: 'I6513', QB04: 2010, QB04_0: 5000 },
  ...{ QB06: '310', QB06_1: '276', QB06_2: 25.5, QB18: '3', QB09: '2', QB10: '91110108000000001X' },
  ...{ QB11: '1', QB13: 'GR202211000001', QB12: 2013, QB15_1: '300000', QB15_2: 2017, QB15_5: 600_000 },
  ...{ QB16: '1' },
}

const month: FilingValues = {
  ...{ QC02: 30_000, QC05_0: 50_000, QC06: 20_000, QC07: 25_000, QC09: 15_000, QC10: 4000, QC49: 1000 },
  ...{ QC52: 10_000, QC11: 7500, QC234: 7000, QC13: 4000, QC41: 400 },
  ...{ QD01: 200, QJ09: 80, QJ20: 7000, QJ55: 12, QJ56: 8, QJ73: 58 },
}

const land: FilingValues = {
  ...{ ZL01: 999, ZL02: 900, ZL03: 820.5, ZL04: 700.25, ZL05: 120, ZL06: 300, ZL07: 40 },
  ...{ ZL11: 1200.5, ZL12: 150, ZL13: 210, ZL21: 20.5, ZL22: 10.25, ZL23: 15, ZL24: 8 },
}

const park: FilingValues = {
  ...{ ZP01: 120, ZP02: 110, ZP03: 100, ZP04: 60, ZP05: 40, ZP06: 3, ZP07: 9 },
  ...{ ZP11: 60_000, ZP12: 100_000, ZP13: 40_000, ZP14: 22_000, ZP15: 20_000, ZP16: 15_000, ZP17: 15_200 },
  ...{ ZP18: 9000, ZP19: 6000, ZP20: 800, ZP31: 200, ZP32: 150, ZP33: 10, ZP34: 80 },
  ...{ ZP41: 14_000, ZP42: 25, ZP43: 15, ZP44: 18, ZP45: 120, ZP46: 60, ZP47: 9000 },
}

const members = Object.fromEntries(
  Object.entries({ 'GQ-002': economy, 'GQ-003': staff, 'GQ-005': research }).flatMap(([form, cells]) =>
    Object.entries(cells).map(([code, value]) => [
      `${form}!${code}`,
      typeof value === 'number' ? value : null,
    ]),
  ),
)

export const soundFilings: Readonly<Record<string, FilingValues>> = {
  'GQ-001': overview,
  'GQ-002': economy,
  'GQ-003': staff,
  'GQ-005': research,
  'ZK-M01': month,
  'ZK-L01': land,
  'ZK-P01': park,
}

/** The same enterprise's other forms and its filings before, which were as this one; the park's land a year before. */
export function soundContext(form: string): FilingContext {
  const filing = soundFilings[form] ?? {}
  const before = form === 'ZK-L01' ? { ...filing, ZL03: 800, ZL04: 690 } : filing
  return {
    forms: { 'GQ-001': overview, 'GQ-002': economy, 'GQ-003': staff, 'GQ-005': research },
    history: { '1': before, '1Y': before },
    members,
  }
}

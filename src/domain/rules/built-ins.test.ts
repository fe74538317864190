import { describe, expect, it } from 'vitest'
import { BUILT_INS } from './built-ins.ts'
import { evaluateFeel } from './evaluate-feel.ts'
import { BUILT_IN_NAMES } from './known-names.ts'
import { shownValue } from './shown-value.test-support.ts'

function value(expression: string): unknown {
  const answer = evaluateFeel(expression, {}, { now: '2026-11-22T10:30:00+08:00' })
  return answer.ok ? shownValue(answer.value) : answer.issues.map((issue) => issue.code)
}

type Example = readonly [string, unknown]

/** After the tables of DMN 1.5 clause 10.3.4; the figures are its own or computed by hand. */
const EXAMPLES: Readonly<Record<string, readonly Example[]>> = {
  conversion: [
    ['date("2012-12-25") - date("2012-12-24")', 'P1D'],
    ['date(date and time("2012-12-25T11:00:00Z"))', '2012-12-25'],
    ['date(2012, 2, 29)', '2012-02-29'],
    ['date(2013, 2, 29)', null],
    ['date("2012-12-25T10:00:00")', null],
    ['date and time("2012-12-24T23:59:00")', '2012-12-24T23:59:00'],
    ['date and time(date("2012-12-24"), time("23:59:00+01:00"))', '2012-12-24T23:59:00+01:00'],
    ['date and time(2012, 12, 24, 23, 59, 0.5, @"PT8H")', '2012-12-24T23:59:00.5+08:00'],
    ['date and time(2012, 12, 24, 23, 59, 0, "Asia/Shanghai")', '2012-12-24T23:59:00@Asia/Shanghai'],
    ['time("23:59:00z")', null],
    ['time("23:59:00Z") + duration("PT2M")', '00:01:00Z'],
    ['time(23, 59, 0)', '23:59:00'],
    ['time(@"2026-01-31")', '00:00:00Z'],
    ['number("1 000,0", " ", ",")', '1000'],
    ['number("1,000.5", ",", ".")', '1000.5'],
    ['number("1.2")', '1.2'],
    ['number("1.2.3")', null],
    ['number("1,000", ",", ",")', null],
    ['string(1.10)', '1.1'],
    ['string("same as input")', 'same as input'],
    ['string(null)', null],
    ['string([1, "a", {b: null}])', '[1, "a", {b: null}]'],
    ['string(@"P1DT2H")', 'P1DT2H'],
    ['duration("P2Y2M")', 'P2Y2M'],
    ['duration("PT25H")', 'P1DT1H'],
    ['duration("P1Y2D")', null],
    ['years and months duration(date("2011-12-22"), date("2013-08-24"))', 'P1Y8M'],
    ['years and months duration(date("2013-08-24"), date("2011-12-22"))', '-P1Y8M'],
    ['range("[18..21)")', '[18..21)'],
    ['range("[3..1]")', null],
  ],
  text: [
    ['substring("foobar", 3)', 'obar'],
    ['substring("foobar", 3, 3)', 'oba'],
    ['substring("foobar", -2, 1)', 'a'],
    ['substring("foobar", 0)', null],
    ['substring("\\U01F40Ebar", 2)', 'bar'],
    ['string length("研发😀")', '3'],
    ['upper case("aBc4")', 'ABC4'],
    ['lower case("aBc4")', 'abc4'],
    ['substring before("foobar", "bar")', 'foo'],
    ['substring before("foobar", "xyz")', ''],
    ['substring after("foobar", "ob")', 'ar'],
    ['substring after("", "a")', ''],
    ['contains("foobar", "of")', false],
    ['starts with("foobar", "fo")', true],
    ['ends with("foobar", "r")', true],
    ['split("John Doe", "\\\\s")', ['John', 'Doe']],
    ['split("a;b;c;;", ";")', ['a', 'b', 'c', '', '']],
    ['string join(["a", "b", null], "_and_")', 'a_and_b'],
    ['string join([], ",")', ''],
    ['string join(["a", 1])', null],
  ],
  lists: [
    ['list contains([1, 2, null], null)', true],
    ['count([1, [2, 3]])', '2'],
    ['min(1, 2, 3)', '1'],
    ['max([@"2026-01-01", @"2026-03-01"])', '2026-03-01'],
    ['min([])', null],
    ['max([1, "a"])', null],
    ['sum([1, 2, 3])', '6'],
    ['sum([])', null],
    ['mean([1, 2, 3])', '2'],
    ['product([2, 3, 4])', '24'],
    ['median(8, 2, 5, 3, 4)', '4'],
    ['median([6, 1, 2, 3])', '2.5'],
    ['stddev(2, 4, 7, 5)', '2.081665999466132735282297706979931'],
    ['stddev([47])', null],
    ['mode([6, 1, 9, 6, 1])', ['1', '6']],
    ['all([false, null, true])', false],
    ['all([true, null])', null],
    ['all([])', true],
    ['any([false, null, true])', true],
    ['any([])', false],
    ['sublist([4, 5, 6], 1, 2)', ['4', '5']],
    ['sublist([4, 5, 6], -2)', ['5', '6']],
    ['append([1], 2, 3)', ['1', '2', '3']],
    ['concatenate([1, 2], [3])', ['1', '2', '3']],
    ['insert before([1, 3], 1, 2)', ['2', '1', '3']],
    ['insert before([1, 3], -1, 2)', ['1', '2', '3']],
    ['remove([1, 2, 3], 2)', ['1', '3']],
    ['remove([1], 0)', null],
    ['list replace([2, 4, 7, 8], 3, 6)', ['2', '4', '6', '8']],
    ['list replace([2, 4, 7, 8], function(item, newItem) item < newItem, 5)', ['5', '5', '7', '8']],
    ['reverse([1, 2, 3])', ['3', '2', '1']],
    ['index of([1, 2, 3, 2], 2)', ['2', '4']],
    ['union([1, 2], [2, 3])', ['1', '2', '3']],
    ['distinct values([1, 2, 3.0, 2, 3, "1", [1], [1]])', ['1', '2', '3', '1', ['1']]],
    ['flatten([[1, 2], [[3]], 4])', ['1', '2', '3', '4']],
    ['sort([3, 1, 4, 1, 5], function(x, y) x > y)', ['5', '4', '3', '1', '1']],
    ['sort([3, 1, 2])', ['1', '2', '3']],
    ['sort([{k: 1, v: "a"}, {k: 0, v: "b"}, {k: 1, v: "c"}], function(x, y) x.k < y.k).v', ['b', 'a', 'c']],
  ],
  numbers: [
    ['decimal(1/3, 2)', '0.33'],
    ['decimal(1.5, 0)', '2'],
    ['decimal(2.5, 0)', '2'],
    ['decimal(1250, -2)', '1200'],
    ['floor(-1.5)', '-2'],
    ['floor(-1.56, 1)', '-1.6'],
    ['ceiling(-1.5)', '-1'],
    ['ceiling(1.51, 1)', '1.6'],
    ['round up(-5.5, 0)', '-6'],
    ['round up(1.121, 2)', '1.13'],
    ['round down(-1.126, 2)', '-1.12'],
    ['round half up(5.5, 0)', '6'],
    ['round half up(-5.5, 0)', '-6'],
    ['round half down(5.5, 0)', '5'],
    ['round half down(-1.126, 2)', '-1.13'],
    ['abs(-10)', '10'],
    ['abs(@"-PT5H")', 'PT5H'],
    ['modulo(-12, 5)', '3'],
    ['modulo(12, -5)', '-3'],
    ['modulo(-10.1, 4.5)', '3.4'],
    ['modulo(1, 0)', null],
    ['sqrt(16)', '4'],
    ['sqrt(-1)', null],
    ['decimal(log(10), 8)', '2.30258509'],
    ['log(0)', null],
    ['decimal(exp(5), 8)', '148.41315910'.replace(/0$/, '')],
    ['odd(5)', true],
    ['even(2.5)', false],
  ],
  dates: [
    ['is(@"23:00:50Z", @"23:00:50+00:00")', true],
    ['is(@"2012-12-25", @"2012-12-25T00:00:00Z")', false],
    ['day of year(date(2019, 9, 17))', '260'],
    ['day of week(date(2019, 9, 17))', 'Tuesday'],
    ['month of year(date(2019, 9, 17))', 'September'],
    ['week of year(date(2019, 9, 17))', '38'],
    ['week of year(date(2003, 12, 29))', '1'],
    ['week of year(date(2004, 1, 4))', '1'],
    ['week of year(date(2005, 1, 1))', '53'],
  ],
  ranges: [
    ['before([1..10], [10..20])', false],
    ['before([1..10), [10..20])', true],
    ['after([11..20], [1..11))', true],
    ['meets([1..5], [5..10])', true],
    ['meets([1..5], [6..10])', false],
    ['met by([5..10], [1..5])', true],
    ['overlaps([1..5), (5..8])', false],
    ['overlaps before([1..5], [3..8])', true],
    ['overlaps after([3..8], [1..5])', true],
    ['finishes(10, [1..10])', true],
    ['finished by([1..10], [5..10])', true],
    ['includes([1..10], 5)', true],
    ['during([4..6], [1..10])', true],
    ['starts([1..5], [1..10])', true],
    ['started by([1..10], 1)', true],
    ['coincides([1..5], [1..5))', false],
    ['before("a", 1)', null],
    ['before([null..5], [10..20])', true],
    ['meets(1, [1..5])', null],
  ],
  contexts: [
    ['get value({key1: "value1"}, "key1")', 'value1'],
    ['get value({a: {b: 1}}, ["a", "b"])', '1'],
    ['get value({a: 1}, "b")', null],
    ['get entries({a: 1})', [{ key: 'a', value: '1' }]],
    ['context([{key: "a", value: 1}, {key: "b", value: 2}])', { a: '1', b: '2' }],
    ['context([{key: "a", value: 1}, {key: "a", value: 2}])', null],
    ['context put({x: 1}, "y", 2)', { x: '1', y: '2' }],
    ['context put({x: 1, y: {a: 0}}, ["y", "a"], 2)', { x: '1', y: { a: '2' } }],
    ['context put({x: 1}, [], 2)', null],
    ['context merge([{x: 1}, {x: 2, y: 3}])', { x: '2', y: '3' }],
  ],
}

describe.each(Object.entries(EXAMPLES))('functions of %s', (_, examples) => {
  it.each(examples)('%s', (expression, expected) => {
    expect(value(expression)).toEqual(expected)
  })
})

describe('every function', () => {
  it('that the grammar knows is there, and none besides', () => {
    expect([...BUILT_INS.keys()].sort()).toEqual([...BUILT_IN_NAMES].sort())
  })

  it.each(BUILT_IN_NAMES)('%s answers null, and does not throw, when given what it cannot take', (name) => {
    const wrong = ['null', '{}', '[[], {}]', '"?["', '-1.5', '[1..2]', 'function() 1', '@"P1D"', '1E6000']
    for (const first of ['', ...wrong])
      for (const second of first === '' ? [''] : ['', ...wrong]) {
        const call = `${name}(${second === '' ? first : `${first}, ${second}`})`
        const answer = evaluateFeel(call)
        expect([call, answer.ok]).toEqual([call, true])
      }
    const unknown = evaluateFeel(`${name}(no such parameter: 1)`)
    expect(unknown.ok && unknown.value).toBeNull()
  })

  it('may be called by the names of its parameters', () => {
    expect(value('substring(string: "foobar", start position: 3)')).toBe('obar')
    expect(value('number(from: "1.000,5", decimal separator: ",", grouping separator: ".")')).toBe('1000.5')
    expect(value('context put(context: {}, key: ["a"], value: 1)')).toBeNull()
    expect(value('modulo(dividend: 7, divisor: 4)')).toBe('3')
  })
})

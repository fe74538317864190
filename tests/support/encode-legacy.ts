/** Encodes text as GB18030 (two-byte part) or Big5, which Node can only decode: by the decoder's table, turned round. */
export function encodeLegacy(text: string, encoding: 'gb18030' | 'big5'): Uint8Array {
  const table = tableOf(encoding)
  const bytes: number[] = []
  for (const character of text) {
    if (character.charCodeAt(0) < 0x80) {
      bytes.push(character.charCodeAt(0))
      continue
    }
    const pair = table.get(character)
    if (pair === undefined) throw new Error(`${character} is not in ${encoding}`)
    bytes.push(...pair)
  }
  return new Uint8Array(bytes)
}

const tables = new Map<string, ReadonlyMap<string, readonly [number, number]>>()

function tableOf(encoding: string): ReadonlyMap<string, readonly [number, number]> {
  const known = tables.get(encoding)
  if (known !== undefined) return known
  const decoder = new TextDecoder(encoding)
  const table = new Map<string, readonly [number, number]>()
  for (let lead = 0x81; lead <= 0xfe; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const character = decoder.decode(new Uint8Array([lead, trail]))
      if (character.length === 1 && character !== '\ufffd' && !table.has(character))
        table.set(character, [lead, trail])
    }
  tables.set(encoding, table)
  return table
}

const SIMPLE: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  '"': '"',
  "'": "'",
  '\\': '\\',
}

/** The characters of a string literal, quotes taken off. A backslash before anything unknown stays: patterns use it (`\d`). */
export function readStringLiteral(literal: string): string {
  return literal
    .slice(1, -1)
    .replace(
      /\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{6})|([nrt"'\\]))/g,
      (whole, short: string | undefined, long: string | undefined, simple: string | undefined) => {
        if (simple !== undefined) return SIMPLE[simple] ?? whole
        const code = Number.parseInt(short ?? long ?? '', 16)
        return code > 0x10ffff
          ? whole
          : short === undefined
            ? String.fromCodePoint(code)
            : String.fromCharCode(code)
      },
    )
}

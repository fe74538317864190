/** Measures of the drawing in px, shared by the layout and the picture. */
export const DRAWING = {
  margin: 14,
  start: 12,
  box: {
    font: 14,
    leading: 20,
    noteFont: 12,
    noteLeading: 16,
    /** Widest text in a box before it is broken. */
    text: 150,
    narrow: 112,
    lines: 4,
    noteLines: 3,
    least: 56,
    padding: 12,
    paddingY: 8,
  },
  frame: { font: 13, head: 34, padding: 16 },
  label: { font: 12, leading: 15, width: 124, narrow: 88, lines: 4, sign: 14 },
} as const

import type { Page } from 'playwright-core'

/** Controls in Chinese on an English page, except words that are marked as being Chinese: names, titles, quotations. */
export function chineseControls(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('button, a, th, label, h1, h2')]
      .filter((element) => element.closest('[lang|=zh]') === null)
      .map((element) => {
        const copy = element.cloneNode(true)
        if (copy instanceof Element) for (const own of copy.querySelectorAll('[lang|=zh]')) own.remove()
        return copy.textContent ?? ''
      })
      .filter((text) => /[\u4e00-\u9fff]{2,}/.test(text)),
  )
}

/** Controls and headings that lie over each other, and what makes the page wider than its window. */
export function layoutFaults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults: string[] = []
    const wider = document.documentElement.scrollWidth - window.innerWidth
    if (wider > 0) faults.push(`the page is ${wider} px wider than the window`)
    const seen = [
      ...document.querySelectorAll<HTMLElement>(
        'main button, main a, main input, main textarea, main select, main label, main h1, main h2, main th',
      ),
    ].flatMap((element) => boxesOf(element).map((box) => ({ element, box })))
    seen.forEach((one, at) => {
      for (const other of seen.slice(at + 1)) {
        if (one.element.contains(other.element) || other.element.contains(one.element)) continue
        // What sticks lies over what scrolls beneath it: that is what it is for.
        if (layerOf(one.element) !== layerOf(other.element)) continue
        const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left)
        const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top)
        if (across > 3 && down > 3) faults.push(`${nameOf(one.element)} lies over ${nameOf(other.element)}`)
      }
    })
    return faults

    /** The lines of an element as far as what it scrolls in lets them be seen. */
    function boxesOf(element: HTMLElement) {
      if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return []
      return [...element.getClientRects()].flatMap(({ left, top, right, bottom }) => {
        const box = { left, top, right, bottom }
        for (let around = element.parentElement; around; around = around.parentElement) {
          if (getComputedStyle(around).overflow === 'visible') continue
          const clip = around.getBoundingClientRect()
          box.left = Math.max(box.left, clip.left)
          box.top = Math.max(box.top, clip.top)
          box.right = Math.min(box.right, clip.right)
          box.bottom = Math.min(box.bottom, clip.bottom)
        }
        return box.right - box.left > 3 && box.bottom - box.top > 3 ? [box] : []
      })
    }
    /** What an element sticks in: cells that stick one by one are one layer with their row. */
    function layerOf(element: HTMLElement): Element | null {
      for (let around: HTMLElement | null = element; around; around = around.parentElement)
        if (getComputedStyle(around).position === 'sticky')
          return around.matches('th, td') ? around.parentElement : around
      return null
    }
    function nameOf(element: HTMLElement): string {
      const words = element.getAttribute('aria-label') ?? element.textContent
      return `${element.localName} “${words.trim().slice(0, 30)}”`
    }
  })
}

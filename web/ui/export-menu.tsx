import { exportMenuTexts } from '../text/export-menu.ts'
import { useText } from '../text/index.ts'
import { Disclosure } from './disclosure.tsx'
import './list-page.css'

const FORMATS = ['xlsx', 'csv'] as const

/** 导出: the whole list as a workbook or as .csv. */
export function ExportMenu({ hrefOf }: { readonly hrefOf: (format: (typeof FORMATS)[number]) => string }) {
  const t = useText(exportMenuTexts)
  return (
    <Disclosure className="list-menu" face={t('export')}>
      {(close) => (
        <>
          <p className="soft small">{t('why')}</p>
          {FORMATS.map((format) => (
            <a key={format} href={hrefOf(format)} download onClick={close}>
              {t(format)}
            </a>
          ))}
        </>
      )}
    </Disclosure>
  )
}

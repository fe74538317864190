import { defineTexts } from './index.ts'

/** The menu under which a list leaves as a file. */
export const exportMenuTexts = defineTexts({
  'zh-CN': {
    export: '导出',
    why: '导出筛选后的全部内容。',
    xlsx: 'Excel 工作簿',
    csv: 'CSV',
  },
  en: {
    export: 'Export',
    why: 'Everything that the filters leave.',
    xlsx: 'Excel workbook',
    csv: 'CSV',
  },
})

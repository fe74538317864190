import { defineTexts } from './index.ts'

/** Choosing and sending files, wherever papers are handed in. */
export const fileTexts = defineTexts({
  'zh-CN': {
    add: '选择文件',
    sending: '正在上传 {percent}%',
    remove: '移除 {name}',
  },
  en: {
    add: 'Choose files',
    sending: 'Sending {percent}%',
    remove: 'Remove {name}',
  },
})

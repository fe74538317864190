/** Syllables of invented brands with their pinyin; three of them (the third may be none) are different for every number. */
const FIRST = syllables(
  '瑞rui 恒heng 嘉jia 博bo 宏hong 锐rui 启qi 远yuan 泰tai 安an 晟sheng 铭ming 弘hong 凯kai 卓zhuo 骏jun 睿rui 丰feng 华hua 源yuan 汇hui 景jing 朗lang 昊hao 思si 凌ling 辰chen 星xing 沐mu 澜lan 岳yue 川chuan 云yun 岚lan 曜yao 翰han 驰chi 翔xiang 蓝lan 青qing 明ming 知zhi 拓tuo 玄xuan 承cheng 允yun 言yan 和he 信xin 立li 力li 正zheng 同tong 元yuan 天tian 海hai 京jing 燕yan 北bei 中zhong 东dong 南nan 万wan 百bai',
)
const SECOND = syllables(
  '达da 通tong 创chuang 联lian 科ke 微wei 讯xun 图tu 维wei 能neng 诚cheng 德de 康kang 盛sheng 利li 诺nuo 迪di 纬wei 特te 普pu 数shu 智zhi 芯xin 光guang 波bo 频pin 网wang 链lian 域yu 码ma 景jing 象xiang 界jie 桥qiao 途tu 航hang 帆fan 岸an 峰feng 石shi 木mu 林lin 泉quan 禾he 谷gu 田tian 山shan 江jiang 河he 湖hu 洋yang 潮chao 阳yang 月yue 晨chen 曦xi 霖lin 露lu 风feng 雷lei 电dian 火huo 金jin 玉yu',
)
const THIRD = [
  '',
  ...syllables('时shi 方fang 华hua 新xin 兴xing 合he 力li 迅xun 成cheng 佳jia 优you 真zhen 奇qi 宇yu 宙zhou'),
]

function syllables(text: string): string[] {
  return text.split(' ')
}

/** So many numbers have a name of their own. */
export const NAMES = 64 * 64 * 16

/** The name of an invented enterprise, marked so in both languages; no two numbers up to 65,536 have the same. */
export function nameOf(
  number: number,
  seed: number,
  industry: { words: readonly string[]; wordsEn: readonly string[] },
  limitedByShares: boolean,
): { zh: string; en: string; brand: string } {
  // An odd factor runs through all of them once.
  const code = (Math.imul(number, 40_503) + seed) & (NAMES - 1)
  const parts = [FIRST[code & 63] ?? '', SECOND[(code >> 6) & 63] ?? '', THIRD[(code >> 12) & 15] ?? '']
  const brand = parts.map((part) => part.slice(0, 1)).join('')
  const pinyin = parts.map((part) => part.slice(1)).join('')
  const pick = (code >> 3) % industry.words.length
  return {
    zh: `北京${brand}${industry.words[pick] ?? ''}${limitedByShares ? '股份有限公司' : '有限公司'}（演示）`,
    en: `Beijing ${pinyin.slice(0, 1).toUpperCase()}${pinyin.slice(1)} ${industry.wordsEn[pick] ?? ''} Co., Ltd. (demo)`,
    brand,
  }
}

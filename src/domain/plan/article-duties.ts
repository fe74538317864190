/**
 * Whether an article of a regulation gives somebody something to do. Purpose, scope, definitions, permissions (可以),
 * encouragement and rewards give rights or aims, no duty.
 */
export function givesDuty(article: string): boolean {
  if (frame.test(article)) return false
  return article.split(/[。;]/).some(isDutySentence)
}

const frame =
  /^(?:为了?[^。]{0,200}(?:制定|出台)本|本(?:条例|办法|规定|细则|规则|法)(?:所称|适用|自)|[^。]{0,80},?适用本(?:条例|办法|规定|细则|规则|法)。$)/
/** Public bodies only: what an enterprise must do to be let in is no task of a plan. */
const actor =
  '(?:政府|部门|委员会|管委会|执委会|理事会|领导小组|管理机构|机关|法院|检察院|办公室|本市|本省|本区|本县|(?:发展改革|财政|科技|工业和信息化|商务|教育|公安|民政|人力资源|自然资源|生态环境|住房|交通|水务|农业|卫生|市场监管|统计|金融|税务|海关|海事|质监|工商)[\\u4e00-\\u9fff]{0,6}|[局厅委署]|[\\u4e00-\\u9fff]办(?=[,、负会应])|(?:分园|园区|开发区|高新区|街道|乡镇|镇街)(?=[、和及应须要]|负责|每)|各(?:区|县|市|镇|乡|街道|园|地|成员单位|相关单位|有关单位)(?=[、和及应须要]|负责))'
const duty =
  '(?:应当|必须|不得|负责|组织|制定|编制|建立|设立|成立|健全|完善|统筹|会同|联合|共同|定期|做好|承担|开展|推进|加强|优先保障|保障|落实|协调|指导|使用|公布|报|统一|兑现|提供|(?:行使|履行)(?:下列|以下|如下))'
const actorThenDuty = new RegExp(`${actor}[^。;]{0,40}?${duty}`)
const byActor = new RegExp(`由[^,。;]{0,40}${actor}`)
const charge = new RegExp(`${actor}[^。;]{0,40}?(?:负责|应当)`)
const founding =
  /^(?:每年安排[^,。]*(?:经费|资金)|设立|成立|建立|组建|简化|明确|公布|规范|实行|推行|完善|健全|加强|营造|编制|制定|统筹)/
const encouragement = /^(?:支持|鼓励|倡导|提倡|引导|推动|促进|对|任何|禁止|不得|国家)/
const aimsOnly =
  /坚持[^。]*(?:原则|理念|方针)|(?:建设|工作|发展|活动|管理|服务|事业|改革)应当(?:坚持|遵循|践行|贯彻|以|符合|按照|围绕|聚焦)/

function isDutySentence(sentence: string): boolean {
  const text = sentence
    .trim()
    .replace(/《[^《》]*》/g, '')
    .replace(/^(?:根据|按照|依照|依据)[^,]*,/, '')
    .replace(/(?:向|经)[^,。;]{0,30}(?=申请|申报|批准|同意|核准|备案)/g, '')
    // A permission beside a duty takes nothing from it.
    .replace(/,可以[^,]*/g, '')
    // 由…实施的, only says which case is meant.
    .replace(/由[^,。;]*的,/g, '')
  if (text === '' || aimsOnly.test(text)) return false
  if (/解释|本(?:条例|办法|规定|政策|措施)[^,]{0,10}(?:施行|实施|有效期)/.test(text)) return false
  if (byActor.test(text)) return true
  if (encouragement.test(text) || (/可以/.test(text) && !/应当/.test(text))) return false
  return founding.test(text) || actorThenDuty.test(text)
}

/** In the closing articles (附则) only what is said to be somebody's charge counts. */
export function givesCharge(article: string): boolean {
  return article.split(/[。;]/).some((sentence) => !/解释|可以/.test(sentence) && charge.test(sentence))
}

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
const actor =
  '(?:政府|部门|委员会|管委会|执委会|理事会|领导小组|机构|机关|单位|法院|检察院|企业|组织|平台|银行|学校|院校|公司|本市|本省|本区|本县|(?:发展改革|财政|科技|工业和信息化|商务|教育|公安|民政|人力资源|自然资源|生态环境|住房|交通|水务|农业|卫生|市场监管|统计|金融|税务|海关)[\\u4e00-\\u9fff]{0,6}|[局厅委办署])'
const duty =
  '(?:应当|负责|组织|制定|编制|建立|设立|成立|健全|完善|统筹|会同|联合|共同|定期|做好|承担|开展|推进|加强|优先保障|保障|落实|协调|指导|使用|公布|报)'
const actorThenDuty = new RegExp(`${actor}[^。;]{0,40}?${duty}`)
const byActor = new RegExp(`由[^,。;]{0,40}${actor}[^,。;]{0,30}${duty}`)
const encouragement = /^(?:支持|鼓励|倡导|提倡|引导|推动|促进|对|任何|禁止|不得|国家)/
const aimsOnly = /坚持[^。]*(?:原则|理念|方针)|(?:建设|工作|发展|活动|管理|服务|事业|改革)应当(?:坚持|遵循|践行|贯彻|以|符合|按照)/

function isDutySentence(sentence: string): boolean {
  const text = sentence.trim()
  if (text === '' || encouragement.test(text)) return false
  if (aimsOnly.test(text)) return false
  if (/可以/.test(text) && !/应当/.test(text)) return false
  return actorThenDuty.test(text) || byActor.test(text)
}

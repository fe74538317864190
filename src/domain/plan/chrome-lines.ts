/**
 * The lines that web pages put around a document, by their wording. Which of them count depends on where they stand; see
 * `noise.ts`.
 */
const separators = '[>»›→]'
export const breadcrumb = new RegExp(
  `^(?:您|你)?(?:的|现在的|目前的|当前)?(?:所在)?(?:位置|当前位置|所在位置)(?:是|:|>| )|^当前(?:所在)?(?:位置|栏目)|^(?:网站|本站)?(?:首页|主页|Home)\\s*${separators}|^[^。,;]{1,20}\\s${separators}\\s?[^。,;]{1,20}\\s${separators}`,
)
export const registration =
  /ICP[备证]|ICP许可|公网安备|公安备\d|公安备案|网站标识码|增值电信业务|信息网络传播视听|违法和?不良信息举报/
export const copyright =
  /版权所有|版权声明|Copyright|All Rights? Reserved|©|转载请注明|未经.{0,8}授权.{0,12}转载/i
const tools =
  /^(?:A[+-]?\s?[大中小]\s*){2,}$|^[[【(<]?\s*(?:字体|字号|文字大小|字体大小)|^(?:[[【(]\s*)?(?:打印|关闭|收藏|分享|大\s*中\s*小|纠错|我要纠错|复制链接|语音播报|朗读|返回)(?:本页|窗口|页面|此页|正文|到|顶部|首页|列表|上页|全文)?(?:\s*[\]】)])?(?:\s|:|$)|打印本[页文稿]|关闭窗口|关闭本页|返回顶部|回到顶部|扫一扫|分享到|分享至|在手机(?:上)?打开|手机版|网站地图|加入收藏|设为首页|视力保护色|无障碍(?:浏览|阅读)|长者(?:版|模式)/
const byline =
  /^(?:责任编辑|责编|编辑|记者|通讯员|作者|校对|审核|来源|文字|图片|摄影)\s+\S{2,12}(?:\s+\S{2,12}){0,3}$/
const counters =
  /^(?:clicks?|views?|hits?|reads?)\s*:\s*\d*$|^(?:点赞|阅读|浏览|评论|转发|收藏|分享|在看)\s*\d*$|(?:浏览|阅读|点击|访问)(?:次数|量|数|率)?\s*:\s*\d*|已有\d+人|人(?:浏览|阅读)过|阅读\s*\d+$/
export const sourceLine =
  /(?:^|\s|[([【])(?:(?:信息|文章|稿件|内容|消息|资料|官方|原文)?来\s*源|原\s*文|原文(?:发布)?(?:机关|单位|出处|地址)|免责声明|成文日期|生成日期|索\s*引\s*号|主题分类|发文机关|发文字号|发文日期|信息索引|公开方式|公开范围|公开主体|有效性|效力状态|体裁分类|作\s*者|责任编辑|责\s*编|编\s*辑|记\s*者|通讯员|审\s*核|校\s*对|供\s*稿|撰\s*稿|录\s*入|发布人|发布者|发布单位|发布机构|发布部门|发布日期|发布时间|发布日期|发表时间|发稿时间|更新时间|(?:检索|采集|抓取|爬取|收录|入库|下载)(?:时间|日期|关键词|词|地址|来源)|时\s*间|日\s*期|浏览次数|点击数|字\s*号|字\s*体)\s*:/
/** A heading that a page puts over the whole document. */
const overWhole = /^#{0,6}\s*(?:政策|文件|公文|法规|正文|原文)?(?:全文|正文|原文|内容)(?:如下)?:?$/
export const timeStamp =
  /^[|\s]*\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:[\sT]+\d{1,2}:\d{2}|$)|^[|\s]*\d{4}年\d{1,2}月\d{1,2}日\s+\d{1,2}:\d{2}/
export const related =
  /^[【[(]?\s*(?:相关|热门|热点|推荐|最新|更多|精彩|延伸|猜你喜欢|为您推荐|今日|本周|一周|友情)\s*(?:文章|新闻|链接|阅读|推荐|资讯|信息|稿件|网文|文件|政策|解读|附件|标签|内容|专题|排行|点击|发布|动态|热点|热门|公告|话题|评论|报道|图片|视频|产品|服务|问答|下载|$)|(?:点击|阅读|新闻|浏览)排行|排行榜$|^上一[篇条页]|^下一[篇条页]|^标\s*签\s*:|^关\s*键\s*[词字]\s*:|^Tags?\s*:/i
const interpretation =
  /^(?:政策|配套|文件|相关)(?:文件|解读|原文|图解|问答)\s*:|^【?(?:图片|文字|视频|专家|一图)?(?:解读|图解|读懂)】|^一图读懂|^图解[:|]/
export const forms =
  /(?:发表|暂无)(?:你的|您的)?(?:观点|评论|看法)|^文章详情$|^#\S{2,10}$|验证码|发表评论|网友评论|我要评论|请您?(?:先)?登录|用户名\s*:|匿名(?:发表|评论)|\d+\s*个?汉?字(?:以内|以下)|字数限制|提交评论|会员登录|^暂无[^。,;]{0,12}(?:记录|数据|内容)$/
const contacts =
  /(?:客服|服务|咨询|举报|监督|投诉|联系|值班|传达室)(?:热线|电话)\s*:|^电\s*话\s*:|^传\s*真\s*:|^邮\s*编\s*:|邮政编码|投稿邮箱|电子邮箱\s*:|E-?mail\s*:|^地\s*址\s*:|^(?:网\s*址|官\s*网)\s*:/i
const hosts =
  /^(?:主办|承办|协办|主办单位|承办单位|技术支持|技术维护|运营商|网站维护|建设维护|运维单位|版权)\s*(?:单位)?\s*:|主办单位\s*:|技术支持\s*:|建议使用.{0,20}浏览|最佳分辨率/
const welcome =
  /^欢迎(?:来到|访问|光临|您)|立即(?:了解|下载|注册|咨询|购买|领取)|^【(?:公告|通知公告|政策|头条|推荐|转载|关注|重磅|收藏)】|免费(?:试用|下载|领取)/
const followUs =
  /尽在.{0,12}(?:APP|客户端)|>>$|进入.{0,10}(?:频道|专题|栏目)|微信公众号|官方微信|官方微博|微信扫码|扫码|二维码|下载客户端|下载APP|APP下载|点击(?:查看|进入|下载|阅读|这里|此处)|(?:查看|了解)(?:原文|更多|全文|详情|详细|相关)|阅读原文|原文链接|原标题\s*:/i
const address = /^(?:https?:\/\/|www\.)\S+$|^.{0,24}https?:\/\/\S+$/i
/** A comment, a lone tag, a picture or a ruled line in Markdown. */
const comment = /^<!--.*-->$|^[-*_=~]{3,}$|^<\/?[a-z][^>]*>$|^!\[[^\]]*\]\([^()]*\)$/i
export const dateAndSource =
  /^[^。,;:]{2,16}\s+\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?$|^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:\s+\S{2,16})?$/
const siteNames = /^(?:[^。,;:、\s]{2,24}(?:网站|门户|信息网|公开平台|政务网|政府网)(?:\s+|$))+$/
const outlet =
  /^[^。,;:、\s]{2,12}(?:网|日报|晚报|周报|时报|早报|新闻社|通讯社|电视台|新闻|客户端|频道|头条|在线)$/
export const fileName = /\.(?:xlsx?|docx?|pdf|wps|zip|rar|ofd|jpe?g|png|et)(?:\s|$|[)"”\]】,;、(])/i
export const datedLink = /^[-·*●■◆▪○]*\s*.{4,90}?[\s([]\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?[)\]]?$/

/** Enough by itself wherever it stands, in a line of the length that such lines have. */
export function isChromeAnywhere(line: string): boolean {
  if (line === '' || line.length > 400 || isRow(line)) return false
  if (comment.test(line)) return true
  if (registration.test(line) || (line.length < 200 && copyright.test(line))) return true
  if (line.length > 120) return false
  if (address.test(line) || tools.test(line) || related.test(line) || interpretation.test(line)) return true
  return !line.includes('。') && (breadcrumb.test(line) || forms.test(line) || isMenu(line))
}

/** Enough at the head or the tail of the page. */
export function isChromeAtEdge(line: string): boolean {
  if (line === '' || isRow(line)) return false
  if (isChromeAnywhere(line)) return true
  if (line.length > 200 || (line.includes('。') && line.length > 60)) return false
  return (
    sourceLine.test(line) ||
    overWhole.test(line) ||
    byline.test(line) ||
    dateAndSource.test(line) ||
    outlet.test(line) ||
    siteNames.test(line) ||
    timeStamp.test(line) ||
    counters.test(line) ||
    (contacts.test(line) && !line.startsWith('(')) ||
    hosts.test(line) ||
    followUs.test(line) ||
    welcome.test(line) ||
    fileName.test(line) ||
    (datedLink.test(line) && !/^\(/.test(line))
  )
}

const menuWords =
  /关于我们|联系我们|联系方[式法]|网站声明|法律声明|隐私|广告|招聘|友情链接|帮助|登录|注册|首页|合作|客服/

export function isMenu(line: string): boolean {
  const parts = line.split(/[|｜]/).map((part) => part.trim())
  // 合作 in 国际合作中心 is no entry of a menu, 商务合作 is.
  const isEntry = (part: string): boolean => menuWords.test(part) && part.replace(menuWords, '').length <= 2
  return parts.length >= 2 && parts.every((part) => part.length <= 14) && parts.some(isEntry)
}

/** A row of a table, not a row of links. */
function isRow(line: string): boolean {
  return !menuWords.test(line) && line.split('|').length >= 3
}

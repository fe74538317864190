/** A small plan of our own, with something of every kind, for tests of review and publication. */
export const POLICY_TEXT = `示范园区提升行动方案(样例)
一、发展目标
到2027年,企业总收入达到1200亿元,新增科技型企业300家。
二、重点任务
(一)理顺管理体制。由示范区领导小组办公室牵头,各分园管委会配合,修订产业布局目录。2026年6月底前完成。
(二)建设公共平台。支持海淀园建设共性技术平台,引导企业开放实验设施。
(三)完善评价制度。每年开展一次监测评价,对推进不力的分园督促整改。
三、保障措施
(一)加强组织领导。各区县要落实《示范园区管理办法》,每半年报送一次进展。
`

/** The same plan with one duty reworded and one added: a changed edition. */
export const POLICY_TEXT_SECOND_EDITION = POLICY_TEXT.replace(
  '引导企业开放实验设施',
  '引导企业开放实验设施和数据',
).replace('三、保障措施', '(四)扩大开放合作。组织分园与国际园区结对。\n三、保障措施')

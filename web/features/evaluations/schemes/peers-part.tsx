import { evaluationSchemeTexts } from '../../../text/evaluation-schemes.ts'
import { useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { Panel } from '../../../ui/page.tsx'
import { useSchemeChoices, useSchemeEditor } from './scheme-editor.ts'

/** 分类比较: units compared with those of their own kind. */
export function PeersPart() {
  const t = useText(evaluationSchemeTexts)
  const { scheme, change } = useSchemeEditor()
  const { groupings } = useSchemeChoices()
  const { peerGroups: peers } = scheme
  const nameOf = (code: string) => groupings.find((one) => one.code === code)?.name ?? code
  const options = [
    ...groupings,
    ...(peers !== null && !groupings.some(({ code }) => code === peers.group)
      ? [{ code: peers.group, name: peers.group }]
      : []),
  ]
  return (
    <div id="part-peers" tabIndex={-1}>
      <Panel title={t('part.peers')}>
        {change === null ? (
          peers === null ? (
            <p className="soft">{t('peersNone')}</p>
          ) : (
            <p>{t(`peers.${peers.compare}`, { group: nameOf(peers.group) })}</p>
          )
        ) : (
          <div className="rule-line">
            <Choice
              aria-label={t('peersGroup')}
              value={peers?.group ?? ''}
              onChange={({ target }) =>
                change(
                  (from) => ({
                    ...from,
                    peerGroups:
                      target.value === ''
                        ? null
                        : { group: target.value, compare: from.peerGroups?.compare ?? 'rank' },
                  }),
                  null,
                )
              }
            >
              <option value="">{t('peersNone')}</option>
              {options.map(({ code, name }) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </Choice>
            {peers === null ? null : (
              <Choice
                aria-label={t('peersCompare')}
                value={peers.compare}
                onChange={({ target }) =>
                  change(
                    (from) => ({
                      ...from,
                      peerGroups: { ...peers, compare: target.value === 'scale' ? 'scale' : 'rank' },
                    }),
                    null,
                  )
                }
              >
                <option value="rank">{t('peersCompare.rank')}</option>
                <option value="scale">{t('peersCompare.scale')}</option>
              </Choice>
            )}
          </div>
        )}
      </Panel>
    </div>
  )
}

import { formatNombre } from '../../../lib/euros.ts'
import type { Comparaison, Passage } from './comparer.ts'

const MOTS = { ajoutee: 'Ajouté', retiree: 'Retiré', gardee: '' } as const

/** Lines of the file that change, for whoever reads it: named in words as well as marked. */
export const Differences = ({ passages, omises }: Comparaison) => {
  if (passages.length === 0) return <p>Aucune ligne ne change.</p>
  return (
    <>
      {passages.map(p => (
        <div class="fr-table fr-table--no-caption gt-tableau gt-dense">
          <div class="fr-table__wrapper">
            <div class="fr-table__container" role="region" tabindex={0} aria-label={`Passage de la ligne ${p[0]?.numero}`}>
              <div class="fr-table__content">
                <table>
                  <caption>Passage de la ligne {p[0]?.numero}</caption>
                  <thead>
                    <tr>
                      <th scope="col">Ligne</th>
                      <th scope="col">Sens</th>
                      <th scope="col">Texte</th>
                    </tr>
                  </thead>
                  <tbody>
                    {p.map(l => (
                      <tr>
                        <td class="gt-num">{l.numero}</td>
                        <td>{MOTS[l.sorte]}</td>
                        <td>
                          <Ligne {...l} />
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            </div>
          </div>
        </div>
      ))}
      {omises > 0 && <p>{formatNombre(omises)}&nbsp;autres lignes changent. Comparez les deux textes dans un éditeur.</p>}
    </>
  )
}

const Ligne = ({ sorte, texte }: Passage[number]) => {
  const code = <code class="gt-source-ligne">{texte || '\u00a0'}</code>
  if (sorte === 'ajoutee') return <ins>{code}</ins>
  return sorte === 'retiree' ? <del>{code}</del> : code
}

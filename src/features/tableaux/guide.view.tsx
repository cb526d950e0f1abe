import type { TableauAppel } from '../cahier/index.ts'
import type { LigneEvaluee, TableauEvalue } from '../recevabilite/index.ts'
import { motDesLignes, motManque, motTotal } from './tableaux.mots.ts'

/** Parts of a table that a saving changes: a script that reads them again puts each in its place (`data-guide`). */
type Props = { tableau: TableauAppel; evalue: TableauEvalue | undefined }

/** How many lines hold something, of how many. */
export const TitreDuTableau = ({ tableau: t, evalue }: Props) => {
  const n = evalue?.lignes.length ?? 0
  const manquent = evalue?.lignes.filter(l => l.manquants.length > 0).length ?? 0
  return (
    <p class="gt-tableau-saisi__nombre" data-guide={`${t.id}.nombre`}>
      <b>{n === 0 ? 'Aucune ligne encore.' : motDesLignes(t, n)}</b>
      {manquent > 0 && <span class="gt-manque"> {manquent} à compléter</span>}
    </p>
  )
}

type DeLigne = { tableau: TableauAppel; ligne: string; evaluee: LigneEvaluee | undefined }
/** What the site works out of a line: text, never a field. */
export const AideDeLigne = ({ tableau: t, ligne, code, evaluee }: DeLigne & { code: string }) => {
  const c = evaluee?.calculs[code]
  return (
    <span class="gt-plan__texte" data-guide={`${t.id}.${ligne}.${code}`}>
      {c === undefined ? (
        ''
      ) : evaluee?.doublon ? (
        <span class="gt-manque">non comptée</span>
      ) : c.valeur === undefined ? (
        <>
          <span class="gt-manque">à compléter</span>
          <span class="gt-plan__prov">{motManque(c)}</span>
        </>
      ) : (
        <b>{c.texte}</b>
      )}
    </span>
  )
}

/** A line in a few words, where it is folded: its name, then the last figure that is worked out of it. */
export const Resume = ({ tableau: t, ligne, evaluee }: DeLigne) => {
  const dernier = t.colonnes.findLast(c => c.calcul !== undefined)
  const texte = dernier && evaluee?.calculs[dernier.code]?.texte
  return (
    <span data-guide={`${t.id}.${ligne}.resume`}>
      <b>{evaluee?.nom || 'Ligne vide'}</b>
      {texte && <span> {texte}</span>}
    </span>
  )
}

/** The totals, each with what it counts. */
export const TotalDuTableau = ({ tableau: t, evalue }: Props) => {
  const colonnes = t.colonnes
  const premier = colonnes.findIndex(c => evalue && Object.hasOwn(evalue.totaux, c.code))
  if (premier < 0) return null
  return (
    <tfoot>
      <tr class="gt-plan__total">
        <th scope="row" colspan={premier + 1}>
          Total
        </th>
        {colonnes.slice(premier).map(c =>
          evalue && Object.hasOwn(evalue.totaux, c.code) ? (
            <td class="gt-num" data-titre={c.libelle}>
              <TotalDeColonne tableau={t} evalue={evalue} code={c.code} />
            </td>
          ) : (
            <td class="gt-plan__vide" />
          ),
        )}
        <td class="gt-plan__vide" />
      </tr>
    </tfoot>
  )
}

/** What a column comes to, with what it counts. */
export const TotalDeColonne = ({ tableau: t, evalue, code }: { tableau: TableauAppel; evalue: TableauEvalue; code: string }) => (
  <span data-guide={`${t.id}.total.${code}`}>
    {evalue.totaux[code]!.texte}
    <span class="gt-plan__prov">{motTotal(evalue.totaux[code]!)}</span>
  </span>
)

/** All of them at once, for a page that stays open. */
export const guideDesTableaux = (
  tableaux: readonly { tableau: TableauAppel; evalue: TableauEvalue | undefined; lignes: readonly string[] }[],
) =>
  tableaux.map(({ tableau: t, evalue, lignes }) => {
    const evaluees = new Map(evalue?.lignes.map(l => [l.ligne, l]) ?? [])
    return (
      <>
        <TitreDuTableau tableau={t} evalue={evalue} />
        {lignes.map(ligne => (
          <>
            <Resume tableau={t} ligne={ligne} evaluee={evaluees.get(ligne)} />
            {t.colonnes
              .filter(c => c.calcul !== undefined)
              .map(c => (
                <AideDeLigne tableau={t} ligne={ligne} code={c.code} evaluee={evaluees.get(ligne)} />
              ))}
          </>
        ))}
        {Object.keys(evalue?.totaux ?? {}).map(code => (
          <TotalDeColonne tableau={t} evalue={evalue!} code={code} />
        ))}
      </>
    )
  })

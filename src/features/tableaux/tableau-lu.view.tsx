import { Tableau } from '../../ui/table.tsx'
import type { Appel } from '../cahier/index.ts'
import type { Contenu } from '../contenu/index.ts'
import type { LigneEvaluee, TableauEvalue } from '../recevabilite/index.ts'
import type { Verdict } from '../verdicts/index.ts'
import { celluleLue, colonnesLues, motDesLignes, motTotal } from './tableaux.mots.ts'

/** A table read again, every line, with what the rules say of each. `constat`: to the service, which is asked nothing. */
export const TableauLu = ({
  appel,
  evalue: t,
  contenu,
  verdicts,
}: {
  appel: Appel
  evalue: TableauEvalue
  contenu: Contenu
  verdicts?: readonly Verdict[] | undefined
}) => {
  const { tableau } = t
  const colonnes = colonnesLues(tableau)
  const dites =
    verdicts &&
    new Map(
      Map.groupBy(
        verdicts.flatMap(v => (v.lignes ?? []).filter(l => l.tableau === tableau.id)),
        l => l.ligne,
      ),
    )
  const total = (code: string) => {
    const x = t.totaux[code]
    return x ? [x.texte, motTotal(x)].filter(Boolean).join(', ') : ''
  }
  return (
    <Tableau
      legende={tableau.libelle}
      id={`relire-${tableau.id}`}
      dense
      colonnes={[
        { titre: 'N°', cellule: (l: LigneEvaluee) => l.rang },
        ...colonnes.map(c => ({
          titre: c.libelle,
          cellule: (l: LigneEvaluee) => lue(celluleLue(appel, t, l, c.code, contenu), l),
          num: c.num,
        })),
        ...(dites ? [{ titre: 'Contrôle de la ligne', cellule: (l: LigneEvaluee) => controle(l, dites.get(l.ligne)) }] : []),
      ]}
      lignes={t.lignes}
      pied={
        t.lignes.length > 0
          ? [motDesLignes(tableau, t.lignes.length), ...colonnes.map(c => total(c.code)), ...(dites ? [''] : [])]
          : undefined
      }
      vide={
        <p>
          <b>{tableau.libelle}</b>&nbsp;: aucune ligne.
        </p>
      }
    />
  )
}

const lue = (texte: string, l: LigneEvaluee) =>
  texte === 'à compléter' || texte.startsWith('illisible') ? <span class="gt-manque">{l.doublon ? 'non comptée' : texte}</span> : texte

/** Nothing is marked but a line that wants something. */
function controle(l: LigneEvaluee, dites: readonly { constat: string }[] | undefined) {
  const doublon = l.doublon ? [`Répète la ligne\u00a0${l.doublon.rang}.`] : []
  const manque = l.manquants.length > 0 ? [`Manque\u00a0: ${l.manquants.map(m => m.libelle).join(', ')}.`] : []
  const tout = [...doublon, ...manque, ...(dites ?? []).map(d => d.constat.replace(/^Ligne\u00a0\d+[^:]*:\s*/, ''))]
  return tout.length === 0 ? <span class="gt-source">concordante</span> : tout.join(' ')
}

import { Onglets } from '../../ui/liens.tsx'
import { Tableau } from '../../ui/table.tsx'
import type { Appel } from '../cahier/index.ts'
import type { Contenu } from '../contenu/index.ts'
import type { LigneEvaluee, TableauEvalue } from '../recevabilite/index.ts'
import type { Verdict } from '../verdicts/index.ts'
import { celluleLue, colonnesLues, motDesLignes, motTotal } from './tableaux.mots.ts'

/** Whether the lines that want something are read alone, and the address that reads them so or all. */
export type ChoixDesLignes = { seules: boolean; href: (seules: boolean) => string }
type LuProps = {
  appel: Appel
  evalue: TableauEvalue
  contenu: Contenu
  verdicts?: readonly Verdict[] | undefined
  choix?: ChoixDesLignes | undefined
}
/** A table read again, with what the rules say of each line; its totals are of them all. `constat`: to the service, which is asked nothing. */
export const TableauLu = ({ appel, evalue: t, contenu, verdicts, choix }: LuProps) => {
  const { tableau } = t
  const colonnes = colonnesLues(tableau)
  const controle = verdicts && controleDesLignes(tableau.id, verdicts)
  const demandent = verdicts ? quiDemandent(t, verdicts) : []
  const offert = choix && demandent.length > 0 && demandent.length < t.lignes.length ? choix : undefined
  const total = (code: string) => {
    const x = t.totaux[code]
    return x ? [x.texte, motTotal(x)].filter(Boolean).join(', ') : ''
  }
  return (
    <div id={`relire-tableau-${tableau.id}`}>
      {offert && (
        <Onglets
          nom={`Lignes de «\u00a0${tableau.libelle}\u00a0»`}
          onglets={[
            {
              libelle: 'Toutes',
              compte: t.lignes.length,
              courant: !offert.seules,
              href: `${offert.href(false)}#relire-tableau-${tableau.id}`,
            },
            {
              libelle: 'Qui demandent',
              compte: demandent.length,
              courant: offert.seules,
              href: `${offert.href(true)}#relire-tableau-${tableau.id}`,
            },
          ]}
        />
      )}
      <Tableau
        legende={tableau.libelle}
        dense
        colonnes={[
          { titre: 'N°', cellule: (l: LigneEvaluee) => l.rang },
          ...colonnes.map(c => ({
            titre: c.libelle,
            cellule: (l: LigneEvaluee) => lue(celluleLue(appel, t, l, c.code, contenu), l),
            num: c.num,
          })),
          ...(controle ? [{ titre: 'Contrôle de la ligne', cellule: controle }] : []),
        ]}
        lignes={offert?.seules ? demandent : t.lignes}
        pied={
          t.lignes.length > 0
            ? [motDesLignes(tableau, t.lignes.length), ...colonnes.map(c => total(c.code)), ...(controle ? [''] : [])]
            : undefined
        }
        vide={
          <p>
            <b>{tableau.libelle}</b>&nbsp;: aucune ligne.
          </p>
        }
      />
    </div>
  )
}

/** The lines that want something: a rule, a missing cell, a double. */
function quiDemandent(t: TableauEvalue, verdicts: readonly Verdict[]): readonly LigneEvaluee[] {
  const dites = new Set(verdicts.flatMap(v => (v.lignes ?? []).flatMap(l => (l.tableau === t.tableau.id ? [l.ligne] : []))))
  return t.lignes.filter(l => l.doublon || l.manquants.length > 0 || dites.has(l.ligne))
}

const lue = (texte: string, l: LigneEvaluee) =>
  texte === 'à compléter' || texte.startsWith('illisible') ? <span class="gt-manque">{l.doublon ? 'non comptée' : texte}</span> : texte

/** What the rules say of each line, in its last cell. Nothing is marked but a line that wants something. */
export function controleDesLignes(tableau: string, verdicts: readonly Verdict[]) {
  const dites = Map.groupBy(
    verdicts.flatMap(v => (v.lignes ?? []).filter(l => l.tableau === tableau)),
    l => l.ligne,
  )
  return (l: LigneEvaluee) => motDuControle(l, dites.get(l.ligne))
}
function motDuControle(l: LigneEvaluee, dites: readonly { constat: string }[] | undefined) {
  const doublon = l.doublon ? [`Répète la ligne\u00a0${l.doublon.rang}.`] : []
  const manque = l.manquants.length > 0 ? [`Manque\u00a0: ${l.manquants.map(m => m.libelle).join(', ')}.`] : []
  const tout = [...doublon, ...manque, ...(dites ?? []).map(d => d.constat.replace(/^Ligne\u00a0\d+[^:]*:\s*/, ''))]
  return tout.length === 0 ? <span class="gt-source">concordante</span> : tout.join(' ')
}

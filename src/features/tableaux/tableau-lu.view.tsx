import { Onglets } from '../../ui/liens.tsx'
import { Tableau } from '../../ui/table.tsx'
import { Ajout, Retrait } from '../../ui/texte.tsx'
import type { Appel } from '../cahier/index.ts'
import { actuelDe, type Contenu, champCellule } from '../contenu/index.ts'
import type { LigneEvaluee, TableauEvalue } from '../recevabilite/index.ts'
import type { Verdict } from '../verdicts/index.ts'
import { celluleLue, colonnesLues, motDesLignes, motTotal } from './tableaux.mots.ts'

type Vue = 'toutes' | 'demandent' | 'changees'
/** Which lines are read alone, as the address says it, and the address that reads others. `avant`: the filing before this one, when there was one. */
export type ChoixDesLignes = {
  vue: string | undefined
  href: (vue: Vue) => string
  avant?: { version: number; contenu: Contenu } | undefined
}
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
  const changees = choix?.avant ? quiChangent(t, contenu, choix.avant.contenu) : []
  const vues = [
    { vue: 'toutes' as const, libelle: 'Toutes', lignes: t.lignes },
    { vue: 'demandent' as const, libelle: 'Qui demandent', lignes: demandent.length < t.lignes.length ? demandent : [] },
    { vue: 'changees' as const, libelle: `Changées depuis la version\u00a0${choix?.avant?.version}`, lignes: changees },
  ].filter(v => v.vue === 'toutes' || v.lignes.length > 0)
  const courante = vues.find(v => v.vue === choix?.vue) ?? vues[0]!
  const avant = courante.vue === 'changees' ? choix?.avant?.contenu : undefined
  const total = (code: string) => {
    const x = t.totaux[code]
    return x ? [x.texte, motTotal(x)].filter(Boolean).join(', ') : ''
  }
  return (
    <div id={`relire-tableau-${tableau.id}`}>
      {choix && vues.length > 1 && (
        <Onglets
          nom={`Lignes de «\u00a0${tableau.libelle}\u00a0»`}
          onglets={vues.map(v => ({
            libelle: v.libelle,
            compte: v.lignes.length,
            courant: v === courante,
            href: `${choix.href(v.vue)}#relire-tableau-${tableau.id}`,
          }))}
        />
      )}
      <Tableau
        legende={tableau.libelle}
        dense
        colonnes={[
          { titre: 'N°', cellule: (l: LigneEvaluee) => l.rang },
          ...colonnes.map(c => ({
            titre: c.libelle,
            cellule: (l: LigneEvaluee) => celluleComparee(appel, t, l, c.code, contenu, avant),
            num: c.num,
          })),
          ...(controle ? [{ titre: 'Contrôle de la ligne', cellule: controle }] : []),
        ]}
        lignes={courante.lignes}
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

/** The lines that the filing before did not have, or had otherwise; none where it had no such table. */
function quiChangent({ tableau, lignes }: TableauEvalue, contenu: Contenu, avant: Contenu): readonly LigneEvaluee[] {
  const connues = avant.lignes[tableau.liste]
  if (!connues) return []
  const saisies = tableau.colonnes.filter(c => c.calcul === undefined)
  return lignes.filter(
    l =>
      !connues.includes(l.ligne) ||
      saisies.some(c => {
        const champ = champCellule(tableau.liste, l.ligne, c.code)
        return actuelDe(contenu, champ) !== actuelDe(avant, champ)
      }),
  )
}

/** A cell beside what it was, when it was otherwise; what is worked out is read as it is. */
function celluleComparee(appel: Appel, t: TableauEvalue, l: LigneEvaluee, code: string, contenu: Contenu, avant: Contenu | undefined) {
  const texte = celluleLue(appel, t, l, code, contenu)
  const ancien = avant && !Object.hasOwn(l.calculs, code) ? celluleLue(appel, t, l, code, avant) : texte
  if (ancien === texte) return lue(texte, l)
  return (
    <>
      {ancien && <Retrait>{ancien}</Retrait>} {texte && <Ajout>{texte}</Ajout>}
    </>
  )
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

import type { Child } from 'hono/jsx'
import { Reponses } from '../../ui/listes.tsx'
import { Tableau } from '../../ui/table.tsx'
import type { Appel } from '../cahier/index.ts'
import type { Contenu } from '../contenu/index.ts'
import type { TableauEvalue } from '../recevabilite/index.ts'
import { controleDesLignes } from '../tableaux/index.ts'
import type { Verdict } from '../verdicts/index.ts'
import { type ColonneDuPlan, lignesDuPlan } from './colonnes-du-plan.ts'
import { type Groupe, groupesDe, montantLu, ressourcesDe, totalLu } from './lignes-du-plan.ts'
import { ASSIETTES, type Mots, motsDuPlan, payee } from './plan.mots.ts'
import type { Depense, Plan, Reglage } from './plan.ts'
import { reglageDe } from './reglage.ts'

type ReluProps = {
  appel: Appel
  plan: Plan
  contenu: Contenu
  /** The tables of the dossier, its plan among them where its lines carry more than an expense; what the rules say of each line, where it is read. */
  tableaux: ReadonlyMap<string, TableauEvalue>
  verdicts?: readonly Verdict[] | undefined
}
/** The plan as the instructeur reads it: expenses by lot, resources, figures. */
export const PlanRelu = ({ appel, plan, contenu, tableaux, verdicts }: ReluProps) => {
  const reglage = reglageDe(appel)
  const { numero, colonnes, enPlus } = lignesDuPlan(appel, contenu, tableaux)
  const siennes = { numero, colonnes, controle: controleDe(enPlus, verdicts) }
  const mots = motsDuPlan(plan, reglage, { centimes: true })
  if (reglage.plan === 'aucun') return null
  return (
    <>
      {reglage.plan === 'complet' && plan.depenses.length === 0 && <p>Aucune dépense n’est indiquée.</p>}
      {groupesDe(plan).map(g => (
        <Depenses {...g} {...siennes} plan={plan} reglage={reglage} mots={mots} />
      ))}
      <Tableau
        legende={reglage.plan === 'simple' ? 'Qui paie' : 'Ressources'}
        colonnes={[
          { titre: 'Ressource', cellule: l => l.ressource },
          { titre: 'Financeur', cellule: l => l.financeur },
          { titre: 'État', cellule: l => l.etat },
          { titre: 'Montant', cellule: l => montantLu(l.montant), num: true },
          { titre: 'Part', cellule: l => l.part, num: true },
        ]}
        lignes={ressourcesDe(plan, reglage, mots, { aide: appel.titre, structure: 'La structure' })}
        pied={[reglage.plan === 'simple' ? 'Coût total' : 'Coût global', '', '', totalLu(mots, 'cout'), '']}
      />
      <Reponses reponses={chiffres(reglage, mots)} />
    </>
  )
}

/** What the rules say of each line, where some of them judge it. */
function controleDe(enPlus: ReturnType<typeof lignesDuPlan>['enPlus'], verdicts: ReluProps['verdicts']) {
  if (!enPlus?.evalue || !verdicts?.some(v => v.lignes?.some(l => l.tableau === enPlus.tableau.id))) return undefined
  const dire = controleDesLignes(enPlus.tableau.id, verdicts)
  const lignes = new Map(enPlus.evalue.lignes.map(l => [l.ligne, l]))
  return (ligne: string): Child => {
    const l = lignes.get(ligne)
    return l ? dire(l) : ''
  }
}

type Siennes = { numero: string; colonnes: readonly ColonneDuPlan[]; controle: ((ligne: string) => Child) | undefined }
type DepensesProps = Groupe & Siennes & { plan: Plan; reglage: Reglage; mots: Mots }
const Depenses = ({ titre, nom, depenses, plan, reglage, mots, numero, colonnes, controle }: DepensesProps) => (
  <Tableau
    legende={titre}
    colonnes={[
      { titre: numero, cellule: d => plan.depenses.indexOf(d) + 1 },
      { titre: 'Dépense', cellule: d => [d.libelle || 'À compléter', d.fournisseur].filter(Boolean).join(', ') },
      { titre: 'Nature', cellule: d => reglage.natures[d.nature ?? '']?.libelle ?? 'À compléter' },
      { titre: 'Payée par l’aide', cellule: d => payee(plan, reglage, d).mot },
      { titre: 'HT', cellule: d => montantLu(d.ht, { facultatif: reglage.assiette !== 'ht' }), num: true },
      { titre: 'TTC', cellule: d => montantLu(d.ttc, { facultatif: reglage.assiette !== 'ttc' }), num: true },
      ...colonnes.map(c => ({ titre: c.libelle, cellule: c.dire, num: c.num })),
      ...(controle ? [{ titre: 'Contrôle de la ligne', cellule: (d: Depense) => controle(d.ligne) }] : []),
    ]}
    lignes={depenses}
    pied={[
      'Total',
      '',
      '',
      '',
      totalLu(mots, `${nom}.ht`),
      mots.textes[`${nom}.ttc`] ? totalLu(mots, `${nom}.ttc`) : '',
      // a total of the call is over every line: lot by lot, it would be another figure
      ...colonnes.map(c => (plan.lots.length === 0 ? c.total : '')),
      ...(controle ? [''] : []),
    ]}
    vide={
      <p>
        <b>{titre}</b> : aucune dépense.
      </p>
    }
  />
)

const chiffres = ({ assiette, plan }: Reglage, mots: Mots) => {
  const t = (nom: string) => mots.textes[nom] || undefined
  if (plan === 'simple')
    return [
      { libelle: 'Part de l’aide dans le coût total', valeur: t('taux.cout') },
      { libelle: 'Aides publiques dans le coût total', valeur: t('part.publique') },
    ]
  return [
    { libelle: `Dépenses ${ASSIETTES[assiette].sigle}`, valeur: totalLu(mots, 'depenses') },
    { libelle: 'Coût global', valeur: totalLu(mots, 'cout') },
    { libelle: 'Écart', valeur: `${mots.textes['ecart.titre']}. ${mots.textes['ecart.suite']}` },
    { libelle: 'Dépenses que l’aide peut payer', valeur: totalLu(mots, 'base') },
    { libelle: 'Part de l’aide dans le coût global', valeur: t('taux.cout') },
    { libelle: 'Part de l’aide dans les dépenses qu’elle peut payer', valeur: t('taux.base') },
    { libelle: 'Part de la structure dans les financements publics', valeur: t('part.propre') },
    { libelle: 'Aides publiques dans le coût global', valeur: t('part.publique') },
  ]
}

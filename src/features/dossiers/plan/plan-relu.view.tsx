import { formatEuros } from '../../../lib/euros.ts'
import { Reponses } from '../../../ui/listes.tsx'
import { Tableau } from '../../../ui/table.tsx'
import type { Appel } from '../../appels/index.ts'
import { ETATS_RESSOURCE, ORIGINES_RESSOURCE } from '../listes.ts'
import { ASSIETTES, type Mots, motsDuPlan, payee } from './mots.ts'
import type { Depense, Montant, Plan, Reglage } from './plan.ts'
import { reglageDe } from './reglage.ts'

const lu = (m: Montant) => (typeof m === 'number' ? formatEuros(m, { centimes: true }) : m === 'vide' ? 'À compléter' : 'Illisible')
const facultatif = (m: Montant) => (m === 'vide' ? '' : lu(m))
const total = ({ textes }: Mots, nom: string) => [textes[nom], textes[`${nom}.sans`]].filter(Boolean).join(', ') || 'À compléter'

/** The plan as the instructeur reads it: expenses by lot, resources, figures. */
export const PlanRelu = ({ appel, plan }: { appel: Appel; plan: Plan }) => {
  const reglage = reglageDe(appel)
  const mots = motsDuPlan(plan, reglage)
  const groupes = [
    ...plan.lots.map((l, i) => ({
      titre: `Lot\u00a0${i + 1}. ${l.intitule || 'Sans intitulé'}${l.aide ? ', aide demandée' : ', sans aide demandée'}`,
      nom: `lot.${l.ligne}`,
      depenses: plan.depenses.filter(d => d.lot === l.ligne),
    })),
    {
      titre: plan.lots.length > 0 ? 'Dépenses dans aucun lot' : 'Dépenses',
      nom: 'lot.aucun',
      depenses: plan.depenses.filter(d => !plan.lots.some(l => l.ligne === d.lot)),
    },
  ].filter((g, i) => g.depenses.length > 0 || i < plan.lots.length)
  if (plan.depenses.length === 0 && plan.lots.length === 0) return <p>Aucune dépense n’est indiquée.</p>
  return (
    <>
      {groupes.map(g => (
        <Depenses {...g} plan={plan} reglage={reglage} mots={mots} />
      ))}
      <Ressources plan={plan} mots={mots} aide={appel.titre} />
      <Reponses reponses={chiffres(reglage, mots)} />
    </>
  )
}

type Groupe = { titre: string; nom: string; depenses: readonly Depense[]; plan: Plan; reglage: Reglage; mots: Mots }
const Depenses = ({ titre, nom, depenses, plan, reglage, mots }: Groupe) => (
  <Tableau
    legende={titre}
    colonnes={[
      { titre: 'N°', cellule: d => plan.depenses.indexOf(d) + 1 },
      { titre: 'Dépense', cellule: d => [d.libelle || 'À compléter', d.fournisseur].filter(Boolean).join(', ') },
      { titre: 'Nature', cellule: d => reglage.natures[d.nature ?? '']?.libelle ?? 'À compléter' },
      { titre: 'Payée par l’aide', cellule: d => payee(plan, reglage, d).mot },
      { titre: 'HT', cellule: d => (reglage.assiette === 'ht' ? lu(d.ht) : facultatif(d.ht)), num: true },
      { titre: 'TTC', cellule: d => (reglage.assiette === 'ttc' ? lu(d.ttc) : facultatif(d.ttc)), num: true },
    ]}
    lignes={depenses}
    pied={['Total', '', '', '', total(mots, `${nom}.ht`), mots.textes[`${nom}.ttc`] ? total(mots, `${nom}.ttc`) : '']}
    vide={
      <p>
        <b>{titre}</b> : aucune dépense.
      </p>
    }
  />
)

type Ligne = { ressource: string; financeur: string; etat: string; montant: string; part: string }
const Ressources = ({ plan, mots, aide }: { plan: Plan; mots: Mots; aide: string }) => {
  const mot = (options: readonly { code: string; libelle: string }[], code: string | undefined) =>
    options.find(o => o.code === code)?.libelle ?? 'À compléter'
  const lignes: Ligne[] = [
    { ressource: 'Aide demandée', financeur: aide, etat: '', montant: lu(plan.aide), part: mots.textes['aide.cout'] ?? '' },
    { ressource: 'Part de la structure', financeur: '', etat: '', montant: lu(plan.part), part: mots.textes['part.cout'] ?? '' },
    ...plan.ressources.map(r => ({
      ressource: mot(ORIGINES_RESSOURCE, r.origine),
      financeur: r.financeur || 'À compléter',
      etat: mot(ETATS_RESSOURCE, r.etat),
      montant: lu(r.montant),
      part: mots.textes[`${r.ligne}.cout`] ?? '',
    })),
  ]
  return (
    <Tableau
      legende="Ressources"
      colonnes={[
        { titre: 'Ressource', cellule: l => l.ressource },
        { titre: 'Financeur', cellule: l => l.financeur },
        { titre: 'État', cellule: l => l.etat },
        { titre: 'Montant', cellule: l => l.montant, num: true },
        { titre: 'Part', cellule: l => l.part, num: true },
      ]}
      lignes={lignes}
      pied={['Coût global', '', '', total(mots, 'cout'), '']}
    />
  )
}

const chiffres = ({ assiette }: Reglage, mots: Mots) => {
  const t = (nom: string) => mots.textes[nom] || undefined
  return [
    { libelle: `Dépenses ${ASSIETTES[assiette].sigle}`, valeur: total(mots, 'depenses') },
    { libelle: 'Coût global', valeur: total(mots, 'cout') },
    { libelle: 'Écart', valeur: `${mots.textes['ecart.titre']}. ${mots.textes['ecart.suite']}` },
    { libelle: 'Dépenses que l’aide peut payer', valeur: total(mots, 'base') },
    { libelle: 'Part de l’aide dans le coût global', valeur: t('taux.cout') },
    { libelle: 'Part de l’aide dans les dépenses qu’elle peut payer', valeur: t('taux.base') },
    { libelle: 'Part de la structure dans les financements publics', valeur: t('part.propre') },
    { libelle: 'Aides publiques dans le coût global', valeur: t('part.publique') },
  ]
}

import type { GuichetConfig } from '../../config.ts'
import { formatJour } from '../../lib/dates.ts'
import { texteDe } from '../contenu/index.ts'
import { type Bloc, type CahierDonnees, rendrePdf } from '../documents/index.ts'
import type { Dossier } from '../dossiers/index.ts'
import type { Lecture } from '../examen/index.ts'
import {
  ASSIETTES,
  groupesDe,
  lignesDuPlan,
  type Mots,
  montantLu,
  motsDuPlan,
  type Plan,
  payee,
  planDe,
  type Reglage,
  reglageDe,
  ressourcesDe,
  totalLu,
} from '../plan/index.ts'

/** `tableaux`: what is worked out of the lines of the plan, where its call asks more of them than an expense. */
export type CadreBudget = { guichet: GuichetConfig; demonstration: boolean; instant: Date; tableaux: Lecture['tableaux'] }

/** The budget prévisionnel as a document to print: expenses by lot, resources, balance. Tagged (PDF/UA-1). */
export const budgetPdf = async (d: Dossier, cadre: CadreBudget): Promise<Buffer> =>
  Buffer.from(await rendrePdf('cahier-des-charges', donnees(d, cadre), { norme: 'UA-1' }))

function donnees(d: Dossier, { guichet, demonstration, instant, tableaux }: CadreBudget): CahierDonnees {
  const { service } = guichet
  const { nom } = d.structure
  const { appel } = d.version
  const plan = planDe(d.version.appel, d.contenu)
  const reglage = reglageDe(appel)
  const mots = motsDuPlan(plan, reglage, { centimes: true })
  const ttc = mots.textes.ttc !== ''
  return {
    theme: guichet.theme,
    emetteur: {
      blocMarque: null,
      nom,
      service: nom,
      adresse: guichet.territoire.nom,
      courriel: service.courriel,
      telephone: service.telephone,
    },
    etabliLe: instant,
    demonstration,
    court: true,
    titre: 'Budget prévisionnel',
    sousTitre: texteDe(d.contenu, 'titre') ?? nom,
    reference: `Dossier ${d.numero}`,
    essentiel: [
      { libelle: 'Structure', valeur: nom },
      { libelle: 'Appel', valeur: appel.titre },
      { libelle: 'Établi le', valeur: formatJour(instant) },
      { libelle: `Dépenses ${ASSIETTES[reglage.assiette].sigle}`, valeur: totalLu(mots, 'depenses') },
      { libelle: 'Ressources', valeur: totalLu(mots, 'cout') },
      { libelle: 'Écart', valeur: `${mots.textes['ecart.titre']}. ${mots.textes['ecart.suite']}` },
    ],
    sections: [
      {
        titre: 'Dépenses',
        blocs: [
          ...groupesDe(plan).map(g => tableDepenses(g, { plan, reglage, mots, ttc })),
          total(mots, ttc),
          ...enPlus(plan, lignesDuPlan(appel, d.contenu, tableaux).colonnes),
        ],
      },
      { titre: 'Ressources', blocs: [tableRessources(plan, reglage, mots, { aide: appel.titre, structure: nom })] },
    ],
  }
}

const tableDepenses = (
  g: ReturnType<typeof groupesDe>[number],
  { plan, reglage, mots, ttc }: { plan: Plan; reglage: Reglage; mots: Mots; ttc: boolean },
): Bloc => ({
  genre: 'tableau',
  legende: g.titre,
  entetes: ['Dépense', 'Nature', 'Payée par l’aide', 'HT', ...(ttc ? ['TTC'] : [])],
  largeurs: [5, 4, 3, 2, ...(ttc ? [2] : [])],
  chiffres: ttc ? [3, 4] : [3],
  lignes: [
    ...g.depenses.map(d => [
      `${plan.depenses.indexOf(d) + 1}. ${[d.libelle || 'À compléter', d.fournisseur].filter(Boolean).join(', ')}`,
      reglage.natures[d.nature ?? '']?.libelle ?? 'À compléter',
      payee(plan, reglage, d).mot,
      montantLu(d.ht, { facultatif: reglage.assiette !== 'ht' }),
      ...(ttc ? [montantLu(d.ttc, { facultatif: reglage.assiette !== 'ttc' })] : []),
    ]),
    ['Total', '', '', totalLu(mots, `${g.nom}.ht`), ...(ttc ? [mots.textes[`${g.nom}.ttc`] ? totalLu(mots, `${g.nom}.ttc`) : ''] : [])],
  ],
})

/** Columns that one table has room for on paper, beside the name of the expense. */
const COLONNES_PAR_TABLE = 4
/** What the call asks of each line besides: tables of their own, since the first has no room for it. */
function enPlus(plan: Plan, colonnes: ReturnType<typeof lignesDuPlan>['colonnes']): Bloc[] {
  if (plan.depenses.length === 0) return []
  const parts = Array.from({ length: Math.ceil(colonnes.length / COLONNES_PAR_TABLE) }, (_, i) =>
    colonnes.slice(i * COLONNES_PAR_TABLE, (i + 1) * COLONNES_PAR_TABLE),
  )
  return parts.map(siennes => ({
    genre: 'tableau',
    legende: 'Précisions sur chaque dépense',
    entetes: ['Dépense', ...siennes.map(c => c.libelle)],
    largeurs: [5, ...siennes.map(() => 3)],
    chiffres: siennes.flatMap((c, i) => (c.num ? [i + 1] : [])),
    lignes: [
      ...plan.depenses.map((d, i) => [`${i + 1}. ${d.libelle || 'À compléter'}`, ...siennes.map(c => c.dire(d))]),
      ...(siennes.some(c => c.total) ? [['Total', ...siennes.map(c => c.total)]] : []),
    ],
  }))
}

const total = (mots: Mots, ttc: boolean): Bloc => ({
  genre: 'paragraphe',
  texte: `Total des dépenses\u00a0: ${totalLu(mots, 'ht')} HT${ttc ? `, ${totalLu(mots, 'ttc')} TTC` : ''}.`,
})

const tableRessources = (plan: Plan, reglage: Reglage, mots: Mots, qui: { aide: string; structure: string }): Bloc => ({
  genre: 'tableau',
  legende: 'Qui paie',
  entetes: ['Ressource', 'Financeur', 'État', 'Montant', 'Part'],
  largeurs: [4, 5, 3, 3, 2],
  chiffres: [3, 4],
  lignes: [
    ...ressourcesDe(plan, reglage, mots, qui).map(r => [r.ressource, r.financeur, r.etat, montantLu(r.montant), r.part]),
    ['Coût global', '', '', totalLu(mots, 'cout'), ''],
  ],
})

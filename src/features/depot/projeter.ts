import { nouvelId } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { type Contenu, champCellule, type Liste, lignesDe } from '../contenu/index.ts'
import type { Dossier } from '../dossiers/index.ts'
import { planDe } from '../plan/index.ts'

/**
 * Writes what is filed line by line, for those who compare, add up and follow: a filing that nothing blocks has every amount. Filed again,
 * the lines of the `version` before give way. Runs in the transaction of the filing.
 */
export async function projeter(tx: Tx, guichetId: string, d: Dossier, version: number): Promise<void> {
  const cle = { guichet_id: guichetId, dossier_id: d.id }
  const anciennes = version > 1 ? TABLES : []
  // in this order (an expense names its lot), and without waiting for one another
  await Promise.all([
    ...anciennes.map(t => tx.deleteFrom(t).where('guichet_id', '=', guichetId).where('dossier_id', '=', d.id).execute()),
    ...projeterPlan(tx, cle, d),
    ...projeterMethode(tx, cle, d.contenu),
  ])
}
const TABLES = ['depense', 'lot', 'ressource', 'jalon', 'indicateur', 'beneficiaire'] as const

type Cle = { guichet_id: string; dossier_id: string }
function projeterPlan(tx: Tx, cle: Cle, d: Dossier): Promise<unknown>[] {
  const plan = planDe(d.version.appel, d.contenu)
  const lots = plan.lots.map((l, i) => ({ ...cle, id: nouvelId(), rang: i + 1, intitule: l.intitule, aide: l.aide }))
  const depenses = plan.depenses.map((x, i) => ({
    ...cle,
    id: nouvelId(),
    lot_id: lots[plan.lots.findIndex(l => l.ligne === x.lot)]?.id ?? null,
    rang: i + 1,
    libelle: x.libelle,
    fournisseur: x.fournisseur || null,
    nature: x.nature ?? '',
    ht: cents(x.ht),
    ttc: typeof x.ttc === 'number' ? x.ttc : null,
  }))
  const financements = [
    { origine: 'aide', financeur: d.version.appel.titre, publique: true, etat: 'demandee', montant: cents(plan.aide) },
    ...(d.version.appel.plan === 'aucun'
      ? []
      : [{ origine: 'part', financeur: d.structure.nom, publique: true, etat: 'inscrite', montant: cents(plan.part) }]),
    ...plan.ressources.map(r => ({
      origine: 'autre',
      financeur: r.financeur,
      publique: r.origine !== 'privee',
      etat: r.etat ?? 'demandee',
      montant: cents(r.montant),
    })),
  ]
  return [
    ...(lots.length > 0 ? [tx.insertInto('lot').values(lots).execute()] : []),
    ...(depenses.length > 0 ? [tx.insertInto('depense').values(depenses).execute()] : []),
    tx
      .insertInto('ressource')
      .values(financements.map((r, i) => ({ ...cle, id: nouvelId(), rang: i + 1, ...r })))
      .execute(),
  ]
}

const cents = (m: unknown) => (typeof m === 'number' ? m : 0)

function projeterMethode(tx: Tx, cle: Cle, c: Contenu): Promise<unknown>[] {
  const lignes = (liste: Liste) =>
    lignesDe(c, liste).map((ligne, i) => ({ rang: i + 1, valeur: (col: string) => c.valeurs[champCellule(liste, ligne, col)] }))
  const texte = (v: unknown) => (typeof v === 'string' ? v : '')
  const jalons = lignes('jalons').flatMap(l =>
    texte(l.valeur('echeance'))
      ? [{ ...cle, id: nouvelId(), rang: l.rang, libelle: texte(l.valeur('libelle')), echeance: texte(l.valeur('echeance')) }]
      : [],
  )
  const indicateurs = lignes('indicateurs').flatMap(l =>
    typeof l.valeur('cible') === 'number'
      ? [
          {
            ...cle,
            id: nouvelId(),
            rang: l.rang,
            nom: texte(l.valeur('nom')),
            unite: texte(l.valeur('unite')),
            depart: l.valeur('depart') as number | undefined,
            cible: l.valeur('cible') as number,
          },
        ]
      : [],
  )
  const beneficiaires = lignes('beneficiaires').flatMap(l =>
    typeof l.valeur('nombre') === 'number'
      ? [
          {
            ...cle,
            id: nouvelId(),
            rang: l.rang,
            public: texte(l.valeur('public')),
            genre: texte(l.valeur('genre')) || 'autres',
            nombre: l.valeur('nombre') as number,
          },
        ]
      : [],
  )
  return [
    ...(jalons.length > 0 ? [tx.insertInto('jalon').values(jalons).execute()] : []),
    ...(indicateurs.length > 0 ? [tx.insertInto('indicateur').values(indicateurs).execute()] : []),
    ...(beneficiaires.length > 0 ? [tx.insertInto('beneficiaire').values(beneficiaires).execute()] : []),
  ]
}

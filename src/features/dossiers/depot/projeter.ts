import { nouvelId } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { type Contenu, lignesDe } from '../contenu.ts'
import type { Dossier } from '../dossiers.queries.ts'
import { champCellule, type Liste } from '../listes.ts'
import { planDe } from '../plan/plan-du-contenu.ts'

/**
 * Writes what is filed line by line, for those who compare, add up and follow: a filing that nothing blocks has every amount. Filed again,
 * the lines of before give way. Runs in the transaction of the filing.
 */
export async function projeter(tx: Tx, guichetId: string, d: Dossier): Promise<void> {
  const cle = { guichet_id: guichetId, dossier_id: d.id }
  for (const table of ['depense', 'lot', 'ressource', 'jalon', 'indicateur', 'beneficiaire'] as const)
    await tx.deleteFrom(table).where('guichet_id', '=', guichetId).where('dossier_id', '=', d.id).execute()
  const plan = planDe(d.contenu)
  const lots = plan.lots.map((l, i) => ({ ...cle, id: nouvelId(), rang: i + 1, intitule: l.intitule, aide: l.aide }))
  if (lots.length > 0) await tx.insertInto('lot').values(lots).execute()
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
  if (depenses.length > 0) await tx.insertInto('depense').values(depenses).execute()
  const financements = [
    { origine: 'aide', financeur: d.version.appel.titre, publique: true, etat: 'demandee', montant: cents(plan.aide) },
    { origine: 'part', financeur: d.structure.nom, publique: true, etat: 'inscrite', montant: cents(plan.part) },
    ...plan.ressources.map(r => ({
      origine: 'autre',
      financeur: r.financeur,
      publique: r.origine !== 'privee',
      etat: r.etat ?? 'demandee',
      montant: cents(r.montant),
    })),
  ]
  await tx
    .insertInto('ressource')
    .values(financements.map((r, i) => ({ ...cle, id: nouvelId(), rang: i + 1, ...r })))
    .execute()
  await projeterMethode(tx, cle, d.contenu)
}

const cents = (m: unknown) => (typeof m === 'number' ? m : 0)

async function projeterMethode(tx: Tx, cle: { guichet_id: string; dossier_id: string }, c: Contenu) {
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
  if (jalons.length > 0) await tx.insertInto('jalon').values(jalons).execute()
  if (indicateurs.length > 0) await tx.insertInto('indicateur').values(indicateurs).execute()
  if (beneficiaires.length > 0) await tx.insertInto('beneficiaire').values(beneficiaires).execute()
}

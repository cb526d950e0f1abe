import type { DateCivile } from '../../../lib/dates.ts'
import type { Centimes } from '../../../lib/euros.ts'
import type { Avancement, Bilan, EtatJalon } from './bilan.ts'
import type { Commande } from './commandes/commandes.queries.ts'
import { type Declaration, pointAvant, sansJalon } from './declaration.rules.ts'

/** What was filed, word for word: kept in `bilan_depot.contenu`, read by whoever may. Cents, civil days. */
export type ContenuBilan = {
  dossier: string
  rang: number
  periode: { debut: DateCivile; fin: DateCivile; echeance: DateCivile }
  final: boolean
  jalons: {
    libelle: string
    echeance: DateCivile
    etat: EtatJalon
    prevu: DateCivile | null
    fait: DateCivile | null
    avancement: number | null
    avant: { etat: EtatJalon; prevu: DateCivile | null; fait: DateCivile | null; avancement: number | null }
  }[]
  /** Its sentence, and the percentage of a project without a milestone; absent where nothing was ever said of it. */
  avancement?: Avancement & { avant: Avancement }
  indicateurs: { nom: string; unite: string; depart: number | null; cible: number; avant: number | null; valeur: number | null }[]
  commandes: {
    siret: string | null
    pays: string
    entreprise: string
    departement: string | null
    objet: string
    ht: Centimes
    ttc: Centimes
    date: DateCivile
    lot: string | null
    depense: string | null
  }[]
  /** Of the last bilan of a call whose lines of the plan carry more than an expense: what each was to cost, and what was ordered for it. Cents before tax. */
  lignes?: { libelle: string; prevu: Centimes; realise: Centimes }[]
  fin: DateCivile | null
  finAvant: DateCivile | null
  difficultes: string
  pieces: { nom: string; taille: number; sha256: string }[]
}

/** Whether the last bilan reads the plan line by line: where its call ranks its lines or asks more of them. */
export const lignesSuivies = ({ appel, depenses }: Pick<Bilan, 'appel' | 'depenses'>) =>
  appel.lignes_du_plan !== undefined && depenses.length > 0

/** Pure. */
export function contenuDe(b: Bilan, d: Declaration, commandes: readonly Commande[]): ContenuBilan {
  return {
    dossier: b.numero,
    rang: b.rang,
    periode: { debut: b.debut, fin: b.fin, echeance: b.echeance },
    final: d.final,
    jalons: b.jalons.map(j => {
      const { id: _, ...point } = d.jalons.find(x => x.id === j.id)!
      return { libelle: j.libelle, echeance: j.echeance, ...point, avant: pointAvant(j) }
    }),
    ...(sansJalon(b) || d.avancement.texte || b.avancementAvant.texte ? { avancement: { ...d.avancement, avant: b.avancementAvant } } : {}),
    indicateurs: b.indicateurs.map(i => ({
      nom: i.nom,
      unite: i.unite,
      depart: i.depart,
      cible: i.cible,
      avant: i.avant ?? null,
      valeur: d.indicateurs.find(x => x.id === i.id)?.valeur ?? null,
    })),
    commandes: commandes.map(c => ({
      siret: c.siret,
      pays: c.pays,
      entreprise: c.entreprise,
      departement: c.departement,
      objet: c.objet,
      ht: c.ht,
      ttc: c.ttc,
      date: c.date,
      lot: b.lots.find(l => l.id === c.lotId)?.libelle ?? null,
      depense: b.depenses.find(l => l.id === c.depenseId)?.libelle ?? null,
    })),
    ...(d.final && lignesSuivies(b) ? { lignes: b.depenses.map(l => ({ libelle: l.libelle, prevu: l.prevu, realise: l.commande })) } : {}),
    fin: d.fin,
    finAvant: b.finAvant.jour,
    difficultes: d.difficultes,
    pieces: b.pieces.map(p => ({ nom: p.nom, taille: p.taille, sha256: p.sha256 })),
  }
}

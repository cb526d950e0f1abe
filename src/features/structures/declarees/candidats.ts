import type { Tx } from '../../../db/db.ts'
import { membresActifs } from '../appartenances.queries.ts'
import { rechercherPartout, type Territoire } from '../rechercher.ts'
import { type Fiche, ficheDeSiren, fichesParRna } from '../repertoire/repertoire.queries.ts'
import { connuDe, type Structure, trouverStructure } from '../structures.queries.ts'
import { memeNumero, type Valeurs } from './comparer.rules.ts'
import { dossiersDe } from './declarees.queries.ts'

/** A structure that this one may be: known here already (`id`), or a line of the directory alone. `cle` names it in the address. */
export type Candidat = {
  cle: string
  id: string | null
  nom: string
  valeurs: Valeurs
  region: string | null
  forte: boolean
  fermee: boolean
  /** INSEE's bracket of its employees, when it is known. */
  effectifs: string | null
  /** Accounts that speak for it. */
  membres: readonly string[]
  dossiers: number
  sigle: string | null
  categorie: string | null
  /** What rules ask besides, of a line of the directory. */
  connu: { effectifs?: string; chiffreAffaires?: number }
}

const MAX = 5
export const valeursDe = (s: Pick<Structure, 'nom' | 'siren' | 'rna' | 'type' | 'commune' | 'departement' | 'adresse'>): Valeurs => ({
  nom: s.nom,
  siren: s.siren,
  rna: s.rna,
  type: s.type,
  commune: s.commune,
  departement: s.departement,
  adresse: s.adresse,
})
const deFiche = (f: Fiche, moi: Structure): Candidat => {
  const valeurs = { ...valeursDe(f) }
  return {
    cle: f.siren,
    id: null,
    nom: f.nom,
    valeurs,
    region: f.region,
    forte: memeNumero(valeurs, moi),
    fermee: f.fermee,
    effectifs: f.effectifs,
    membres: [],
    dossiers: 0,
    sigle: f.sigle,
    categorie: f.categorie,
    connu: connuDe({ ...f, codeInsee: null, epciSiren: null }),
  }
}
async function deStructure(tx: Tx, guichetId: string, s: Structure, moi: Structure, appels: readonly string[] | null): Promise<Candidat> {
  return {
    cle: s.id,
    id: s.id,
    nom: s.nom,
    valeurs: valeursDe(s),
    region: s.region,
    forte: memeNumero(valeursDe(s), moi),
    fermee: s.fermee,
    effectifs: s.effectifs,
    membres: (await membresActifs(tx, guichetId, s.id)).map(m => m.compte_id),
    dossiers: (await dossiersDe(tx, guichetId, s.id, appels)).length,
    sigle: s.sigle,
    categorie: null,
    connu: {},
  }
}

/** The structure that is named, whoever named it: an id, or the SIREN of a line of the directory. */
export async function candidatDe(
  tx: Tx,
  guichetId: string,
  moi: Structure,
  cle: string,
  appels: readonly string[] | null,
): Promise<Candidat | undefined> {
  if (/^\d{9}$/.test(cle)) {
    const f = await ficheDeSiren(tx, guichetId, cle, moi.id)
    return f && deFiche(f, moi)
  }
  const s = cle === moi.id ? undefined : await trouverStructure(tx, guichetId, cle)
  // one that waits itself is first confirmed, and one joined elsewhere is no more
  return s && !s.declaree && !s.reunieA ? deStructure(tx, guichetId, s, moi, appels) : undefined
}

/** Those that this one may be: the same SIREN or RNA first, then names that look alike; five at most. */
export async function candidatsDe(
  tx: Tx,
  guichetId: string,
  moi: Structure,
  { territoire, appels, q }: { territoire: Territoire; appels: readonly string[] | null; q?: string | undefined },
): Promise<Candidat[]> {
  const memeSiren = moi.siren && !q ? await ficheDeSiren(tx, guichetId, moi.siren, moi.id) : undefined
  const memeRna = moi.rna && !q ? await fichesParRna(tx, guichetId, moi.rna) : []
  const r = await rechercherPartout(tx, guichetId, q || moi.nom, { territoire })
  const structures = r.genre === 'trouvees' ? r.structures.filter(s => s.id !== moi.id && !s.declaree) : []
  const fiches = [...(memeSiren ? [memeSiren] : []), ...memeRna, ...(r.genre === 'trouvees' ? r.fiches : [])]
  const vus = new Map<string, Candidat>()
  for (const s of structures.slice(0, MAX)) vus.set(s.id, await deStructure(tx, guichetId, s, moi, appels))
  for (const f of fiches) if (!vus.has(f.siren)) vus.set(f.siren, deFiche(f, moi))
  return [...vus.values()].sort((a, b) => Number(b.forte) - Number(a.forte)).slice(0, MAX)
}

import { sansMarques } from '../../../lib/accents.ts'

/** What is compared of a structure declared by hand with one that is known. */
export const CHAMPS = ['nom', 'siren', 'rna', 'type', 'commune', 'departement', 'adresse'] as const
export type ChampCompare = (typeof CHAMPS)[number]
export type Valeurs = Record<ChampCompare, string | null>
/** `retenu`: what is kept without anybody choosing; absent, the two differ and somebody chooses. */
export type LigneComparee = {
  champ: ChampCompare
  declare: string | null
  connu: string | null
  retenu?: { valeur: string | null; dit: 'identique' | 'celui du répertoire' | 'celui déclaré' }
}
export type Choix = 'declare' | 'connu'
/** In an address: it is none of those that look like it. */
export const AUCUNE = 'aucune'

const plat = (v: string) =>
  sansMarques(v)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()

/**
 * What was declared beside what is known, field by field. The same but for capitals and accents: what the person wrote is kept, which reads better. One that only one side has
 * is kept; two that differ are chosen. Pure.
 */
export const comparer = (declare: Valeurs, connu: Valeurs): LigneComparee[] =>
  CHAMPS.map(champ => {
    const [d, c] = [declare[champ], connu[champ]]
    const ligne = { champ, declare: d, connu: c }
    if (d !== null && c !== null) return plat(d) === plat(c) ? { ...ligne, retenu: { valeur: d, dit: 'identique' as const } } : ligne
    if (c !== null) return { ...ligne, retenu: { valeur: c, dit: 'celui du répertoire' as const } }
    return { ...ligne, retenu: { valeur: d, dit: 'celui déclaré' as const } }
  })

/** What is kept in the end, or the fields that nobody has chosen. Pure. */
export function retenir(
  lignes: readonly LigneComparee[],
  choix: Partial<Record<ChampCompare, Choix>>,
): { ok: true; valeurs: Valeurs } | { ok: false; manquants: ChampCompare[] } {
  const manquants = lignes.filter(l => !l.retenu && !choix[l.champ]).map(l => l.champ)
  if (manquants.length > 0) return { ok: false, manquants }
  const valeurs = Object.fromEntries(
    lignes.map(l => [l.champ, l.retenu ? l.retenu.valeur : choix[l.champ] === 'connu' ? l.connu : l.declare]),
  )
  return { ok: true, valeurs: valeurs as Valeurs }
}

/** The same number: strongly alike. */
export const memeNumero = (a: Pick<Valeurs, 'siren' | 'rna'>, b: Pick<Valeurs, 'siren' | 'rna'>) =>
  (a.siren !== null && a.siren === b.siren) || (a.rna !== null && a.rna === b.rna)

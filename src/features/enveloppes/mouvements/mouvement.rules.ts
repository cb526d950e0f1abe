import { type Centimes, formatEuros, MONTANT_MAX, messageMontant, parseEuros } from '../../../lib/euros.ts'

/** What somebody may do with the money of a call. An opening is the database's; `maintien` answers a version of the call that says another amount. */
export const GENRES = ['abondement', 'transfert', 'reserve', 'liberation', 'reduction', 'maintien'] as const
export type Genre = (typeof GENRES)[number]
export type GenreInscrit = Genre | 'ouverture'
export const MOTS_GENRE: Record<GenreInscrit, string> = {
  ouverture: 'Ouverture',
  abondement: 'Abondement',
  transfert: 'Transfert',
  reserve: 'Mise en réserve',
  liberation: 'Libération de réserve',
  reduction: 'Réduction',
  maintien: 'Montant gardé',
}

/** An envelope as its two ledgers have it. Cents; `accorde`: what is engaged, told or not. */
export type EnveloppeVive = { id: string; libelle: string; montant: Centimes; reserve: Centimes; accorde: Centimes }
/** What may still be decided: neither kept back nor granted. */
export const resteADecider = (e: Pick<EnveloppeVive, 'montant' | 'reserve' | 'accorde'>): Centimes => e.montant - e.reserve - e.accorde

/** What may still be told: what is decided and untold counts as left, so that nobody guesses it. */
export const restePublic = (e: { montant: Centimes; reserve: Centimes; notifie: Centimes }): Centimes => e.montant - e.reserve - e.notifie

/** A form as it was typed. `version`: the version of the call that it answers. */
export type SaisieMouvement = { mouvement: string; montant: string; de: string; vers: string; raison: string; version: string }
export type ErreursMouvement = Partial<Record<keyof SaisieMouvement | 'fichier', string>>
/** What it asks. `e`: where the money comes from, or the envelope that it bears on. */
export type Mouvement = { genre: Genre; montant: Centimes; e: EnveloppeVive; vers: EnveloppeVive | null }
type Compris = { ok: true; value: Mouvement } | { ok: false; errors: ErreursMouvement }

export const RAISON_MAX = 500

/** What a form asks of these envelopes, or what is to be mended in it. Its reason is another matter: a preview asks none. Pure. */
export function comprendreMouvement(s: SaisieMouvement, enveloppes: readonly EnveloppeVive[]): Compris {
  const genre = GENRES.find(g => g === s.mouvement)
  // an amount is kept in answer to a version that says another one
  if (!genre || (genre === 'maintien' && s.version === '')) return { ok: false, errors: { mouvement: 'Choisissez un mouvement' } }
  const lue = genre === 'maintien' ? { ok: true as const, value: 0 } : parseEuros(s.montant)
  const [e, vers] = concernees(genre, s, enveloppes)
  const errors: ErreursMouvement = {
    ...(lue.ok ? {} : { montant: messageMontant(lue.error, s.montant) }),
    ...(lue.ok && lue.value === 0 && genre !== 'maintien' ? { montant: 'Un mouvement de 0\u00a0€ ne change rien' } : {}),
    ...(e ? {} : { [genre === 'abondement' ? 'vers' : 'de']: 'Choisissez une enveloppe' }),
    ...(genre === 'transfert' && !vers ? { vers: 'Choisissez l’enveloppe qui reçoit' } : {}),
    ...(vers && e && vers.id === e.id ? { vers: 'Choisissez une autre enveloppe que celle qui donne' } : {}),
  }
  if (Object.keys(errors).length > 0 || !lue.ok || !e) return { ok: false, errors }
  return { ok: true, value: { genre, montant: lue.value, e, vers } }
}

/** An abondement goes somewhere, a réduction comes from somewhere; where one envelope is meant, the field that was filled says it. A call may have one only. */
function concernees(genre: Genre, s: SaisieMouvement, enveloppes: readonly EnveloppeVive[]) {
  const seule = enveloppes.length === 1 ? enveloppes[0] : undefined
  const [de, vers] = [s.de, s.vers].map(id => enveloppes.find(e => e.id === id))
  if (genre === 'transfert') return [de, vers ?? null] as const
  return [(genre === 'abondement' ? (vers ?? de) : (de ?? vers)) ?? seule, null] as const
}

export const erreurDeRaison = (raison: string): ErreursMouvement =>
  raison === ''
    ? { raison: 'Écrivez la raison\u00a0: elle reste au registre' }
    : raison.length > RAISON_MAX
      ? { raison: `Ce texte est trop long\u00a0: ${RAISON_MAX} caractères au plus` }
      : {}

/** How much of it is possible at most, when it asks more. */
export function tropDe({ genre, montant, e, vers }: Mouvement): { max: Centimes } | undefined {
  const recoit = genre === 'abondement' ? e : vers
  const max = Math.min(
    genre === 'reduction' || genre === 'transfert' || genre === 'reserve'
      ? resteADecider(e)
      : genre === 'liberation'
        ? e.reserve
        : Infinity,
    recoit ? MONTANT_MAX - recoit.montant : Infinity,
  )
  return montant > max ? { max } : undefined
}

const VERBES: Record<Genre, (somme: string) => string> = {
  abondement: s => `Abonder de ${s}`,
  transfert: s => `Transférer ${s}`,
  reserve: s => `Mettre ${s} en réserve`,
  liberation: s => `Libérer ${s}`,
  reduction: s => `Réduire de ${s}`,
  maintien: s => `Garder ${s}`,
}
/** What the button says: the act and its amount. */
export const acteDit = (m: Mouvement) => VERBES[m.genre](formatEuros(m.genre === 'maintien' ? m.e.montant : m.montant))

/** « Réduire de 200 000 € est impossible. Haute-Corse : 1 159 000 € sont engagés (notifiés ou décidés), 1 300 000 € ouverts. Au plus 141 000 €. » */
export function phraseTrop(m: Mouvement, max: Centimes): string {
  const { e, genre } = m
  const pourquoi =
    genre === 'liberation'
      ? `${formatEuros(e.reserve)} sont en réserve`
      : genre === 'abondement' || max + (m.vers?.montant ?? 0) === MONTANT_MAX
        ? `une enveloppe a ${formatEuros(MONTANT_MAX)} au plus`
        : `${formatEuros(e.accorde)} sont engagés (notifiés ou décidés)${e.reserve > 0 ? `, ${formatEuros(e.reserve)} en réserve` : ''}, ${formatEuros(e.montant)} ouverts`
  const auPlus = max > 0 ? `Au plus ${formatEuros(max)}.` : 'Il n’en reste rien.'
  return `${acteDit(m)} est impossible. ${e.libelle}\u00a0: ${pourquoi}. ${auPlus}`
}

/** An envelope once the movement is done. */
const effetSur = (e: EnveloppeVive, { genre, montant, e: source, vers }: Mouvement): EnveloppeVive => {
  const plus = (e.id === vers?.id ? montant : 0) + (e.id === source.id ? SUR_MONTANT[genre] * montant : 0)
  return { ...e, montant: e.montant + plus, reserve: e.reserve + (e.id === source.id ? SUR_RESERVE[genre] * montant : 0) }
}
const SUR_MONTANT: Record<Genre, number> = { abondement: 1, transfert: -1, reduction: -1, reserve: 0, liberation: 0, maintien: 0 }
const SUR_RESERVE: Record<Genre, number> = { abondement: 0, transfert: 0, reduction: 0, reserve: 1, liberation: -1, maintien: 0 }

/** What stands beside the button: each figure that changes, before and after; then the whole of the call. Pure. */
export type LigneApres = { terme: string; avant: Centimes; apres: Centimes }
export function apresMouvement(m: Mouvement, enveloppes: readonly EnveloppeVive[]): { lignes: LigneApres[]; total: LigneApres } {
  const apres = enveloppes.map(e => effetSur(e, m))
  const lignes = enveloppes.flatMap((e, i) => {
    const a = apres[i]!
    const de = (terme: string, avant: number, nouveau: number): LigneApres[] =>
      avant === nouveau ? [] : [{ terme, avant, apres: nouveau }]
    const nom = enveloppes.length > 1 ? `${e.libelle}\u00a0: ` : ''
    return [
      ...de(`${nom}montant`, e.montant, a.montant),
      ...de(`${nom}en réserve`, e.reserve, a.reserve),
      ...de(`${nom}reste à décider`, resteADecider(e), resteADecider(a)),
    ]
  })
  const somme = (es: readonly EnveloppeVive[]) => es.reduce((t, e) => t + e.montant, 0)
  return { lignes, total: { terme: 'Total de l’appel', avant: somme(enveloppes), apres: somme(apres) } }
}

/** What the person saw before pressing: the movement that was shown, and the envelopes as they then stood. Another one is shown again first. */
export const vuDe = ({ genre, montant, e, vers }: Mouvement) =>
  [genre, montant, ...[e, vers].flatMap(x => (x ? [x.id, x.montant, x.reserve, x.accorde] : []))].join('/')
/** Whether the same movement had been shown, on envelopes that have changed since: what was left then. */
export function resteVu(vu: string, m: Mouvement): Centimes | undefined {
  const [genre, montant, id, ouvert, reserve, accorde, versId] = vu.split('/')
  if (genre !== m.genre || montant !== String(m.montant) || id !== m.e.id || (versId ?? '') !== (m.vers?.id ?? '')) return undefined
  return Number(ouvert) - Number(reserve) - Number(accorde)
}

/** The movement that undoes another: the same money the other way. Nothing undoes an opening, an answer to a version, nor what undoes. */
export function inverseDe({ genre, enveloppeId, versId }: { genre: GenreInscrit; enveloppeId: string; versId: string | null }) {
  const autre = INVERSES[genre]
  if (!autre) return undefined
  return versId ? { genre: autre, enveloppeId: versId, versId: enveloppeId } : { genre: autre, enveloppeId, versId: null }
}
const INVERSES: Partial<Record<GenreInscrit, Genre>> = {
  abondement: 'reduction',
  reduction: 'abondement',
  reserve: 'liberation',
  liberation: 'reserve',
  transfert: 'transfert',
}

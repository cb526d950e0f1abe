import { createHash } from 'node:crypto'
import { formatDateCivile, formatInstant } from '../../../lib/dates.ts'
import { formatEuros, formatNombre, formatTaux } from '../../../lib/euros.ts'
import { majuscule } from '../../../lib/mots.ts'
import { type Appel, etatAppel } from '../../cahier/index.ts'
import type { EssaiJoue } from '../../examen/index.ts'
import { preparerRegles, type Seuil, seuilsDe } from '../../recevabilite/index.ts'
import type { Faits, Resultat, Verdict } from '../../verdicts/index.ts'
import type { CasVu, SeuilVu, Voir } from './joues.ts'

export type Version = { appel: Appel; sha256: string }

/** Test dossiers on which a threshold is tried, until one shows a difference. */
const BASES_MAX = 6
const MOTS: Record<Resultat, string> = {
  non_respectee: 'Bloqué',
  a_completer: 'À compléter',
  autre_appel: 'Autre appel',
  attention: 'Averti',
  a_verifier: 'À vérifier',
  respectee: 'Passe',
  sans_objet: 'Sans objet',
}
const AUTOUR = [-1, 0, 1]
/** A tenth of a point, for shares. */
const POINT = 0.001

/** Each threshold of a call just under, at and just over it: a cent, one, a day, a tenth of a point; a second for the opening and the closing. Pure. */
export function seuilsJoues(version: Version, joues: readonly EssaiJoue[], voir: Voir): SeuilVu[] {
  const { appel } = version
  const codes = new Set(appel.second?.essais.map(e => e.code))
  const premiers = joues.filter(j => !codes.has(j.essai.code))
  const seconds = joues.filter(j => codes.has(j.essai.code))
  return [
    ...calendrier(appel),
    ...desRegles(version, premiers, voir),
    ...(appel.second ? desRegles({ ...version, appel: appel.second }, seconds, voir) : []),
  ]
}

type Base = { faits: Faits; titre: string | undefined }
function desRegles(version: Version, joues: readonly EssaiJoue[], voir: Voir): SeuilVu[] {
  const regles = preparerRegles(version.appel, version.sha256)
  const [vague] = version.appel.calendrier.vagues
  const nue: Base = { faits: { instant: vague!.ouverture }, titre: undefined }
  const bases = (s: Seuil): Base[] => {
    const dit = (j: EssaiJoue) => j.verdicts.find(v => v.regle === s.regle)?.resultat
    const utiles = joues.filter(j => dit(j) !== 'sans_objet').toSorted((a, b) => Number(b.depose) - Number(a.depose))
    const choisies = (utiles.length > 0 ? utiles : joues).slice(0, BASES_MAX)
    return choisies.length > 0 ? choisies.map(j => ({ faits: j.faits, titre: j.essai.titre })) : [nue]
  }
  const essayer = (s: Seuil, { faits, titre }: Base): Omit<SeuilVu, 'titre'> | undefined => {
    const fixe = typeof s.fixe === 'number' ? s.fixe : regles.valeur(faits, s.fixe.nom)
    if (typeof fixe !== 'number' || !Number.isFinite(fixe)) return undefined
    const cas = AUTOUR.map((d): CasVu | undefined => {
      const v = s.genre === 'taux' ? Math.round((fixe + d * POINT) * 1e6) / 1e6 : fixe + d
      const verdict = v < 0 ? undefined : regles.auSeuil(faits, s.regle, new Map([[s.fait, v]]))
      return verdict && { valeur: dire(s, v), ...issue(verdict) }
    })
    const cle = cleDe([s.regle, s.fait, s.op, fixe, cas.map(c => c?.mot ?? '')])
    return { cle, seuil: `${majuscule(s.libelle)}\u00a0: ${dire(s, fixe)}`, cas, sur: titre }
  }
  return seuilsDe(version.appel).flatMap((s): SeuilVu[] => {
    const essayes = bases(s).flatMap(b => essayer(s, b) ?? [])
    const choisi = essayes.find(e => new Set(e.cas.map(c => c?.mot)).size > 1) ?? essayes[0]
    return choisi ? [{ ...voir(s.regle, s.titre), ...choisi }] : []
  })
}

const issue = ({ resultat, bloquant }: Verdict) => ({ mot: MOTS[resultat], bloque: bloquant })
const cleDe = (de: unknown) => createHash('sha256').update(JSON.stringify(de)).digest('hex').slice(0, 32)

function dire({ genre }: Pick<Seuil, 'genre'>, v: number): string {
  if (genre === 'montant') return formatEuros(v, { centimes: true })
  if (genre === 'taux') return formatTaux(v)
  return genre === 'date' ? formatDateCivile(new Date(v * 86_400_000).toISOString().slice(0, 10)) : formatNombre(v)
}

/** The opening and the closing of each period, to the second. */
function calendrier(appel: Appel): SeuilVu[] {
  const bornes = appel.calendrier.vagues.flatMap(v => [
    { quoi: `Ouverture, ${v.libelle}`, instant: v.ouverture },
    ...(v.cloture ? [{ quoi: `Clôture, ${v.libelle}`, instant: v.cloture }] : []),
  ])
  return bornes.map(({ quoi, instant }) => {
    const cas = AUTOUR.map((d): CasVu => {
      const a = new Date(instant.getTime() + d * 1000)
      const ouvert = etatAppel(appel, a) === 'ouvert'
      return { valeur: formatInstant(a, { secondes: true }), mot: ouvert ? 'Reçu' : 'Refusé', bloque: !ouvert }
    })
    return {
      titre: quoi,
      lieu: '/calendrier',
      cle: cleDe([quoi, instant.getTime(), cas.map(c => c.mot)]),
      seuil: formatInstant(instant),
      cas,
    }
  })
}

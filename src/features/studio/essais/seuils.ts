import { createHash } from 'node:crypto'
import { dateDe, formatDateCivile, formatInstant } from '../../../lib/dates.ts'
import { formatEuros, formatTaux } from '../../../lib/euros.ts'
import { avecUnite, majuscule } from '../../../lib/mots.ts'
import { type Appel, etatAppel } from '../../cahier/index.ts'
import type { EssaiJoue } from '../../examen/index.ts'
import { preparerRegles, seuilsDe } from '../../recevabilite/index.ts'
import type { Faits, Resultat, Verdict } from '../../verdicts/index.ts'
import type { CasVu, SeuilVu, Voir } from './joues.ts'

type Seuil = ReturnType<typeof seuilsDe>[number]

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
    const depuis = typeof s.fixe === 'number' ? s.fixe : regles.valeur(faits, s.fixe.nom)
    if (typeof depuis !== 'number' || !Number.isFinite(depuis)) return undefined
    const fixe = typeof s.fixe === 'number' ? depuis : depuis + (s.fixe.plus ?? 0)
    const pas = pasDe(version.appel, s, fixe)
    const cas = AUTOUR.map((d): (CasVu & { nu: string }) | undefined => {
      const v = Math.round((fixe + d * pas) * 1e6) / 1e6
      const poses = new Map([[s.fait, v]])
      const verdict = v < 0 || !admise(version.appel, s, v) ? undefined : regles.auSeuil(faits, s.regle, poses)
      if (!verdict) return undefined
      const donne = s.bareme === undefined ? undefined : regles.valeur(faits, s.bareme, poses)
      const enMots = (avecUnites: boolean) => {
        const ici = dire({ genre: s.genre, unite: avecUnites ? s.unite : undefined }, v)
        const la = { genre: s.donne ?? ('nombre' as const), unite: avecUnites ? s.uniteDonnee : undefined }
        return typeof donne === 'number' ? `${ici}\u00a0: ${dire(la, donne)}` : ici
      }
      return { valeur: enMots(true), nu: enMots(false), ...issue(verdict) }
    })
    if (cas.every(c => c === undefined)) return undefined
    // a unit is how a figure is said: what somebody has read stays read
    const cle = cleDe([s.regle, s.fait, s.op, fixe, cas.map(c => c?.mot ?? ''), ...(s.bareme ? cas.map(c => c?.nu ?? '') : [])])
    const quoi = s.bareme ? `${majuscule(s.bareme)}, selon ${s.libelle}` : majuscule(s.libelle)
    return { cle, seuil: `${quoi}\u00a0: ${dire(s, fixe)}`, cas, sur: titre }
  }
  return seuilsDe(version.appel).flatMap((s): SeuilVu[] => {
    const essayes = bases(s).flatMap(b => essayer(s, b) ?? [])
    const choisi = essayes.find(e => new Set(e.cas.map(c => c?.mot)).size > 1) ?? essayes[0]
    return choisi ? [{ ...voir(s.regle, s.titre), ...choisi }] : []
  })
}

/** What the aid is when the site works it out has no cents where its figures have none. */
const pasDe = (appel: Appel, { genre, fait }: Seuil, fixe: number) =>
  genre === 'taux'
    ? POINT
    : genre === 'montant' && fait === 'aide demandée' && appel.aide.calcul !== undefined && fixe % 100 === 0
      ? 100
      : 1
/** Whether somebody could answer that: nobody is shown what its question would refuse. */
function admise(appel: Appel, { fait, genre }: Seuil, v: number): boolean {
  const q = genre === 'nombre' ? appel.formulaires.flatMap(f => f.etapes.flatMap(e => e.questions)).find(x => x.id === fait) : undefined
  return !q || (v >= (q.min ?? 0) && v <= (q.max ?? Number.POSITIVE_INFINITY))
}

const issue = ({ resultat, bloquant }: Verdict) => ({ mot: MOTS[resultat], bloque: bloquant })
const cleDe = (de: unknown) => createHash('sha256').update(JSON.stringify(de)).digest('hex').slice(0, 32)

function dire({ genre, unite }: Pick<Seuil, 'genre' | 'unite'>, v: number): string {
  if (genre === 'montant') return formatEuros(v, { centimes: true })
  if (genre === 'taux') return formatTaux(v)
  return genre === 'date' ? formatDateCivile(dateDe(v)) : avecUnite(v, unite)
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
